import { held } from './held.ts';
import { mute, mutes } from './mutes.ts';
import { noise } from './noise.ts';
import { orderOf, snooze } from './orders.ts';
import { allSnooze, SNOOZE, snoozeAgain, snoozeForm, snoozeSubmit } from './snooze-form.ts';
import {
  LIFT,
  liftAgain,
  liftForm,
  liftSubmit,
  STOP,
  stopAcknowledge,
  stopAgain,
  stopForm,
  stopShow,
  stopSubmit,
} from './stop.ts';
import { groupList, groupSites, ownCard } from './storm.ts';
import { MAKE_TICKET, ticketAgain, ticketForm, ticketSubmit } from '../ticket/form.ts';
import { LINK_TICKET, linkAgain, linkForm, linkSubmit, unlink } from '../ticket/link.ts';
import { allOf } from './together.ts';
import { WINDOW, windowAgain, windowForm, windowSubmit } from './window-form.ts';
import { windowEnd } from './windows.ts';
import type { Verbs } from '../table.ts';

/** What is done to alerts, alone and together, and what keeps them quiet. */
export const alertVerbs: Verbs = {
  clicks: {
    held,
    snooze,
    'snooze-form': snoozeForm,
    'snooze-again': snoozeAgain,
    wake: orderOf('wake'),
    resolve: orderOf('resolve'),
    'run-checks': orderOf('run-checks'),
    'make-ticket': ticketForm,
    'ticket-again': ticketAgain,
    'link-ticket': linkForm,
    'link-again': linkAgain,
    'unlink-ticket': unlink,
    stop: stopForm,
    'stop-again': stopAgain,
    'stop-show': stopShow,
    'stop-acknowledge': stopAcknowledge,
    'stop-lift': liftForm,
    'lift-again': liftAgain,
    'group-list': groupList,
    'group-sites': groupSites,
    'all-acknowledge': allOf('acknowledge'),
    'all-claim': allOf('claim'),
    'all-snooze': allSnooze,
    'own-card': ownCard,
    'window-form': windowForm,
    'window-again': windowAgain,
    'window-end': windowEnd,
    mutes,
    mute,
    noise,
  },
  forms: {
    [SNOOZE]: { submit: snoozeSubmit, again: 'snooze-again' },
    [MAKE_TICKET]: { submit: ticketSubmit, again: 'ticket-again' },
    [LINK_TICKET]: { submit: linkSubmit, again: 'link-again' },
    [WINDOW]: { submit: windowSubmit, again: 'window-again' },
    [STOP]: { submit: stopSubmit, again: 'stop-again' },
    [LIFT]: { submit: liftSubmit, again: 'lift-again' },
  },
};
