import { setTimeout as pause } from 'node:timers/promises';
import type { SlackStandIn } from '../sandbox/slack/index.ts';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { cpuOf, memoryOf } from './measure/process.ts';
import { inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { type Tally, tallyOf } from './measure/tally.ts';
import { findAlertmanager, missing, startAlertmanager } from './rivals/alertmanager.ts';
import { startDesk } from './stage/desk.ts';
import { createFleet, stoppedText } from './stage/fleet.ts';
import { startMemory } from './stage/memory.ts';
import { CHANNEL, feed, ONE_CHANNEL, openLedger, SLACK_WAYS, startTightSlack, TOWN } from './stage/storm.ts';

const ALERTS = Number(process.env['BENCH_ALERTS'] ?? 10_000);
/** Posts that Slack takes at once before 1 a second holds: the worst that its documentation allows, and what was seen. */
const BURSTS = [1, 25];
const ROUNDS = 1;
/** Neither is given longer than this, in seconds. */
const PATIENCE = 150;
/** After the first message, which says what is watched, the channel is as it is on any day: milliseconds. */
const CALM = 2_000;
/** Longer texts are cut by Slack. */
const MESSAGE_CHARACTERS = 40_000;

const FIGURES = [
  'first summary, s',
  'all can be reached, s',
  'messages',
  'edits',
  'refused with 429',
  'lost',
  'shown twice',
  'CPU s',
  'CPU s of Redis',
  'most memory, MiB',
] as const;
type Outcome = Record<(typeof FIGURES)[number], number>;

/** Ten thousand alerts at once into one channel of Slack as it limits us, beside Alertmanager that was tuned for it. */
export async function storm(): Promise<string> {
  const program = findAlertmanager();
  const variants: Record<string, () => Promise<Outcome>> = {};
  for (const burst of BURSTS) {
    if (program !== undefined) variants[`Alertmanager, burst ${burst}`] = () => alertmanager(program, burst);
    variants[`Deskbell, burst ${burst}`] = () => deskbell(burst);
  }
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: 1, cold: true });
  const columns = BURSTS.flatMap((burst) => {
    const [own, other] = [`Deskbell, burst ${burst}`, `Alertmanager, burst ${burst}`];
    return [{ of: other }, { of: own }, { of: own, against: other }];
  });
  return `${tableOf(rounds, FIGURES, columns)}\n\n${leastText()}${missing(program)} ${rounds.length} rounds. ${noise.report()}`;
}

function leastText(): string {
  const one = stoppedText('SRV-00000', 1).length + 1;
  const least = Math.ceil((ALERTS * one) / MESSAGE_CHARACTERS);
  return `${ALERTS.toLocaleString('en-US')} alerts; all of them in words are ${least} messages at least, and ${least - 1} seconds with a burst of 1.`;
}

async function alertmanager(program: string, burst: number): Promise<Outcome> {
  await using stack = new AsyncDisposableStack();
  const slack = await startTightSlack(burst);
  stack.defer(() => slack.close());
  // Nothing is quicker: its groups are looked at every second, and each asks again until Slack has taken it.
  const subject = await startAlertmanager(program, slack, { by: ['client'], wait: '1s', interval: '1s' });
  stack.defer(() => subject.stop());
  const alerts = Array.from({ length: ALERTS }, (_, index) => firingAt(index));
  const startedAt = slack.now();
  for (let from = 0; from < ALERTS; from += 100) await subject.post(alerts.slice(from, from + 100));
  await slack.until(() => tally(slack, startedAt).seen.size >= ALERTS, PATIENCE * 1000).catch(() => undefined);
  const counted = tally(slack, startedAt);
  return {
    ...outcomeOf(counted),
    'all can be reached, s': Math.max(...counted.seen.values()) / 1000,
    lost: ALERTS - counted.seen.size,
    'CPU s': cpuOf(subject.pid) / 1000,
    'CPU s of Redis': 0,
    'most memory, MiB': memoryOf(subject.pid).most,
  };
}

async function deskbell(burst: number): Promise<Outcome> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const slack = await startTightSlack(burst);
  stack.defer(() => slack.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, ALERTS, TOWN);
  const subject = await startDesk({
    memory,
    slack,
    trmm,
    settings: ONE_CHANNEL,
    paced: true,
    more: { SLACK_CHANNEL: CHANNEL },
  });
  stack.defer(() => subject.stop());
  const ledger = openLedger(memory, `slack:${CHANNEL}`);
  stack.defer(() => ledger.close());
  await slack.until(() => slack.messages(CHANNEL).length > 0);
  await pause(CALM);
  const raised = fleet.raise(ALERTS);
  const startedAt = slack.now();
  const before = { own: cpuOf(subject.pid), redis: cpuOf(memory.pid) };
  await feed(subject.says, raised);
  await ledger.settled(ALERTS, PATIENCE);
  const seconds = (slack.now() - startedAt) / 1000;
  return {
    ...outcomeOf(tally(slack, startedAt)),
    'all can be reached, s': seconds,
    lost: await ledger.unreachable(ALERTS),
    'CPU s': (cpuOf(subject.pid) - before.own) / 1000,
    'CPU s of Redis': (cpuOf(memory.pid) - before.redis) / 1000,
    'most memory, MiB': memoryOf(subject.pid).most,
  };
}

function outcomeOf({ posts, edits, refused, doubles, firstAt }: Tally) {
  return {
    'first summary, s': firstAt / 1000,
    messages: posts,
    edits,
    'refused with 429': refused,
    'shown twice': doubles,
  };
}

function tally(slack: SlackStandIn, startedAt: number): Tally {
  return tallyOf(slack.requests, startedAt, SLACK_WAYS);
}

function firingAt(index: number) {
  const host = `SRV-${String(index).padStart(5, '0')}`;
  const client = `Client ${String((index % TOWN.clients) + 1).padStart(2, '0')}`;
  return { host, client, message: stoppedText(host, 1 + (index % TOWN.each)), channel: CHANNEL };
}
