import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { card } from '../../stories/sight.ts';
import { actPerson } from './act-people.ts';
import { actSource } from './act-source.ts';
import { actTicket } from './act-tickets.ts';
import { actTrouble } from './act-trouble.ts';
import { type House, openHouse } from './house.ts';
import { judge } from './judge.ts';
import { toldDeeds } from './judge-answers.ts';
import { arrivedWords } from './judge-words.ts';
import { printed, type Script, scriptOf, type Step } from './script.ts';
import { isPeopleStep } from './script-people.ts';
import { isTicketStep } from './script-tickets.ts';
import { isTroubleStep } from './script-trouble.ts';

/** How a seed ended. */
export interface Verdict {
  seed: number;
  /** What was not as it must be, as sentences; empty when all promises held. */
  faults: string[];
  /** Where more is to be read of what went wrong. */
  folder?: string;
  /** Absent when the runner itself broke. */
  counts?: Counts;
}

export interface Counts {
  steps: number;
  /** Steps that had something to work on. */
  done: number;
  kills: number;
  redisKills: number;
  items: number;
  /** Answers that promised something, each found in a timeline. */
  promises: number;
  /** What was typed for tickets and is in FreeScout. */
  words: number;
  /** From the last step until all was quiet and right, in milliseconds. */
  settled: number;
}

/** Longest wait until all is quiet and right: a replica's lease and a job's lock end within half a minute. */
const PATIENCE = 75_000;
/** What comes late would come in this time. */
const AFTERWARDS = 700;

/** Plays one seed from an empty world to the verdict. */
export async function play(seed: number): Promise<Verdict> {
  const script = scriptOf(seed);
  await using house = await openHouse(script.setting);
  await card(house.world, 'slack', 'Watching Tactical RMM');
  await card(house.world, 'discord', 'Watching FreeScout');
  const log: string[] = [];
  const done = await perform(house, script, log);
  const began = performance.now();
  await house.mend();
  const { faults, items } = await settle(house);
  const counts: Counts = {
    steps: script.steps.length,
    done,
    kills: count(script, 'kill'),
    redisKills: count(script, 'redis'),
    items,
    promises: toldDeeds(house.world).length,
    words: arrivedWords(house.world, house.spoken),
    settled: Math.round(performance.now() - began),
  };
  if (faults.length === 0) return { seed, faults, counts };
  return { seed, faults, counts, folder: await keepTraces(house, script, log, faults) };
}

async function perform(house: House, script: Script, log: string[]): Promise<number> {
  const began = performance.now();
  const results = script.steps.map(async (step) => {
    await pause(step.at);
    const words = `${new Date(house.world.trmm.now()).toISOString()} ${JSON.stringify(step)}`;
    log.push(words);
    // Somebody pressed what was gone by then, or a process was dead: both are part of the game.
    const done = await act(house, step).catch((error: unknown) => {
      log.push(`${words}: ${String(error)}`);
      return false;
    });
    log.push(`${words} ${done ? 'done' : 'nothing'} after ${Math.round(performance.now() - began - step.at)} ms`);
    return done;
  });
  return (await Promise.all(results)).filter(Boolean).length;
}

async function act(house: House, step: Step): Promise<boolean> {
  if (isPeopleStep(step)) return actPerson(house.world, step);
  if (isTicketStep(step)) return actTicket(house, step);
  return isTroubleStep(step) ? actTrouble(house, step) : actSource(house.world, step);
}

/** Looks until nothing is wrong, and once more a moment later. */
async function settle(house: House): Promise<{ faults: string[]; items: number }> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const first = await judge(house);
    if (first.faults.length === 0) {
      await pause(AFTERWARDS);
      const second = await judge(house);
      if (second.faults.length === 0) return { faults: [], items: second.memory.items.size };
    }
    if (performance.now() > end) return { faults: first.faults, items: first.memory.items.size };
    await pause(300);
  }
}

function count({ steps }: Script, deed: Step['do']): number {
  return steps.filter((step) => step.do === deed).length;
}

/** Everything that helps to find the cause. */
async function keepTraces(
  house: House,
  script: Script,
  log: readonly string[],
  faults: readonly string[],
): Promise<string> {
  const folder = join(tmpdir(), `deskbell-seed-${script.seed}`);
  await mkdir(folder, { recursive: true });
  const { slack, discord, trmm, freescout } = house.world;
  const { memory } = await judge(house);
  const dump = (value: unknown): string =>
    JSON.stringify(value, (_, one: unknown) => (one instanceof Map ? Object.fromEntries(one) : one), 1);
  const files = {
    'faults.txt': faults.join('\n'),
    'script.txt': printed(script),
    'steps.log': log.join('\n'),
    'bot.log': house.log(),
    'memory.json': dump(memory),
    'slack.json': dump(slack.state()),
    'discord.json': dump(discord.state()),
    'trmm.json': dump([...trmm.world.alerts.values()]),
    'tickets.json': dump(freescout.tickets()),
    'slack-requests.json': dump(slack.requests),
    'discord-requests.json': dump(discord.requests),
    'trmm-requests.json': dump(trmm.requests),
    'freescout-requests.json': dump(freescout.requests),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
