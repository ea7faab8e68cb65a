import {
  CLOSURE_SKIP,
  CLOSURE_STEP,
  skipAgain,
  skipForm,
  skipSubmit,
  stepAgain,
  stepForm,
  stepSubmit,
  UNSOLVED,
  unsolvedAgain,
  unsolvedForm,
  unsolvedSubmit,
} from './closure-form.ts';
import { closure, closureClose, closureSend, closureTick } from './closure.ts';
import { DEVICE, deviceAgain, deviceForm, deviceSubmit, deviceUnlink } from './device-form.ts';
import { device } from './device.ts';
import { ESCALATE } from './escalate-words.ts';
import { escalate, escalateAgain, escalateSubmit } from './escalate.ts';
import {
  guide,
  GUIDE_KIND,
  GUIDE_OUTCOME,
  guideTick,
  kindAgain,
  kindForm,
  kindSubmit,
  outcomeAgain,
  outcomeForm,
  outcomeSubmit,
} from './guide.ts';
import { INCIDENT, incidentAgain, incidentForm, incidentSubmit, incidentUnlink } from './incident-form.ts';
import { children, closeAll, closeChildren, incident } from './incident.ts';
import { TELL, tell, tellAgain, tellSend, tellSubmit } from './tell-form.ts';
import type { Verbs } from '../table.ts';

/** How a ticket is worked to its end. */
export const workingVerbs: Verbs = {
  clicks: {
    incident,
    'incident-form': incidentForm,
    'incident-again': incidentAgain,
    'incident-unlink': incidentUnlink,
    children,
    'close-children': closeChildren,
    'close-all': closeAll,
    tell,
    'tell-again': tellAgain,
    'tell-send': tellSend,
    device,
    'device-form': deviceForm,
    'device-again': deviceAgain,
    'device-unlink': deviceUnlink,
    escalate,
    'escalate-again': escalateAgain,
    closure,
    'closure-step': stepForm,
    'closure-step-again': stepAgain,
    'closure-skip': skipForm,
    'closure-skip-again': skipAgain,
    'closure-tick': closureTick,
    'closure-close': closureClose,
    'closure-send': closureSend,
    unsolved: unsolvedForm,
    'unsolved-again': unsolvedAgain,
    guide,
    'guide-tick': guideTick(true),
    'guide-untick': guideTick(false),
    'guide-outcome': outcomeForm,
    'guide-outcome-again': outcomeAgain,
    'guide-kind': kindForm,
    'guide-kind-again': kindAgain,
  },
  forms: {
    [CLOSURE_STEP]: { submit: stepSubmit, again: 'closure-step-again' },
    [CLOSURE_SKIP]: { submit: skipSubmit, again: 'closure-skip-again' },
    [UNSOLVED]: { submit: unsolvedSubmit, again: 'unsolved-again' },
    [GUIDE_OUTCOME]: { submit: outcomeSubmit, again: 'guide-outcome-again' },
    [GUIDE_KIND]: { submit: kindSubmit, again: 'guide-kind-again' },
    [ESCALATE]: { submit: escalateSubmit, again: 'escalate-again' },
    [DEVICE]: { submit: deviceSubmit, again: 'device-again' },
    [INCIDENT]: { submit: incidentSubmit, again: 'incident-again' },
    [TELL]: { submit: tellSubmit, again: 'tell-again' },
  },
};
