import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { card, discordCards, slackCards, until } from './sight.ts';
import { ANN, SLACK_CHANNEL, startWorld } from './world.ts';

test('two processes against one Redis: one card, one answer to each press, and the other takes over', async () => {
  await using world = await startWorld({ ownProcess: true });
  const second = await world.startAnother();
  try {
    await card(world, 'slack', 'Watching Tactical RMM');
    world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
    const shown = await card(world, 'slack', 'ACME-DC01');
    await card(world, 'discord', 'ACME-DC01');
    await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.id, text: 'Acknowledge' });
    await card(world, 'discord', 'Acknowledged by', 'Ann Baker');
    await world.bot.kill();
    world.trmm.recover({ agent: 'ACME-DC01', type: 'availability' });
    await until(
      () => slackCards(world).some((one) => one.words.includes('RECOVERED')),
      'the other has taken over',
      40_000,
    );
    await until(() => discordCards(world).some((one) => one.words.includes('RECOVERED')), 'in Discord too', 40_000);
    expect(slackCards(world).filter((one) => one.words.includes('ACME-DC01'))).toHaveLength(1);
    expect(discordCards(world).filter((one) => one.words.includes('ACME-DC01'))).toHaveLength(1);
  } finally {
    await second.stop();
  }
}, 90_000);

test('Redis is killed and comes back: what was answered is still there, and work goes on', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  const shown = await card(world, 'slack', 'ACME-DC01');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.id, text: 'Claim' });
  await world.redis.restart();
  await card(world, 'discord', 'Ann Baker', 'has it');
  world.trmm.recover({ agent: 'ACME-DC01', type: 'availability' });
  await until(() => slackCards(world).some((one) => one.words.includes('RECOVERED')), 'the recovery', 30_000);
  expect(slackCards(world).filter((one) => one.words.includes('ACME-DC01'))).toHaveLength(1);
}, 60_000);

test('a stop drains: a press that was answered is done, the leases are given back, and the next start goes on at once', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  const shown = await card(world, 'slack', 'ACME-DC01');
  const delivered = world.slack.deliveries.length;
  const pressed = world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.id, text: 'Acknowledge' });
  await until(() => world.slack.deliveries.length > delivered, 'the press is on its way');
  await world.bot.stop();
  const { acked } = await pressed;
  const redis = new Redis(world.redis.url);
  expect(await redis.keys('{deskbell}:lease:*')).toEqual([]);
  redis.disconnect();
  world.bot = await world.startAnother();
  const shownAgain = await card(world, 'slack', acked ? 'Acknowledged by' : 'Nobody has acknowledged it');
  expect(shownAgain.id).toBe(shown.id);
});

test('a store written by a newer version is not touched', async () => {
  await using world = await startWorld();
  const redis = new Redis(world.redis.url);
  await redis.set('{deskbell}:schema', '99');
  redis.disconnect();
  await expect(world.startAnother()).rejects.toThrow('newer version');
});
