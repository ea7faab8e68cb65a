import { expect, test } from 'vitest';
import { moveWorld, VIRTUAL } from './clock.ts';
import { card, slackCards, until } from './sight.ts';
import { ANN, SLACK_CHANNEL, startWorld } from './world.ts';

const MINUTE = 60_000;

test('a source that stays silent is one alert on both chats, and is over when it answers', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.unplug();
  await until(async () => (await fetch(`${world.bot.url}/readyz`)).status === 503, 'readyz says no');
  await moveWorld(world, 4 * MINUTE);
  expect(slackCards(world).filter((one) => one.words.includes('does not answer'))).toEqual([]);
  await moveWorld(world, 6 * MINUTE);
  const shown = await card(world, 'slack', 'Tactical RMM does not answer', 'CRITICAL', 'can be seen here');
  await card(world, 'discord', 'Tactical RMM does not answer', 'CRITICAL');
  expect(shown.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'Why?']);
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.id, text: 'Acknowledge' });
  await card(world, 'discord', 'Tactical RMM does not answer', 'Acknowledged by');
  world.trmm.plug();
  await card(world, 'slack', 'Tactical RMM does not answer', 'RECOVERED');
  await card(world, 'discord', 'Tactical RMM does not answer', 'RECOVERED');
  expect(slackCards(world).filter((one) => one.words.includes('does not answer'))).toHaveLength(1);
}, 60_000);
