import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { addClient } from '../../sandbox/trmm/add-rows.ts';
import { until } from './sight.ts';
import { DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

/** As many as a suite has time for; `STORM_ALERTS=5000` is the storm of the goal, at the same rate. */
const ALERTS = Number(process.env['STORM_ALERTS'] ?? 1_000);
const CLIENTS = Array.from({ length: 10 }, (_, index) => `Client ${index}`);
const BATCH = 50;
const MINUTE = 60_000;

/** Milliseconds between two batches: five thousand in a minute. */
const PAUSE = 550;

/** Three calls of ten to a chat are answered 429. */
function disturb({ slack, discord }: World): void {
  const headers = { 'retry-after': '1', 'content-type': 'application/json' };
  const refused = (body: unknown) => ({ do: 'answer' as const, status: 429, headers, body });
  slack.fail({ path: '/api/chat\\.', probability: 0.3, action: refused({ ok: false, error: 'ratelimited' }) });
  const limited = { message: 'You are being rate limited.', retry_after: 1, global: false };
  discord.fail({ path: '/channels/\\d+/messages', probability: 0.3, action: refused(limited) });
}

/** When each message of the channel itself was posted, since an instant. */
function postedAfter(world: World, start: number): Record<'slack' | 'discord', number[]> {
  const slack = world.slack.messages(SLACK_CHANNEL).map(({ ts }) => Number(ts) * 1_000);
  const discord = world.discord.messages(DISCORD_CHANNEL).map(({ timestamp }) => Date.parse(timestamp));
  const since = (instants: number[]): number[] => instants.filter((at) => at >= start).map((at) => at - start);
  return { slack: since(slack), discord: since(discord) };
}

/** Every alert that a destination shows, by how many cards do: its own, or the card it is folded into. */
async function shownAt(redis: Redis, destination: string): Promise<Map<string, number>> {
  const rows = await redis.hgetall(`{deskbell}:rows:${destination}`);
  const state = new Map(
    Object.entries(rows).map(([ref, text]) => [ref, JSON.parse(text) as { state: string; group?: string }]),
  );
  const shown = new Map<string, number>();
  for (const [ref, row] of state) {
    if (!ref.startsWith('trmm/')) continue;
    const group = row.group === undefined ? undefined : state.get(row.group);
    shown.set(ref, row.state === 'posted' || (row.state === 'folded' && group?.state === 'posted') ? 1 : 0);
  }
  return shown;
}

async function startStorm(world: World): Promise<void> {
  const start = Date.now();
  const counts = new Map(CLIENTS.map((client) => [client, 0]));
  for (let batch = 0; batch < ALERTS / BATCH; batch += 1) {
    const client = CLIENTS[batch % CLIENTS.length] ?? '';
    counts.set(client, (counts.get(client) ?? 0) + BATCH);
    world.trmm.storm({ count: counts.get(client) ?? 0, client, type: 'check', severity: 'error' });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, start + (batch + 1) * PAUSE - Date.now())));
  }
}

async function stormyWorld(): Promise<World> {
  const world = await startWorld({
    ownProcess: true,
    webhooks: true,
    limits: true,
    pollSeconds: 20,
    before: ({ trmm }) => {
      for (const client of CLIENTS) addClient(trmm.world, client, ['HQ']);
    },
  });
  await until(() => world.slack.messages(SLACK_CHANNEL).length > 0, 'the first summary', 20_000);
  await until(() => world.discord.messages(DISCORD_CHANNEL).length > 0, 'the first summary', 20_000);
  return world;
}

/** Waits until each alert is on one card in each chat. */
async function allShown(world: World): Promise<void> {
  const redis = new Redis(world.redis.url);
  const shown = async () =>
    Promise.all([`slack:${SLACK_CHANNEL}`, `discord:${DISCORD_CHANNEL}`].map((one) => shownAt(redis, one)));
  await until(
    async () => (await shown()).every((one) => one.size === ALERTS && [...one.values()].every((count) => count === 1)),
    'all alerts in both chats',
    300_000,
  ).finally(() => redis.disconnect());
}

/** The calls that a chat refused. */
function refusals({ slack, discord }: World): string[] {
  return [slack, discord].flatMap(({ requests }) =>
    requests.filter(({ status }) => status === 429).map(({ method, path }) => `${method} ${path}`),
  );
}

test('a storm at eighty alerts a second is a handful of messages in its first minute, and no chat ever has to refuse a call', async () => {
  await using world = await stormyWorld();
  const start = Date.now();
  await startStorm(world);
  await allShown(world);
  for (const instants of Object.values(postedAfter(world, start)))
    expect(instants.filter((at) => at < MINUTE).length).toBeLessThanOrEqual(6);
  expect(refusals(world)).toEqual([]);
}, 400_000);

test('the same with three calls of ten answered 429: none is lost, none is shown twice', async () => {
  await using world = await stormyWorld();
  disturb(world);
  const start = Date.now();
  await startStorm(world);
  await allShown(world);
  for (const instants of Object.values(postedAfter(world, start)))
    expect(instants.filter((at) => at < MINUTE).length).toBeLessThanOrEqual(6);
}, 400_000);
