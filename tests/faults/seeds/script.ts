import { diceOf, type Dice } from './dice.ts';
import { mail, sourceStep, type SourceStep } from './script-source.ts';
import { peopleStep, type PeopleStep } from './script-people.ts';
import { ticketStep, type TicketStep } from './script-tickets.ts';
import { troubleStep, type TroubleStep } from './script-trouble.ts';

export type Deed = SourceStep | PeopleStep | TroubleStep | TicketStep;

/** Something that happens so many milliseconds after the desk was ready. */
export type Step = { at: number } & Deed;

/** How the sources' webhooks arrive, how many processes serve, and whether the chats count calls. */
export interface Setting {
  webhooks: 'none' | 'good' | 'poor';
  replicas: 1 | 2;
  limits: boolean;
}

export interface Script {
  seed: number;
  setting: Setting;
  /** In the order of their time. */
  steps: readonly Step[];
}

/** How long things happen, in milliseconds. */
const LENGTH = 4_500;

/** What a seed stands for: the same number gives the same script for ever. */
export function scriptOf(seed: number): Script {
  const dice = diceOf(seed);
  const setting = settingOf(dice);
  const steps = [
    // Something to press must be there before anybody presses.
    ...times(dice.between(3, 6), () => ({ at: dice.number(400), ...sourceStep(dice, 'first') })),
    ...times(dice.between(5, 11), () => ({ at: dice.number(LENGTH), ...sourceStep(dice) })),
    ...times(dice.between(8, 16), () => ({ at: dice.between(500, LENGTH), ...peopleStep(dice) })),
    ...times(dice.between(2, 6), () => ({ at: dice.number(LENGTH), ...troubleStep(dice) })),
    ...times(dice.between(1, 2), () => ({ at: dice.number(400), ...mail(dice) })),
    ...times(dice.between(4, 9), () => ({ at: dice.between(1_500, LENGTH + 1_000), ...ticketStep(dice) })),
  ];
  return { seed, setting, steps: steps.toSorted((left, right) => left.at - right.at) };
}

function settingOf(dice: Dice): Setting {
  return {
    webhooks: dice.weighted({ none: 2, good: 3, poor: 4 }),
    replicas: dice.luck(0.15) ? 2 : 1,
    limits: dice.luck(0.25),
  };
}

function times(count: number, make: () => Step): Step[] {
  return Array.from({ length: count }, make);
}

/** The script as it is read by whoever looks for the cause. */
export function printed({ seed, setting, steps }: Script): string {
  const { webhooks, replicas, limits } = setting;
  const head = `seed ${seed}: webhooks ${webhooks}, ${replicas} process(es), limits ${limits ? 'on' : 'off'}`;
  return [head, ...steps.map(line)].join('\n');
}

function line({ at, do: deed, ...rest }: Step): string {
  const words = Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`);
  return `${String(at).padStart(6)} ms  ${[deed, ...words].join(' ')}`;
}
