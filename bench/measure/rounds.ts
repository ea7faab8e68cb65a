import { createNoise, type Noise } from './noise.ts';

/** What one variant gave in one round, by the name of the figure. */
export type Figures = Readonly<Record<string, number>>;

/** One round: the figures of each variant, by its name. */
export type Round = Readonly<Record<string, Figures>>;

export interface Plan {
  /** Each measures once, and takes the same kind of sample each time. */
  variants: Readonly<Record<string, () => Promise<Figures>>>;
  rounds: number;
  /** No round begins so many seconds after the start, warming up included; the first two always do. */
  seconds: number;
  /** For what takes long and starts its processes anew each time: every round counts. Default false. */
  cold?: boolean;
}

const FEWEST_ROUNDS = 2;

/**
 * Measures every variant once a round, one after the other, in an order that is turned each round, so that whatever
 * slows the machine down for a while meets them all. One round before the first only warms up, unless the plan is a cold one.
 */
export async function inRounds(plan: Plan): Promise<{ rounds: Round[]; noise: Noise }> {
  const noise = createNoise();
  const names = Object.keys(plan.variants);
  const end = performance.now() + plan.seconds * 1000;
  if (plan.cold !== true) await roundOf(plan, names);
  const rounds: Round[] = [];
  while (rounds.length < plan.rounds && (rounds.length < FEWEST_ROUNDS || performance.now() < end)) {
    const turn = rounds.length % names.length;
    rounds.push(await roundOf(plan, [...names.slice(turn), ...names.slice(0, turn)], noise));
  }
  return { rounds, noise };
}

async function roundOf({ variants }: Plan, names: readonly string[], noise?: Noise): Promise<Round> {
  const round: Record<string, Figures> = {};
  for (const name of names) {
    noise?.measure();
    const figures = await variants[name]?.();
    if (figures) round[name] = figures;
  }
  return round;
}
