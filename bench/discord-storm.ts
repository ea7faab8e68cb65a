import { setTimeout as pause } from 'node:timers/promises';
import { startDiscord } from '../sandbox/discord/index.ts';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { cpuOf, memoryOf } from './measure/process.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { tallyOf, type Ways } from './measure/tally.ts';
import { DISCORD, startDesk } from './stage/desk.ts';
import { createFleet, hostsIn } from './stage/fleet.ts';
import { startMemory } from './stage/memory.ts';
import { feed, ONE_CHANNEL, openLedger, TOWN } from './stage/storm.ts';

const ALERTS = Number(process.env['BENCH_ALERTS'] ?? 10_000);
const PATIENCE = 150;
const CALM = 2_000;
/** A line of 58 characters for each of 10,000 alerts, 4,000 characters in a message. */
const LEAST = 147;

const FIGURES = [
  'first summary, s',
  'all can be reached, s',
  'messages',
  'edits',
  'refused with 429',
  'lost',
  'shown twice',
  'CPU s',
  'most memory, MiB',
];

const WAYS: Ways = {
  posts: /^POST \/api\/v10\/channels\/\d+\/messages$/,
  edits: /^PATCH \/api\/v10\/channels\/\d+\/messages\/\d+$/,
  words: hostsIn,
  key: (body) => (typeof body === 'object' && body !== null && 'nonce' in body ? String(body.nonce) : undefined),
};

/** Ten thousand alerts at once into one channel of Discord as it limits us. */
export async function discordStorm(): Promise<string> {
  const { rounds, noise } = await inRounds({ variants: { Deskbell: deskbell }, rounds: 1, seconds: 1, cold: true });
  const table = tableOf(rounds, FIGURES, [{ of: 'Deskbell' }]);
  return `${table}\n\n${ALERTS.toLocaleString('en-US')} alerts; in words alone 10,000 need ${LEAST} messages. ${noise.report()}`;
}

async function deskbell(): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const discord = await startDiscord();
  stack.defer(() => discord.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, ALERTS, TOWN);
  const subject = await startDesk({ memory, discord, trmm, settings: ONE_CHANNEL, paced: true });
  stack.defer(() => subject.stop());
  const ledger = openLedger(memory, `discord:${DISCORD.channel}`);
  stack.defer(() => ledger.close());
  await discord.eventually(() => discord.messages(DISCORD.channel).length > 0);
  await pause(CALM);
  const startedAt = discord.now();
  const before = cpuOf(subject.pid);
  await feed(subject.says, fleet.raise(ALERTS));
  await ledger.settled(ALERTS, PATIENCE);
  const seconds = (discord.now() - startedAt) / 1000;
  const { posts, edits, refused, doubles, firstAt } = tallyOf(discord.requests, startedAt, WAYS);
  return {
    'first summary, s': firstAt / 1000,
    'all can be reached, s': seconds,
    messages: posts,
    edits,
    'refused with 429': refused,
    lost: await ledger.unreachable(ALERTS),
    'shown twice': doubles,
    'CPU s': (cpuOf(subject.pid) - before) / 1000,
    'most memory, MiB': memoryOf(subject.pid).most,
  };
}
