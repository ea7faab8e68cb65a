import { expect, test } from 'vitest';
import { addClient } from '../../sandbox/trmm/add-rows.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld } from './world.ts';

const CLIENTS = Array.from({ length: 8 }, (_, index) => `Client ${index}`);
const EACH = 12;

test('above five sites one card lists them and its thread names each alert; two people claim it all at once, and each alert has one of them', async () => {
  await using world = await startWorld({
    before: ({ trmm }) => {
      for (const client of CLIENTS) addClient(trmm.world, client, ['HQ']);
    },
  });
  await card(world, 'slack', 'Watching Tactical RMM');
  for (const client of CLIENTS) world.trmm.storm({ count: EACH, client, type: 'check', severity: 'error' });
  const slack = await card(world, 'slack', 'STORM', 'sites', 'Client 7, HQ');
  const discord = await card(world, 'discord', 'STORM', 'sites');
  expect(slackCards(world).length).toBeLessThanOrEqual(9);
  expect(discordCards(world).length).toBeLessThanOrEqual(9);
  const thread = (): string =>
    JSON.stringify(world.slack.messages(SLACK_CHANNEL).find(({ ts }) => ts === slack.id)?.replies);
  await until(() => thread()?.includes('of this storm, as of'), 'the list in the thread', 20_000);
  expect(thread()).toContain('CLIENT 7-N');

  const claim = (buttons: readonly string[]): string => buttons.find((button) => button.startsWith('Claim')) ?? '';
  const before = world.slack.ephemerals(ANN.slack).length;
  const [, answer] = await Promise.all([
    world.slack.click({
      user: ANN.slack,
      channel: SLACK_CHANNEL,
      ts: slack.id,
      text: claim(slack.buttons),
      confirm: true,
    }),
    world.discord
      .click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: discord.id, label: claim(discord.buttons) })
      .then((asked) =>
        world.discord.click({
          user: BEN.discord,
          channel: DISCORD_CHANNEL,
          message: asked.message?.id ?? '',
          label: claim(read(asked.message).buttons) || (read(asked.message).buttons[0] ?? ''),
        }),
      ),
  ]);
  const ann = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'what Ann is told');
  const counts = [read(ann).words, read(answer.message).words].map((words) =>
    Number(/claimed (\d+)/.exec(words)?.[1] ?? 0),
  );
  // What is one card in Slack may be several in Discord: each folds what it could not show.
  const claimed = (): number =>
    slackCards(world).reduce((sum, { words }) => sum + Number(/(\d+) claimed/.exec(words)?.[1] ?? 0), 0);
  await until(() => claimed() === (counts[0] ?? 0) + (counts[1] ?? 0), 'as many claimed in Slack as the two were told');
  expect(counts.some((count) => count > 0)).toBe(true);
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 60_000);
