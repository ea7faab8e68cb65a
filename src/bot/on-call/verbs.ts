import { GIVE, giveForm, giveSubmit, spanAgain, TAKE, takeForm, takeSubmit } from './form.ts';
import { SWAP, swapAgain, swapForm, swapSubmit } from './swap.ts';
import { onCallAccept, onCallClick, onCallDecline, onCallUndo } from './on-call.ts';
import type { Verbs } from '../table.ts';

/** Who is on call, and how that is changed. */
export const onCallVerbs: Verbs = {
  clicks: {
    'on-call': onCallClick,
    'on-call-take': takeForm,
    'on-call-give': giveForm,
    'on-call-span-again': spanAgain,
    'on-call-swap': swapForm,
    'on-call-swap-again': swapAgain,
    'on-call-accept': onCallAccept,
    'on-call-decline': onCallDecline,
    'on-call-undo': onCallUndo,
  },
  forms: {
    [TAKE]: { submit: takeSubmit, again: 'on-call-span-again' },
    [GIVE]: { submit: giveSubmit, again: 'on-call-span-again' },
    [SWAP]: { submit: swapSubmit, again: 'on-call-swap-again' },
  },
};
