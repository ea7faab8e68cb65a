import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { seededRandom } from '../../sandbox/stand-in.ts';
import { card, until } from './sight.ts';
import { DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const ALERTS = 300;
const BATCHES = 6;
const CLIENTS = ['Acme', 'Globex', 'Initech'];

/** Every item that a message stands for: its buttons carry the reference. */
function refsIn(message: unknown): string[] {
  const found = [...JSON.stringify(message).matchAll(/"(?:acknowledge|why|group-list)\|([^|"]+)\|/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(found)];
}

/** How many messages stand for each item in a chat. */
function messagesByItem(messages: readonly unknown[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ref of messages.flatMap(refsIn)) counts.set(ref, (counts.get(ref) ?? 0) + 1);
  return counts;
}

/** The items that are shown at a destination, each with the number of cards that show it: its own, or its group's. */
async function shown(redis: Redis, destination: string, own: Map<string, number>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const [ref, count] of own) {
    if (!ref.startsWith('group/')) counts.set(ref, (counts.get(ref) ?? 0) + count);
  }
  for (const [ref, group] of Object.entries(await redis.hgetall(`{deskbell}:folded:${destination}`))) {
    counts.set(ref, (counts.get(ref) ?? 0) + (own.get(group) ?? 0));
  }
  return counts;
}

function disturb(world: World): void {
  const third = 1 / 9;
  for (const [standIn, path] of [
    [world.slack, '/api/chat\\.'],
    [world.discord, '/channels/\\d+/messages'],
  ] as const) {
    standIn.fail({ path, probability: third, action: { do: 'answer', status: 503 } });
    standIn.fail({ path, probability: third, action: { do: 'drop-before' } });
    standIn.fail({ path, probability: third, action: { do: 'drop-after' } });
  }
}

test('killed again and again while 300 alerts arrive and a third of chat calls fail: each alert is on exactly one card in each chat', async () => {
  const seed = Number(process.env['TEST_SEED'] ?? 7);
  const random = seededRandom(seed);
  await using world = await startWorld({ ownProcess: true, webhooks: true });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching Tactical RMM');
  disturb(world);
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const client = CLIENTS[batch % CLIENTS.length] ?? 'Acme';
    const count = (ALERTS / BATCHES) * (1 + Math.floor(batch / CLIENTS.length));
    world.trmm.storm({ count, client, type: 'check', severity: 'error' });
    await new Promise((resolve) => setTimeout(resolve, 200 + random() * 2_500));
    if (batch % 2 === 1) continue;
    await world.bot.kill();
    world.bot = await world.startAnother();
  }
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  world.slack.clearFaults();
  world.discord.clearFaults();

  const redis = new Redis(world.redis.url);
  const seen = async (): Promise<number[]> => {
    const slack = await shown(redis, `slack:${SLACK_CHANNEL}`, messagesByItem(world.slack.messages(SLACK_CHANNEL)));
    const discord = await shown(
      redis,
      `discord:${DISCORD_CHANNEL}`,
      messagesByItem(world.discord.messages(DISCORD_CHANNEL)),
    );
    return [slack, discord].map((counts) => [...counts.values()].filter((count) => count > 0).length);
  };
  await until(
    async () => (await seen()).every((count) => count >= ALERTS),
    `all alerts in both chats (seed ${seed})`,
    90_000,
  ).catch(async (error: unknown) => {
    throw new Error(`${String(error)}: ${String(await seen())}`);
  });
  const slack = await shown(redis, `slack:${SLACK_CHANNEL}`, messagesByItem(world.slack.messages(SLACK_CHANNEL)));
  const discord = await shown(
    redis,
    `discord:${DISCORD_CHANNEL}`,
    messagesByItem(world.discord.messages(DISCORD_CHANNEL)),
  );
  redis.disconnect();
  expect([slack.size, discord.size]).toEqual([ALERTS, ALERTS]);
  expect([...slack].filter(([, count]) => count !== 1)).toEqual([]);
  expect([...discord].filter(([, count]) => count !== 1)).toEqual([]);
}, 180_000);
