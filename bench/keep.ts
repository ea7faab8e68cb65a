import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startTrmm } from '../sandbox/trmm/index.ts';
import { readOpen } from '../src/store/read.ts';
import { key } from '../src/store/redis.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { startDesk } from './stage/desk.ts';
import { CLIENTS, createFleet } from './stage/fleet.ts';
import { startMemory } from './stage/memory.ts';
import { openStore, press } from './stage/store.ts';
import { openWebhooks } from './stage/webhooks.ts';
import { startWorkspace } from './stage/workspace.ts';

const ALERTS = Number(process.env['BENCH_ALERTS'] ?? 320);
const DAYS = 400;
const ALERTS_A_DAY = 500;
const PATIENCE = 60_000;
const BYTES = 2 ** 20;

const FIGURES = ['KiB an alert', `MiB after ${DAYS} days`, 'keys an alert', 'KiB of the file an alert'];

/** What an alert that was shown, acknowledged and resolved leaves in Redis until it is archived. */
export async function keep(): Promise<string> {
  const { rounds } = await inRounds({ variants: { Deskbell: measure }, rounds: 2, seconds: 60, cold: true });
  const table = tableOf(rounds, FIGURES, [{ of: 'Deskbell' }]);
  return `${table}\n\n${ALERTS} alerts were measured, ${ALERTS_A_DAY} a day are reckoned; ${rounds.length} rounds.`;
}

async function measure(): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const slack = await startWorkspace();
  stack.defer(() => slack.close());
  const trmm = await startTrmm({});
  stack.defer(() => trmm.close());
  const fleet = createFleet(trmm, ALERTS + CLIENTS);
  const subject = await startDesk({ memory, slack, trmm });
  stack.defer(() => subject.stop());
  const store = openStore(memory.url);
  stack.defer(() => store.database.close());
  const webhooks = stack.use(openWebhooks(subject.says));
  const redis = new Redis(memory.url);
  stack.defer(() => redis.disconnect());

  async function liveThrough(count: number): Promise<void> {
    for (let done = 0; done < count; done += CLIENTS) {
      const raised = fleet.raise(CLIENTS);
      await Promise.all(raised.map(({ row }) => webhooks.post(row)));
      await until(async () => (await open(redis)) === CLIENTS && (await behind(redis)) === 0);
      for (const item of await readOpen(store, 'alert')) if (item.kind === 'alert') await press(store, item.condition);
      raised.forEach(({ row }) => trmm.resolveByHand(row));
      await Promise.all(raised.map(({ row }) => webhooks.post(row)));
      await until(async () => (await open(redis)) + (await behind(redis)) === 0);
    }
  }
  // The first ones bring what is there once: queues, people, channels.
  await liveThrough(CLIENTS);
  const before = await sizeOf(redis);
  await liveThrough(ALERTS);
  const after = await sizeOf(redis);
  const bytes = (after.bytes - before.bytes) / ALERTS;
  return {
    'KiB an alert': bytes / 1024,
    [`MiB after ${DAYS} days`]: (bytes * ALERTS_A_DAY * DAYS) / BYTES,
    'keys an alert': (after.keys - before.keys) / ALERTS,
    'KiB of the file an alert': (after.file - before.file) / ALERTS / 1024,
  };
}

async function until(look: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await look())) {
    if (performance.now() > end) throw new Error('the desk did not come to rest in time');
    await pause(10);
  }
}

function open(redis: Redis): Promise<number> {
  return redis.zcard(key('open', 'alert'));
}

async function behind(redis: Redis): Promise<number> {
  const names = await redis.keys(`${key('behind', '')}*`);
  const counts = await Promise.all(names.map((name) => redis.zcard(name)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** After Redis has rewritten its file, which then holds what is there and no history. */
async function sizeOf(redis: Redis): Promise<{ bytes: number; keys: number; file: number }> {
  await redis.bgrewriteaof();
  await until(async () => /aof_rewrite_in_progress:0/.test(await redis.info('persistence')));
  const [used, kept] = await Promise.all([redis.info('memory'), redis.info('persistence')]);
  return {
    bytes: Number(/^used_memory:(\d+)/m.exec(used)?.[1]),
    file: Number(/^aof_current_size:(\d+)/m.exec(kept)?.[1]),
    keys: await redis.dbsize(),
  };
}
