import { expect, test } from 'vitest';
import { HOUR, moveWorld, untilHour, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

/** What `/desk ledger` answers in Slack, in plain words and with its buttons. */
async function slackLedger(world: World, typed = '', channel = SLACK_CHANNEL): Promise<ReturnType<typeof read>> {
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.command({ user: ANN.slack, channel, command: '/desk', text: `ledger ${typed}`.trim() });
  return read(await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the balance sheet in Slack'));
}

async function discordLedger(world: World, day?: string): Promise<ReturnType<typeof read> & { message: string }> {
  const seen = await world.discord.command({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    name: 'desk',
    subcommand: 'ledger',
    ...(day === undefined ? {} : { options: { day } }),
  });
  return { ...read(seen), message: seen.message?.id ?? '' };
}

/** One server is in maintenance the whole week. */
const QUIET = `
maintenance:
  - client: Globex
    device: GLOBEX-SQL01
    every: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
    from: '00:00'
    to: '00:00'
    owner: Ben Cole
    reason: a new database
`;

test('posted, listed and muted: the equation is the same on both chats, and every number opens', async () => {
  await using world = await startWorld({ settings: SETTINGS + QUIET });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching FreeScout');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  world.trmm.raise({ agent: 'GLOBEX-DC01', type: 'check', checkName: 'Internet', severity: 'info' });
  world.trmm.raise({ agent: 'GLOBEX-SQL01', type: 'availability' });
  await world.freescout.customerMail({ from: 'pat@acme.example', subject: 'Printer on fire', body: 'Help' });
  await card(world, 'slack', 'ACME-DC01');
  await card(world, 'discord', 'ACME-DC01');
  await card(world, 'slack', 'Printer on fire');
  await card(world, 'discord', 'Printer on fire');
  const told = await until(async () => {
    const { words } = await slackLedger(world);
    return words.includes('This channel: 4 seen = 2 posted + 1 listed + 1 muted') ? words : false;
  }, 'four seen in Slack');
  expect(told).toContain(`Discord ${DISCORD_CHANNEL}: 4 seen = 2 posted + 1 listed + 1 muted`);
  const sheet = await discordLedger(world, 'today');
  expect(sheet.words).toContain(`Slack ${SLACK_CHANNEL}: 4 seen = 2 posted + 1 listed + 1 muted`);
  const hand = { user: BEN.discord, channel: DISCORD_CHANNEL };
  const account = await world.discord.click({ ...hand, message: sheet.message, label: 'Open' });
  expect(read(account).words).toContain('2 posted');
  const posted = await world.discord.click({ ...hand, message: account.message?.id ?? '', label: 'Show' });
  expect(read(posted).words).toContain('ACME-DC01');
  const opened = await world.discord.click({ ...hand, message: posted.message?.id ?? '', label: 'Open' });
  expect(read(opened).buttons).toContain('Why?');
  const why = await world.discord.click({ ...hand, message: opened.message?.id ?? '', label: 'Why?' });
  expect(read(why).words).toMatch(/Where it is[^]*This channel: posted/);
  expect((await discordLedger(world, 'yesterday')).words).toContain('Nothing was seen that day');
  expect((await slackLedger(world, '2026-02-30')).words).toContain('There is no balance sheet of "2026-02-30"');
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 90_000);

test('a storm is in its card, and what was over while a chat was away never came there: each chat has its own equation', async () => {
  await using world = await startWorld({ settings: SETTINGS });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching FreeScout');
  world.slack.unplug();
  const short = { agent: 'ACME-DC01', type: 'availability' } as const;
  world.trmm.raise(short);
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  world.trmm.recover(short);
  await card(world, 'discord', 'ACME-DC01', 'RECOVERED');
  world.slack.plug();
  world.trmm.storm({ count: 12, type: 'check', severity: 'error' });
  await card(world, 'slack', 'alerts at Globex');
  await card(world, 'discord', 'alerts at Globex');
  const sheet = await until(async () => {
    const found = await discordLedger(world);
    return /Slack C0ALERTS: 13 seen = .*folded into storm cards.* \+ 1 ended before posting/.test(found.words) &&
      !found.words.includes('pending')
      ? found
      : false;
  }, 'the balance sheet');
  expect(sheet.words).toMatch(/This channel: 13 seen = \d+ posted \+ \d+ folded into storm cards( \+ 1 listed)?$/m);
  const hand = { user: BEN.discord, channel: DISCORD_CHANNEL };
  const customId = `ledger|-|0|${Temporal.Now.plainDateISO('Europe/Berlin').toString()}.1.all.slack:${SLACK_CHANNEL}`;
  const account = await world.discord.click({ ...hand, message: sheet.message, customId });
  expect(read(account).words).toContain('1 ended before posting');
}, 90_000);

test('a webhook whose row is gone, and one whose alert was over, are told apart; what no channel serves has failed', async () => {
  const settings = SETTINGS.replace('{ name: Acme, mail', `{ name: Acme, channels: ["slack:${SLACK_CHANNEL}"], mail`);
  await using world = await startWorld({ settings, chats: ['slack'], pollSeconds: 600, webhooks: true });
  const call = async (row: string): Promise<number> => {
    const headers = { 'x-trmm-token': 'trmm-token-for-tests' };
    return (await fetch(`${world.bot.url}/webhooks/trmm/failure/${row}`, { method: 'POST', headers })).status;
  };
  expect(await call('4711')).toBe(202);
  world.trmm.raise({ agent: 'GLOBEX-DC01', type: 'availability' });
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await card(world, 'slack', 'ACME-DC01');
  const own = await slackLedger(world);
  expect(own.words).toContain('1 seen = 1 posted');
  expect(own.words).not.toContain('Webhooks');
  const all = await until(async () => {
    const { words } = await slackLedger(world, '', 'C0ACME');
    return words.includes('No channel: 1 seen = 1 failed') ? words : false;
  }, 'the alert that no channel serves');
  expect(all).toContain('3 rows named = 2 read + 1 failed: gone before they could be read');
}, 60_000);

test('an alert that no poll could see is found by the count at night, mended and told; the next night finds nothing', async () => {
  await using world = await startWorld({ settings: SETTINGS, environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching FreeScout');
  const { id } = world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  world.trmm.snoozeByHand(id, 5);
  const night = untilHour(3, 'Europe/Berlin');
  const other = await world.startAnother();
  await moveWorld(world, night + 60_000);
  const told = await card(
    world,
    'slack',
    'The count at Tactical RMM found 1 difference',
    'open in Tactical RMM, and unknown here; taken in now',
  );
  expect(told.buttons).toContain('Show 1');
  await card(world, 'discord', 'The count at Tactical RMM found 1 difference');
  await card(world, 'slack', 'ACME-DC01', 'snoozed in Tactical RMM');
  await card(world, 'discord', 'ACME-DC01', 'snoozed in Tactical RMM');
  const { words } = await slackLedger(world);
  expect(words).toMatch(/Tactical RMM: .*1 counted, 1 difference, all mended/);
  await moveWorld(world, night + 24 * HOUR + 60_000);
  await until(
    async () => /Tactical RMM: .*1 counted, no difference/.test((await slackLedger(world)).words),
    'the next night',
  );
  const times = (cards: readonly { words: string }[]): number =>
    cards.filter((one) => one.words.includes('The count at Tactical RMM found')).length;
  expect([times(slackCards(world)), times(discordCards(world))]).toEqual([1, 1]);
  await other.stop();
}, 90_000);

test('a lead counts now, and hears what came of it; others do not', async () => {
  await using world = await startWorld({ settings: SETTINGS });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching FreeScout');
  expect((await discordLedger(world, 'prove')).words).toContain('This needs the role lead; yours is technician');
  expect((await slackLedger(world, 'prove')).words).toContain('Counting at FreeScout and Tactical RMM now');
  await card(world, 'slack', 'Counted again', 'FreeScout: ', 'Tactical RMM: ', 'no difference');
}, 60_000);

test('a source that is down at three is said to be, and counted when it is back', async () => {
  await using world = await startWorld({ settings: SETTINGS, environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  const night = untilHour(3, 'Europe/Berlin');
  world.trmm.unplug();
  await moveWorld(world, night + 60_000);
  await until(async () => (await slackLedger(world)).words.includes('Tactical RMM could not be counted'), 'it is said');
  world.trmm.plug();
  await moveWorld(world, night + HOUR);
  const counted = await until(
    async () => /Tactical RMM: .*0 counted, no difference/.test((await slackLedger(world)).words),
    'it is counted',
  );
  expect(counted).toBe(true);
}, 60_000);
