import { expect, test } from 'vitest';
import { moveWorld, untilHour, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld } from './world.ts';

test('the digest comes to the channel and to each technician once, and its numbers are those of the sources', async () => {
  const settings = SETTINGS.replace('zone: Europe/Berlin', 'zone: UTC').replace(
    'digests: []',
    `digests:\n  - { to: ["slack:${SLACK_CHANNEL}", "discord:${DISCORD_CHANNEL}"], at: "08:00" }\n  - { to: people, at: "08:00", zone: UTC }`,
  );
  await using world = await startWorld({
    settings,
    environment: VIRTUAL,
    before: async ({ trmm, freescout }) => {
      trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
      trmm.raise({ agent: 'GLOBEX-DC01', type: 'check', checkName: 'Internet', severity: 'error' });
      await freescout.customerMail({ from: 'pat@acme.example', subject: 'One', body: 'a' });
      await freescout.customerMail({ from: 'lee@globex.example', subject: 'Two', body: 'b' });
    },
  });
  const answered = await until(async () => {
    const seen = read(
      await world.discord.command({ user: BEN.discord, channel: DISCORD_CHANNEL, name: 'desk', subcommand: 'digest' }),
    ).words;
    return seen.includes('FreeScout counts 2 open, and so do we') &&
      seen.includes('Tactical RMM counts 2 open, and so do we')
      ? seen
      : false;
  }, 'a digest whose numbers agree');
  expect(answered).toContain('2 open tickets');
  expect(answered).toContain('2 critical alerts');
  await moveWorld(world, untilHour(8, 'UTC') + 60_000);
  await until(
    () => slackCards(world).some((one) => one.words.includes('How things stand')),
    'the digest in Slack',
    15_000,
  );
  await card(world, 'discord', 'How things stand');
  await until(
    () => world.discord.directMessages(BEN.discord).some((one) => JSON.stringify(one).includes('Your day, Ben Cole')),
    'the digest for Ben',
    15_000,
  );
  expect(slackCards(world).filter((one) => one.words.includes('How things stand'))).toHaveLength(1);
  expect(discordCards(world).filter((one) => one.words.includes('How things stand'))).toHaveLength(1);
}, 60_000);

test("a client's own channel shows that client alone, and a card that must leave it is redacted", async () => {
  const settings = SETTINGS.replace(
    '{ name: Acme, mail: [acme.example], tier: gold }',
    '{ name: Acme, mail: [acme.example], tier: gold, channels: ["slack:C0ACME"] }',
  );
  await using world = await startWorld({ settings });
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  world.trmm.raise({ agent: 'GLOBEX-DC01', type: 'availability' });
  await card(world, 'slack', 'GLOBEX-DC01');
  await until(
    () => slackCards(world, 'C0ACME').some((one) => one.words.includes('ACME-DC01')),
    "the card in Acme's channel",
  );
  expect(slackCards(world).some((one) => one.words.includes('ACME-DC01'))).toBe(false);
  expect(slackCards(world, 'C0ACME').some((one) => one.words.includes('GLOBEX'))).toBe(false);
  await world.slack.command({ user: BEN.slack, channel: 'C0ACME', command: '/alerts', text: '' });
  const list = await until(() => world.slack.ephemerals(BEN.slack).at(-1), 'the list');
  expect(JSON.stringify(list)).toContain('ACME-DC01');
  expect(JSON.stringify(list)).not.toContain('GLOBEX');

  world.trmm.renameClient('Acme', 'Apex');
  await until(() => slackCards(world, 'C0ACME').some((one) => one.words.includes('MOVED')), 'the redacted card');
  await card(world, 'slack', 'ACME-DC01', 'Apex');
});

test('lists, help and health answer in both chats, and every row opens', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await card(world, 'slack', 'ACME-DC01');
  const listed = await world.discord.command({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    name: 'alerts',
    options: { filter: 'critical' },
  });
  expect(read(listed).words).toContain('ACME-DC01');
  const message = listed.message?.id ?? '';
  const opened = await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message, label: 'Open' });
  expect(read(opened).buttons).toContain('Acknowledge');
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: 'health' });
  const health = JSON.stringify(await until(() => world.slack.ephemerals(ANN.slack).at(-1), 'health'));
  expect(health).toContain('Redis append-only file');
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: 'help' });
  await until(
    () => world.slack.ephemerals(ANN.slack).some((one) => JSON.stringify(one).includes('solves nothing')),
    'help',
  );
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
});
