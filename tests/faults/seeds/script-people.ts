import type { Dice } from './dice.ts';
import type { Technician } from './script-source.ts';

export type Chat = 'slack' | 'discord';

/** What people press. `pick` chooses among the messages that have the button at that moment, modulo their number. */
export type PeopleStep =
  | { do: 'press'; chat: Chat; who: Technician; verb: Verb; pick: number; times: number }
  /** Ann in Slack and Ben in Discord press the same on the same item at the same moment. */
  | { do: 'press-both'; verb: Verb; pick: number }
  /** Behind "More…": the menu is opened and something in it pressed. */
  | { do: 'order'; chat: Chat; who: Technician; verb: Order; pick: number }
  | { do: 'log-time'; chat: Chat; who: Technician; pick: number }
  /** A ticket is made from an alert, with what the form proposes. */
  | { do: 'make-ticket'; chat: Chat; who: Technician; pick: number };

export type Verb = 'acknowledge' | 'unacknowledge' | 'claim' | 'release' | 'all-acknowledge' | 'all-claim';
export type Order = 'snooze' | 'wake' | 'resolve' | 'run-checks';

const deeds: ReadonlySet<string> = new Set(['press', 'press-both', 'order', 'log-time', 'make-ticket']);

export function isPeopleStep<Step extends { do: string }>(step: Step): step is Extract<Step, PeopleStep> {
  return deeds.has(step.do);
}

const VERBS = { acknowledge: 6, unacknowledge: 2, claim: 5, release: 3, 'all-acknowledge': 2, 'all-claim': 1 };

export function peopleStep(dice: Dice): PeopleStep {
  const who: { chat: Chat; who: Technician } = { chat: dice.one(['slack', 'discord']), who: dice.one(['ann', 'ben']) };
  const pick = dice.number(20);
  const kind = dice.weighted({ press: 8, 'press-both': 2, order: 4, 'log-time': 2, 'make-ticket': 1.5 });
  switch (kind) {
    case 'press':
      return { do: kind, ...who, verb: dice.weighted(VERBS), pick, times: dice.luck(0.2) ? 2 : 1 };
    case 'press-both':
      return { do: kind, verb: dice.weighted(VERBS), pick };
    case 'order':
      return { do: kind, ...who, verb: dice.weighted({ snooze: 4, wake: 2, resolve: 3, 'run-checks': 1 }), pick };
    case 'log-time':
    case 'make-ticket':
      return { do: kind, ...who, pick };
  }
}
