import { expect, test } from 'vitest';
import { card, discordCards, slackCards } from './sight.ts';
import { ANN, BEN, SLACK_CHANNEL, DISCORD_CHANNEL, startWorld } from './world.ts';

test('an alert found by polling becomes two equal cards', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  const inSlack = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  const inDiscord = await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  expect(inSlack.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'Why?']);
  expect(inDiscord.buttons).toEqual(inSlack.buttons);
});
