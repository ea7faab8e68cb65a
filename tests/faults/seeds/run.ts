import { parseArgs } from 'node:util';
import { playAll } from './pool.ts';
import { lineOf, sumOf } from './report.ts';
import { printed, scriptOf } from './script.ts';

const { values } = parseArgs({
  options: {
    /** How many seeds, from which one on, and how many at a time. */
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    /** One seed alone, with its script. */
    seed: { type: 'string' },
  },
});

const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const jobs = Number(values.jobs);
if (![first, count, jobs].every((number) => Number.isInteger(number) && number > 0)) {
  console.error('Say numbers: npm run faults -- --seeds 300 --from 1 --jobs 2, or --seed 1234 for one of them.');
  process.exit(1);
}
if (values.seed !== undefined) console.log(printed(scriptOf(first)));
const seeds = Array.from({ length: count }, (_, index) => first + index);
const verdicts = await Promise.all(playAll(seeds, jobs, (verdict) => console.log(lineOf(verdict))).values());
console.log(sumOf(verdicts));
process.exitCode = verdicts.some(({ faults }) => faults.length > 0) ? 1 : 0;
