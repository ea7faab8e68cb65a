import type { Pacing } from './contract.ts';
import { type Bucket, createBucket } from './pacing.ts';

/** When one sort of call may go to one destination, and what holds it back. Instants are of a clock that is never set: `performance.now()`. */
export interface Allowance {
  from(now: number): number;
  take(now: number): void;
  /** The platform, or a failure, asked for a rest. */
  rest(until: number): void;
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
      each.take(now);
      all.take(now);
    },
    rest(until) {
      resting = Math.max(resting, until);
    },
  };
}
