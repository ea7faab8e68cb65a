import { createHash } from 'node:crypto';
import { loadavg } from 'node:os';
import { digits, spreadOf, spreadText } from './statistics.ts';

const BLOCK = Buffer.alloc(1 << 20, 1);
const BLOCKS = 64;

/** Times a piece of work that is always the same: what it takes longer now than at its best, others took. */
export function createNoise() {
  const times: number[] = [];
  return {
    measure() {
      const startedAt = performance.now();
      for (let block = 0; block < BLOCKS; block += 1) createHash('sha1').update(BLOCK).digest();
      times.push(performance.now() - startedAt);
    },
    report(): string {
      const { median, least } = spreadOf(times);
      const load = loadavg().map((value) => value.toFixed(1));
      return `Noise: the same work took ${spreadText(times)} ms, in the median ${digits(median / least)} times its best; load at the end ${load.join(', ')}.`;
    },
  };
}

export type Noise = ReturnType<typeof createNoise>;
