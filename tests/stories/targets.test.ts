import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MINUTE = 60_000;
const DOWN = { agent: 'ACME-DC01', type: 'availability' } as const;
const RING = 'Nobody acknowledged or claimed it in time';
const settings = `${SETTINGS}acknowledge: { remindAfter: 20m, lapseAfter: 20m }\n`;

/** How often the channel of each chat heard that nobody was in time. */
function rings(world: World): { slack: number; discord: number } {
  return {
    slack: world.slack
      .messages(SLACK_CHANNEL)
      .flatMap(({ replies }) => replies)
      .filter((reply) => reply.subtype === 'thread_broadcast' && JSON.stringify(reply).includes(RING)).length,
    discord: discordCards(world).filter((one) => one.words.includes(RING)).length,
  };
}

async function inSlack(world: World, text: string): Promise<string> {
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/alerts', text });
  return read(await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the list')).words;
}

test('nobody in time: both cards say so, each chat hears of it once, and an acknowledge that lapses starts it again', async () => {
  await using world = await startWorld({ settings, environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL', 'A response is due');
  const shown = await card(world, 'discord', 'ACME-DC01', 'CRITICAL', 'A response is due');
  await moveWorld(world, 10 * MINUTE);
  expect(await inSlack(world, 'late')).toContain('Nothing here');

  await moveWorld(world, 16 * MINUTE);
  const late = await card(world, 'slack', 'ACME-DC01', 'LATE', 'A response was due');
  await card(world, 'discord', 'ACME-DC01', 'LATE', 'A response was due');
  await until(() => rings(world).slack > 0 && rings(world).discord > 0, 'the rings');
  expect(await inSlack(world, 'late')).toContain('ACME-DC01');
  const why = await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: shown.id,
    label: 'Why?',
  });
  expect(JSON.stringify(why)).toContain('within 15 minutes, round the clock');

  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: late.id, text: 'Acknowledge' });
  await until(
    () => discordCards(world).some((one) => /Acknowledged by/.test(one.words) && !/LATE/.test(one.words)),
    'seen',
  );
  expect(await inSlack(world, 'late')).toContain('Nothing here');
  await moveWorld(world, 40 * MINUTE);
  await card(world, 'slack', 'ACME-DC01', 'Nobody has acknowledged it', 'A response is due');
  expect(rings(world)).toEqual({ slack: 1, discord: 1 });
  await moveWorld(world, HOUR);
  await until(() => rings(world).slack === 2 && rings(world).discord === 2, 'the second rings');
  expect(slackCards(world).filter((one) => one.buttons.includes('Acknowledge'))).toHaveLength(1);
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 60_000);
