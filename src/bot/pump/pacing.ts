import type { Budget } from '../contract.ts';

/** Never more than `count` calls in any `seconds`: `burst` of them as they come, the others spread over what is left of that time. Instants in milliseconds. */
export interface Bucket {
  /** When the next call may begin: now or later. */
  from(now: number): number;
  /** A call begins. Tell by what is answered when it has ended: it may have arrived at any moment between. */
  take(now: number): (ended: number) => void;
}

export function createBucket({ count, seconds, burst }: Budget): Bucket {
  const span = seconds * 1000;
  let calls: { at: number }[] = [];

  return {
    from(now) {
      calls = calls.filter(({ at }) => at > now - span);
      if (calls.length < Math.min(burst, count)) return now;
      const instants = calls.map(({ at }) => at).toSorted((left, right) => left - right);
      const newest = instants.at(-1) ?? now;
      /** When one more than are left now is free. */
      const free = (instants[Math.max(0, instants.length - count)] ?? now) + span;
      const left = Math.max(1, count - instants.length);
      return Math.max(now, Math.min(free, newest + (free - newest) / left));
    },
    take(now) {
      const call = { at: now };
      calls.push(call);
      return (ended) => {
        call.at = ended;
      };
    },
  };
}
