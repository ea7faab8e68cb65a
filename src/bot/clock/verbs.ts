import { BREACH_REASON, breachAcknowledge, breachAgain, breachForm, breachSubmit } from './breach.ts';
import type { Verbs } from '../table.ts';

/** What is done about targets that were missed. */
export const clockVerbs: Verbs = {
  clicks: {
    'breach-acknowledge': breachAcknowledge,
    'breach-reason': breachForm,
    'breach-reason-again': breachAgain,
  },
  forms: {
    [BREACH_REASON]: { submit: breachSubmit, again: 'breach-reason-again' },
  },
};
