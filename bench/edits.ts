import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { SlackStandIn } from '../sandbox/slack/index.ts';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { readOpen } from '../src/store/read.ts';
import { key } from '../src/store/redis.ts';
import { startProcess } from './measure/process.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { tallyOf } from './measure/tally.ts';
import { startDesk } from './stage/desk.ts';
import { CHANNELS, createFleet } from './stage/fleet.ts';
import { startMemory } from './stage/memory.ts';
import { SLACK_WAYS } from './stage/storm.ts';
import { openStore, press } from './stage/store.ts';
import { openWebhooks } from './stage/webhooks.ts';
import { ANN, startWorkspace } from './stage/workspace.ts';

const CARDS = 10;
const CHANGES = 150;
/** Of a minute that Slack allows 50 edits, milliseconds; the floor needs two, of which so much is watched. */
const WATCHED = 12_000;
const CALM = 2_000;
const PATIENCE = 30_000;

const FLOOR = new URL('floors/bolt.ts', import.meta.url);

const FIGURES = [
  'true after the last change, s',
  'edits',
  'edits a card at most',
  'edits that are still missing',
  'refused with 429',
];

/** A hundred and fifty changes on ten cards in one go, with what Slack allows of edits, beside Bolt that edits a card for each. */
export async function edits(): Promise<string> {
  const variants = { Bolt: bolt, Deskbell: deskbell };
  const { rounds, noise } = await inRounds({ variants, rounds: 2, seconds: 60, cold: true });
  const table = tableOf(rounds, FIGURES, [{ of: 'Bolt' }, { of: 'Deskbell' }]);
  const bound = `Bolt was watched for ${WATCHED / 1000} s; at Slack's 50 a minute it needs ${((CHANGES - 50) * 60) / 50} s.`;
  return `${table}\n\n${bound} ${rounds.length} rounds. ${noise.report()}`;
}

async function bolt(): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const slack = await startWorkspace(true);
  stack.defer(() => slack.close());
  const channels = CHANNELS.slice(0, CARDS);
  const subject = await startProcess(FLOOR, {
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_APP_TOKEN: slack.settings.appToken,
    SLACK_API_URL: slack.apiUrl,
    CHANNELS: JSON.stringify(channels),
    EDIT: 'yes',
  });
  stack.defer(() => subject.stop());
  const cards = channels.map((channel) => ({ channel, ts: slack.messages(channel)[0]?.ts ?? '' }));
  const startedAt = slack.now();
  const presses = Array.from({ length: CHANGES }, (_, index) => cards[index % CARDS] ?? { channel: '', ts: '' });
  await Promise.all(presses.map((card) => slack.click({ user: ANN, ...card, text: 'Acknowledge' })));
  await pause(WATCHED);
  return { ...counted(slack, startedAt, CHANGES), 'true after the last change, s': Number.NaN };
}

async function deskbell(): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const slack = await startWorkspace(true);
  stack.defer(() => slack.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, CARDS);
  const subject = await startDesk({ memory, slack, trmm, paced: true });
  stack.defer(() => subject.stop());
  const store = openStore(memory.url);
  stack.defer(() => store.database.close());
  const webhooks = stack.use(openWebhooks(subject.says));
  await Promise.all(fleet.raise(CARDS).map(({ row }) => webhooks.post(row)));
  await slack.until(() => CHANNELS.slice(0, CARDS).every((channel) => slack.messages(channel).length > 0), PATIENCE);
  await pause(CALM);
  const alerts = (await readOpen(store, 'alert')).flatMap((item) => (item.kind === 'alert' ? item.condition : []));

  const startedAt = slack.now();
  await Promise.all(
    alerts.map(async (condition) => {
      for (let change = 0; change < CHANGES / CARDS; change += 1) await press(store, condition);
    }),
  );
  const changedAt = slack.now();
  await allTrue(memory.url);
  return { ...counted(slack, startedAt, 0), 'true after the last change, s': (slack.now() - changedAt) / 1000 };
}

/** Waits until no card is behind. */
async function allTrue(url: string): Promise<void> {
  const redis = new Redis(url);
  const end = performance.now() + PATIENCE;
  const behind = CHANNELS.slice(0, CARDS).map((channel) => key('behind', `slack:${channel}`));
  while (performance.now() < end) {
    const left = await Promise.all(behind.map((name) => redis.zcard(name)));
    if (left.every((count) => count === 0)) break;
    await pause(20);
  }
  redis.disconnect();
}

function counted(slack: SlackStandIn, startedAt: number, wanted: number): Figures {
  const { edits: made, refused } = tallyOf(slack.requests, startedAt, SLACK_WAYS);
  const each = new Map<string, number>();
  for (const { at, path, status, body } of slack.requests) {
    if (at < startedAt || status !== 200 || !path.endsWith('chat.update')) continue;
    const { ts } = body as { ts: string };
    each.set(ts, (each.get(ts) ?? 0) + 1);
  }
  return {
    edits: made,
    'edits a card at most': Math.max(0, ...each.values()),
    'edits that are still missing': Math.max(0, wanted - made),
    'refused with 429': refused,
  };
}
