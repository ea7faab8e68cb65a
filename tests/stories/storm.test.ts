import { expect, test } from 'vitest';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

/** Pages through an ephemeral list in Slack, which turns its pages in place, and answers every line on it. */
async function allRows(world: World, ts: string): Promise<string[]> {
  const lines: string[] = [];
  const page = () => world.slack.ephemerals(ANN.slack).find((one) => one.ts === ts);
  for (;;) {
    const { words, buttons } = read(page());
    lines.push(...words.split('\n').filter((line) => line.includes('GLOBEX-')));
    if (!buttons.includes('Next')) return lines;
    await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts, text: 'Next' });
    await until(() => read(page()).words !== words, 'the next page');
  }
}

test('forty alerts of one site are one card; each can be reached, all acknowledged together, and a claim gives one its own card', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.storm({ count: 40, type: 'check', severity: 'error' });
  /** The first may have had cards of their own before the others came, and the card grows with each look at the source. */
  const sizeOf = ({ words }: { words: string }) => Number(/(\d+) alerts at Globex/.exec(words)?.[1] ?? 0);
  const storm = await until(() => slackCards(world).find((one) => sizeOf(one) >= 38), 'a card of at least 38');
  const folded = sizeOf(storm);
  await card(world, 'discord', 'STORM', 'alerts at Globex, HQ');
  expect(slackCards(world).length).toBeLessThanOrEqual(5);
  expect(discordCards(world).length).toBeLessThanOrEqual(5);

  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: storm.id, text: `Show all ${folded}` });
  const list = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the list');
  const names = (await allRows(world, list.ts)).map((line) => /GLOBEX-[A-Z0-9-]+/.exec(line)?.[0]);
  expect(new Set(names).size).toBe(folded);

  await world.slack.click({
    user: ANN.slack,
    channel: SLACK_CHANNEL,
    ts: storm.id,
    text: `Acknowledge ${folded}`,
    confirm: true,
  });
  await card(world, 'slack', 'STORM', `${folded} acknowledged`);

  const opened = await world.discord.command({ user: BEN.discord, channel: DISCORD_CHANNEL, name: 'alerts' });
  const one = await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: opened.message?.id ?? '',
    label: 'Open',
  });
  await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: one.message?.id ?? '',
    label: 'Claim',
  });
  await card(world, 'slack', 'GLOBEX-', 'Ben Cole', 'has it');
  await card(world, 'discord', 'GLOBEX-', 'Ben Cole', 'has it');
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
});

test('all over: the storm card says so, without a ring for each', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.storm({ count: 12, client: 'Acme', type: 'check', severity: 'error' });
  await card(world, 'slack', 'STORM');
  const rings = world.slack.pings.length;
  for (const agent of world.trmm.world.agents.values())
    world.trmm.recover({ agent: agent.hostname, type: 'check', checkName: 'Internet' });
  await card(world, 'slack', 'ALL OVER');
  await card(world, 'discord', 'ALL OVER');
  expect(world.slack.pings.length).toBeLessThanOrEqual(rings + 2);
});
