import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { card, read, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MAIL = { from: 'pat@globex.example', name: 'Pat Jones', subject: 'Printer on fire', body: 'It smokes.' };

/** Ann is written to in Slack, Ben in Discord; both work by the wall clock of Berlin. */
const APART = SETTINGS.replace(
  ', role: owner, discord: "400000000000000001"',
  ', role: owner, zone: Europe/Berlin',
).replace('ben@msp.example, discord', 'ben@msp.example, zone: Europe/Berlin, discord');

/** Milliseconds from now to ten in the morning of the next working day in Berlin. */
function untilWorking(): number {
  const now = Temporal.Now.zonedDateTimeISO('Europe/Berlin');
  let day = now.add({ days: 1 });
  while (day.dayOfWeek > 5) day = day.add({ days: 1 });
  return day.with({ hour: 10, minute: 0, second: 0 }).epochMilliseconds - now.epochMilliseconds;
}

function inSlack(world: World, words: string) {
  return until(
    () => world.slack.directMessages(ANN.slack).find((one) => read(one).words.includes(words)),
    `"${words}" for Ann in Slack`,
  );
}

/** Where Ann and the bot talk alone. */
function directChannel(world: World): string {
  const channels = world.slack.state()['channels'] as { id: string; person?: string }[];
  return channels.find(({ person }) => person === ANN.slack)?.id ?? '';
}

function inDiscord(world: World, words: string) {
  return until(
    () => world.discord.directMessages(BEN.discord).find((one) => read(one).words.includes(words)),
    `"${words}" for Ben in Discord`,
  );
}

test('claimed in the morning, shown in the evening, and logged with two clicks from there: on both chats', async () => {
  await using world = await startWorld({ environment: VIRTUAL, settings: APART });
  await card(world, 'slack', 'Watching FreeScout');
  const morning = untilWorking();
  await moveWorld(world, morning);
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await world.freescout.customerMail(MAIL);
  const alert = await card(world, 'slack', 'ACME-DC01');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: alert.id, text: 'Claim' });
  await card(world, 'discord', 'ACME-DC01', 'Ann Baker');
  const ticket = await card(world, 'discord', MAIL.subject);
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: ticket.id, label: 'Claim' });
  await card(world, 'slack', MAIL.subject, 'Ben Cole', 'has it');

  await moveWorld(world, morning + 9 * HOUR);
  const anns = await inSlack(world, '8 h of');
  expect(read(anns).words).toContain('Claimed 8 h, logged 0 h');
  await world.slack.click({ user: ANN.slack, channel: directChannel(world), ts: anns.ts, text: 'Log time' });
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'slack', 'ACME-DC01', '8 h, saved as a draft');

  const bens = await inDiscord(world, '8 h of');
  const opened = await world.discord.click({
    user: BEN.discord,
    channel: bens.channel_id,
    message: bens.id,
    label: 'Log time',
  });
  expect(opened.kind).toBe('modal');
  await world.discord.submit({
    user: BEN.discord,
    modal: world.discord.modals(BEN.discord).at(-1)?.id ?? '',
    values: {},
  });
  await card(world, 'discord', MAIL.subject, 'Ben Cole', '8 h, saved as a draft');
  expect(world.erpnext.drafts()).toMatchObject([
    { customer: 'Acme', time_logs: [{ hours: 8 }] },
    { customer: 'Globex', time_logs: [{ hours: 8 }] },
  ]);

  const day = await world.discord.command({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    name: 'desk',
    subcommand: 'day',
  });
  expect(read(day).words).toContain('Claimed 8 h, logged 8 h');
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: 'unbilled' });
  const unbilled = await until(
    () => world.slack.ephemerals(ANN.slack).find((one) => read(one).words.includes('Not billed yet')),
    'what is not billed',
  );
  expect(read(unbilled).words).toContain('8 h in drafts');
  for (const sent of [world.slack.directMessages(ANN.slack), world.discord.directMessages(BEN.discord)])
    expect(sent.filter((one) => read(one).words.includes('are not logged'))).toHaveLength(1);
  expect(world.discord.violations).toEqual([]);
}, 60_000);
