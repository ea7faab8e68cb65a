import type { Counts, Verdict } from './play.ts';

/** The faults of a seed with what helps to find their cause: its traces, and the one command that plays it again. */
export function wrongWith({ seed, faults, folder }: Verdict): string[] {
  if (faults.length === 0) return [];
  return [...faults, ...(folder === undefined ? [] : [`traces: ${folder}`]), `again: ${replayOf(seed)}`];
}

/** A seed in one line, or with what was wrong below it. */
export function lineOf(verdict: Verdict): string {
  const { seed, faults, counts } = verdict;
  const settled = counts === undefined ? '' : `, quiet after ${(counts.settled / 1_000).toFixed(1)} s`;
  const head = `seed ${seed}: ${faults.length === 0 ? 'all is well' : `${faults.length} faults`}${settled}`;
  return [head, ...wrongWith(verdict).map((line) => `  ${line}`)].join('\n');
}

/** All seeds together. */
export function sumOf(verdicts: readonly Verdict[]): string {
  const bad = verdicts.filter(({ faults }) => faults.length > 0);
  const sum = (name: keyof Counts): number => verdicts.reduce((all, { counts }) => all + (counts?.[name] ?? 0), 0);
  const lines = [
    `${verdicts.length} seeds, ${bad.length} with faults`,
    `${sum('steps')} steps, ${sum('done')} of them met something; ${sum('kills')} processes and ${sum('redisKills')} Redis killed`,
    `${sum('items')} alerts, tickets, storms and times judged on both chats; ${sum('promises')} answers kept, ${sum('words')} replies and notes in FreeScout`,
    `${verdicts.reduce((all, { faults }) => all + faults.filter((fault) => /twice|times/.test(fault)).length, 0)} things shown or told twice`,
  ];
  return [...lines, ...bad.map(({ seed }) => `again: ${replayOf(seed)}`)].join('\n');
}

function replayOf(seed: number): string {
  return `npm run faults -- --seed ${seed}`;
}
