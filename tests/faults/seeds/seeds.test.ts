import { expect, test } from 'vitest';
import { playAll } from './pool.ts';
import { wrongWith } from './report.ts';
import { printed, scriptOf } from './script.ts';

/** What every change has to stand: as many as about two minutes hold on two cores. Longer runs are `npm run faults`. */
const SEEDS = Array.from({ length: 16 }, (_, index) => index + 3_001);
const JOBS = 2;
const LONGEST = 10 * 60_000;

let begun: ReturnType<typeof playAll> | undefined;

/** All seeds, begun with the first that is asked for. */
function verdicts(): ReturnType<typeof playAll> {
  return (begun ??= playAll(SEEDS, JOBS));
}

test.each(SEEDS)(
  'seed %i: after all that went wrong, chats, sources and state are equal, nothing is lost and nothing is there twice',
  async (seed) => {
    const verdict = await verdicts().get(seed);
    expect(verdict && wrongWith(verdict)).toEqual([]);
  },
  LONGEST,
);

test('a seed is the same script whenever it is asked for, and another seed is another one', () => {
  expect(printed(scriptOf(1234))).toBe(printed(scriptOf(1234)));
  expect(printed(scriptOf(1234))).not.toBe(printed(scriptOf(1235)));
});

test('the seeds of this list meet every kind of trouble', () => {
  const met = new Set(SEEDS.flatMap((seed) => scriptOf(seed).steps.map((step) => step.do)));
  expect([...met].toSorted()).toEqual([
    'by-hand',
    'cut',
    'delete-card',
    'drain',
    'fail',
    'fault',
    'flap',
    'freeze',
    'kill',
    'leap',
    'log-time',
    'mail',
    'make-ticket',
    'meddle',
    'order',
    'press',
    'press-both',
    'recover',
    'redis',
    'run-checks',
    'storm',
    'storm-over',
    'strike',
    'ticket',
    'unplug',
    'words',
    'words-both',
  ]);
});

test(
  'words were written in tickets in these seeds, and were looked for',
  async () => {
    const all = await Promise.all(verdicts().values());
    const words = all.reduce((sum, { counts }) => sum + (counts?.words ?? 0), 0);
    expect(words).toBeGreaterThan(SEEDS.length / 4);
  },
  LONGEST,
);

test(
  'people were promised something in these seeds, and it was looked for',
  async () => {
    const all = await Promise.all(verdicts().values());
    const promises = all.reduce((sum, { counts }) => sum + (counts?.promises ?? 0), 0);
    expect(promises).toBeGreaterThan(SEEDS.length / 2);
  },
  LONGEST,
);
