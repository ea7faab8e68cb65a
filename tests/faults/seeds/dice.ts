import { seededRandom } from '../../../sandbox/stand-in.ts';

/** One stream of chance: the same seed gives the same draws in the same order. */
export interface Dice {
  /** A whole number from 0 up to, and without, `below`. */
  number(below: number): number;
  between(least: number, most: number): number;
  /** True with this probability, 0 to 1. */
  luck(probability: number): boolean;
  one<T>(of: readonly T[]): T;
  /** One of the names, each as likely as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

export function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  function number(below: number): number {
    return Math.floor(random() * below);
  }
  return {
    number,
    between: (least, most) => least + number(most - least + 1),
    luck: (probability) => random() < probability,
    one(of) {
      const chosen = of[number(of.length)];
      if (chosen === undefined) throw new Error('There is nothing to choose from.');
      return chosen;
    },
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>) {
      const names = Object.keys(weights) as Name[];
      let left = random() * names.reduce((sum, name) => sum + weights[name], 0);
      return names.find((name) => (left -= weights[name]) < 0) ?? (names[0] as Name);
    },
  };
}
