import type { Situation } from '../../desk/plan.ts';

/** Milliseconds between two edits of one card: what changes in between is one edit. */
const BREATH = 1_000;

/** Keeps cards that were just edited from being edited again at once. Instants are of the clock of `performance.now()`. */
export interface Breath {
  edited(ref: string, now: number): void;
  /** The situation without the cards that must wait, and how many milliseconds until the first of them may go. */
  held(situation: Situation, now: number): { situation: Situation; wait: number };
}

export function createBreath(): Breath {
  const until = new Map<string, number>();
  return {
    edited: (ref, now) => void until.set(ref, now + BREATH),
    held(situation, now) {
      for (const [ref, instant] of until) if (instant <= now) until.delete(ref);
      const waiting = situation.behind.flatMap(({ ref, isNew }) => (isNew ? [] : (until.get(ref) ?? [])));
      if (waiting.length === 0) return { situation, wait: Number.POSITIVE_INFINITY };
      const behind = situation.behind.filter(({ ref, isNew }) => isNew || !until.has(ref));
      return { situation: { ...situation, behind }, wait: Math.min(...waiting) - now };
    },
  };
}
