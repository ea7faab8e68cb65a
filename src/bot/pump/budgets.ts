import type { Pacing } from '../contract.ts';
import { type Bucket, createBucket } from './pacing.ts';

/** When one sort of call may go to one destination, and what holds it back. Instants are of a clock that is never set: `performance.now()`. */
export interface Allowance {
  from(now: number): number;
  /** A call begins; tell by what is answered when it has ended. */
  take(now: number): (ended: number) => void;
  /** The platform, or a failure, asked for a rest. */
  rest(until: number): void;
}

/** Another destination may have taken the last that the platform allows since this one was looked at. */
export function isExhausted(allowance: Allowance): boolean {
  const now = performance.now();
  return allowance.from(now) > now;
}

export interface Budgets {
  posts: Allowance;
  edits: Allowance;
}

/** Allowances by destination; those of one platform share its overall buckets. */
export function createBudgets(pacing: Pacing): (destination: string) => Budgets {
  const all = { posts: createBucket(pacing.posts.all), edits: createBucket(pacing.edits.all) };
  const made = new Map<string, Budgets>();
  return (destination) => {
    const known = made.get(destination);
    if (known) return known;
    const budgets = {
      posts: allowance(createBucket(pacing.posts.each), all.posts),
      edits: allowance(createBucket(pacing.edits.each), all.edits),
    };
    made.set(destination, budgets);
    return budgets;
  };
}

function allowance(each: Bucket, all: Bucket): Allowance {
  let resting = 0;
  return {
    from: (now) => Math.max(resting, each.from(now), all.from(now)),
    take(now) {
      const calls = [each.take(now), all.take(now)];
      return (ended) => calls.forEach((end) => end(ended));
    },
    rest(until) {
      resting = Math.max(resting, until);
    },
  };
}
