import type { Budget } from './contract.ts';

/** A token bucket: `count` in `seconds`, `burst` at once after a quiet time. Instants in milliseconds. */
export interface Bucket {
  /** When the next token is there: now or later. */
  from(now: number): number;
  take(now: number): void;
}

export function createBucket(budget: Budget): Bucket {
  const refill = (budget.seconds * 1000) / budget.count;
  const depth = refill * (budget.burst - 1);
  /** The instant at which the bucket is full again, less its depth: the "theoretical arrival time" of the cell rate algorithm. */
  let next = Number.NEGATIVE_INFINITY;
  return {
    from: (now) => Math.max(now, next - depth),
    take(now) {
      next = Math.max(next, now) + refill;
    },
  };
}
