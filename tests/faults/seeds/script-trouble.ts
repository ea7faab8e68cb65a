import type { Dice } from './dice.ts';

export const systems = ['slack', 'discord', 'trmm', 'freescout', 'erpnext'] as const;
export type System = (typeof systems)[number];

/** What goes wrong. All lengths are milliseconds. */
export type TroubleStep =
  | { do: 'kill'; down: number; bot: number }
  | { do: 'drain'; down: number; bot: number }
  | { do: 'redis'; down: number }
  /** Somebody stands still, and goes on as if nothing had been. */
  | { do: 'freeze'; what: 'bot' | 'redis'; bot: number; for: number }
  /** Killed at the moment at which something is being written to a system, whose answer never comes. */
  | { do: 'strike'; what: 'bot' | 'redis'; system: System; down: number }
  | { do: 'cut'; chat: 'slack' | 'discord'; how: Cut }
  | { do: 'unplug'; system: System; for: number }
  | { do: 'fault'; system: System; kind: Fault; probability: number; for: number }
  | { do: 'leap'; minutes: number }
  /** Somebody deletes a card, which the desk learns when it wants to change it. */
  | { do: 'delete-card'; chat: 'slack' | 'discord'; pick: number };

export type Cut = 'drop' | 'refresh' | 'reset' | 'lose-ack';
export type Fault =
  | '429'
  | '429-shared'
  | '429-global'
  | '500'
  | '503'
  | 'drop-before'
  | 'drop-after'
  | 'slow'
  | 'slow-answer';

const deeds: ReadonlySet<string> = new Set([
  'kill',
  'drain',
  'redis',
  'freeze',
  'strike',
  'cut',
  'unplug',
  'fault',
  'leap',
  'delete-card',
]);

export function isTroubleStep<Step extends { do: string }>(step: Step): step is Extract<Step, TroubleStep> {
  return deeds.has(step.do);
}

const KINDS = {
  kill: 4,
  drain: 1.5,
  redis: 2.5,
  freeze: 1.5,
  strike: 4,
  cut: 2.5,
  unplug: 2,
  fault: 7,
  leap: 1.5,
  'delete-card': 1,
};

export function troubleStep(dice: Dice): TroubleStep {
  const kind = dice.weighted(KINDS);
  switch (kind) {
    case 'kill':
    case 'drain':
      return { do: kind, down: dice.between(0, 1_500), bot: dice.number(2) };
    case 'redis':
      return { do: kind, down: dice.between(0, 1_500) };
    case 'freeze':
      return {
        do: kind,
        what: dice.one(['bot', 'redis']),
        bot: dice.number(2),
        for: dice.one([600, 1_500, 3_500, 6_000]),
      };
    case 'strike':
      return {
        do: kind,
        what: dice.weighted({ bot: 3, redis: 1 }),
        system: dice.weighted({ slack: 4, discord: 4, trmm: 2, freescout: 1, erpnext: 1 }),
        down: dice.between(0, 1_000),
      };
    case 'cut':
      return {
        do: kind,
        chat: dice.one(['slack', 'discord']),
        how: dice.weighted({ drop: 4, refresh: 2, reset: 1, 'lose-ack': 1 }),
      };
    case 'unplug':
      return { do: kind, system: dice.one(systems), for: dice.between(200, 2_000) };
    case 'fault':
      return {
        do: kind,
        system: dice.weighted({ slack: 4, discord: 4, trmm: 3, freescout: 2, erpnext: 1 }),
        kind: faultKind(dice),
        probability: dice.one([0.3, 0.6, 1]),
        for: dice.between(500, 3_000),
      };
    case 'delete-card':
      return { do: kind, chat: dice.one(['slack', 'discord']), pick: dice.number(20) };
    case 'leap':
      return { do: kind, minutes: dice.one([20, 35, 65, 130, 250]) };
  }
}

function faultKind(dice: Dice): Fault {
  return dice.weighted({
    '429': 3,
    '429-shared': 1,
    '429-global': 1,
    '500': 2,
    '503': 2,
    'drop-before': 2,
    'drop-after': 4,
    slow: 2,
    'slow-answer': 2,
  });
}
