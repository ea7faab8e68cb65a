/**
 * The engine of the clocks against the oracle, for longer than a test may take: `npm run oracle -- --runs 50000 [--seed 7]`.
 * Each thousand has a seed of its own, which is printed; a difference ends it with what to call to see it again.
 */
import { deepStrictEqual } from 'node:assert';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { compare } from './sla-agree.ts';
import { sample } from './sla-sample.ts';

const BATCH = 1_000;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '50000' }, seed: { type: 'string' } } });
const runs = Number(values.runs);
let seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const begun = performance.now();
for (let done = 0; done < runs; done += BATCH) {
  const numRuns = Math.min(BATCH, runs - done);
  const result = fc.check(fc.property(sample, agree), { numRuns, seed });
  if (result.failed) {
    console.error(`npm run oracle -- --runs ${numRuns} --seed ${seed}`);
    console.error(result.errorInstance);
    process.exit(1);
  }
  const minutes = Math.round((performance.now() - begun) / 60_000);
  console.log(`seed ${seed}: ${done + numRuns} of ${runs} agree, after ${minutes} min`);
  seed += 1;
}

function agree(one: Parameters<typeof compare>[0]): void {
  const { engine, oracle } = compare(one);
  deepStrictEqual(engine, oracle);
}
