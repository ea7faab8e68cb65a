import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { killAndStart } from './kill.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const DOWN = { agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' } as const;
const MINUTE = 60_000;

async function failing(more: Parameters<typeof startWorld>[0] = {}): Promise<{ world: World; row: number }> {
  const world = await startWorld({ environment: VIRTUAL, ...more });
  await card(world, 'slack', 'Watching Tactical RMM');
  const { id } = world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  return { world, row: id };
}

/** Opens the form behind "Stop…" as Ben has it in Discord, past the question; the modal's id. */
async function stopFormInDiscord(world: World, user: string = BEN.discord): Promise<string> {
  const { id } = await until(
    () => discordCards(world).find((one) => one.buttons.includes('More…')),
    'a card with more',
  );
  const press = async (message: string, label: string) =>
    world.discord.click({ user, channel: DISCORD_CHANNEL, message, label });
  await press(id, 'More…');
  const menu = await until(() => world.discord.ephemerals(user).at(-1), 'the menu');
  const asked = await press(menu.id, 'Stop…');
  expect(read(asked).words).toContain('Malware or account abuse at Acme?');
  const question = await until(() => world.discord.ephemerals(user).at(-1), 'the question');
  return (await press(question.id, 'Stop…')).modal?.id ?? '';
}

async function stopFormInSlack(world: World): Promise<void> {
  const { id } = await until(() => slackCards(world).find((one) => one.buttons.includes('More…')), 'a card with more');
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: id, text: 'More…' });
  const menu = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the menu');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: menu.ts, text: 'Stop…' });
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
}

async function stopped(world: World, note = 'Ransom note on the server'): Promise<void> {
  const modal = await stopFormInDiscord(world);
  await world.discord.submit({ user: BEN.discord, modal, values: { note } });
  await card(world, 'slack', 'Do not touch:', 'Do not power off');
  await card(world, 'discord', 'Do not touch:', 'Do not power off');
}

/** How often Ann was called: by direct message on each platform. */
function calls(world: World): { slack: number; discord: number } {
  const isCall = (one: unknown): boolean => read(one).words.includes('stopped it');
  return {
    slack: world.slack.directMessages(ANN.slack).filter(isCall).length,
    discord: world.discord.directMessages(ANN.discord).filter(isCall).length,
  };
}

test('stopped in Discord: the list in both channels, the lead called on both, a banner on each card, nothing written to TRMM', async () => {
  const { world, row } = await failing();
  await using _world = world;
  await world.freescout.customerMail({ from: 'pat@acme.example', name: 'Pat', subject: 'Strange files', body: 'Help' });
  await world.freescout.customerMail({ from: 'fay@globex.example', name: 'Fay', subject: 'Printer', body: 'Help' });
  await card(world, 'slack', 'Strange files');
  await card(world, 'slack', 'Printer');
  await stopped(world, 'Ransom note <!channel> @everyone');
  await until(() => calls(world).slack === 1 && calls(world).discord === 1, 'both calls');
  await until(
    () => JSON.stringify(world.slack.messages(SLACK_CHANNEL)).includes(`"user_id":"${ANN.slack}"`),
    'the mention in Slack',
  );
  for (const chat of ['slack', 'discord'] as const) {
    await card(world, chat, 'Failing since', 'STOPPED: Acme', 'Ben Cole', 'Ransom note');
    await card(world, chat, 'Strange files', 'STOPPED: Acme');
    expect((await card(world, chat, 'Printer')).words).not.toContain('STOPPED');
  }
  const modal = await stopFormInSlackIsGone(world);
  expect(modal).toContain('Show the stop');
  expect(modal).not.toContain('Snooze 1 h');
  world.trmm.raise({ ...DOWN, checkName: 'Disk' });
  await card(world, 'slack', 'Script Disk', 'HIGH', 'STOPPED: Acme');
  expect(world.trmm.alert(row)).toMatchObject({ snoozed: false, resolved: false });
  expect(world.trmm.world.notes).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 60_000);

async function stopFormInSlackIsGone(world: World): Promise<string> {
  const { id } = await card(world, 'slack', 'Failing since');
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: id, text: 'More…' });
  return JSON.stringify(await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the menu'));
}

test('called again every five minutes until somebody acknowledges; whoever stopped it cannot; a lead lifts it', async () => {
  const { world } = await failing();
  await using _world = world;
  await stopped(world);
  await until(() => calls(world).slack === 1, 'the first call');
  await moveWorld(world, 5 * MINUTE + 1_000);
  await until(() => calls(world).slack === 2 && calls(world).discord === 2, 'the second call');
  const stop = await card(world, 'discord', 'Do not touch:');
  const own = await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: stop.id,
    label: 'Acknowledge',
  });
  expect(read(own).words).toContain('You stopped Acme yourself');
  const lift = await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: stop.id,
    label: 'Lift…',
  });
  expect(read(lift).words).toContain('This needs the role lead');
  await world.discord.click({ user: ANN.discord, channel: DISCORD_CHANNEL, message: stop.id, label: 'Acknowledge' });
  await card(world, 'slack', 'Do not touch:', 'Acknowledged by', 'Ann Baker');
  await moveWorld(world, HOUR);
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: 'stops' });
  const list = await until(
    () => world.slack.ephemerals(ANN.slack).find((one) => read(one).words.includes('1 client is stopped')),
    'the list',
  );
  expect(read(list).words).toContain('Ransom note on the server');
  expect(calls(world)).toEqual({ slack: 2, discord: 2 });
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: list.ts, text: 'Lift…' });
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack, values: { 'Why is it safe to go on?': 'Reinstalled' } });
  await card(world, 'discord', 'STOP LIFTED', 'Lifted by', 'Reinstalled');
  await until(
    () => discordCards(world).every((one) => !one.words.includes('STOPPED: Acme')),
    'no banner any more',
    15_000,
  );
  expect(world.discord.violations).toEqual([]);
}, 90_000);

test('a snooze is not ended and nobody is reminded while it holds; both go on after', async () => {
  const { world, row } = await failing();
  await using _world = world;
  const { id } = await card(world, 'slack', 'Failing since');
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: id, text: 'More…' });
  const menu = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the menu');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: menu.ts, text: 'Snooze 1 h' });
  await card(world, 'discord', 'ACME-DC01', 'snoozed by', 'Ann Baker');
  world.trmm.raise({ ...DOWN, checkName: 'Disk' });
  const disk = await card(world, 'slack', 'Script Disk', 'HIGH');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: disk.id, text: 'Acknowledge' });
  await card(world, 'discord', 'Disk', 'Acknowledged by');
  await stopped(world);
  const puts = (): number => world.trmm.requests.filter(({ method }) => method === 'PUT').length;
  const written = puts();
  await moveWorld(world, HOUR + 5 * MINUTE);
  await until(() => calls(world).slack === 2, 'the second call');
  expect(puts()).toBe(written);
  expect(JSON.stringify(world.slack.state())).not.toContain('nobody has claimed it');
  expect(await card(world, 'slack', 'Disk', 'Acknowledged by')).toBeDefined();

  const stop = await card(world, 'slack', 'Do not touch:');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: stop.id, text: 'Lift…' });
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack, values: { 'Why is it safe to go on?': 'A false alarm' } });
  await card(world, 'discord', 'STOP LIFTED');
  await moveWorld(world, HOUR + 6 * MINUTE);
  await until(() => world.trmm.alert(row)?.snoozed === false, 'awake in TRMM', 15_000);
}, 90_000);

test('two stop one client at once: one stop, one call, and the other is told who', async () => {
  const { world } = await failing();
  await using _world = world;
  const modal = await stopFormInDiscord(world);
  await stopFormInSlack(world);
  const before = world.slack.ephemerals(ANN.slack).length;
  const [inDiscord] = await Promise.all([
    world.discord.submit({ user: BEN.discord, modal, values: { note: 'Odd mails go out' } }),
    world.slack.submit({ user: ANN.slack, values: { 'Why? What was seen, and where?': 'Odd mails are sent' } }),
  ]);
  await card(world, 'slack', 'Do not touch:');
  await card(world, 'discord', 'Do not touch:');
  await until(() => calls(world).slack === 1 && calls(world).discord === 1, 'the calls');
  expect(slackCards(world).filter((one) => one.words.includes('Do not touch:'))).toHaveLength(1);
  const answers = [
    inDiscord,
    ...world.slack.ephemerals(ANN.slack).slice(before),
    ...world.slack.directMessages(ANN.slack),
  ];
  expect(JSON.stringify(answers)).toContain('is stopped already');
}, 60_000);

test('killed right after the press: the stop, its calls and every banner come with the next start', async () => {
  const settings = SETTINGS;
  const { world } = await failing({ ownProcess: true, settings });
  await using _world = world;
  const modal = await stopFormInDiscord(world);
  await world.discord.submit({ user: BEN.discord, modal, values: { note: 'Odd mails go out' } });
  await killAndStart(world);
  await until(() => slackCards(world).some((one) => one.words.includes('Do not touch:')), 'the stop', 40_000);
  await until(() => calls(world).slack >= 1 && calls(world).discord >= 1, 'both calls', 40_000);
  await until(
    () => slackCards(world).some((one) => one.words.includes('Failing since') && one.words.includes('STOPPED: Acme')),
    'the banner',
    40_000,
  );
  expect(slackCards(world).filter((one) => one.words.includes('Do not touch:'))).toHaveLength(1);
  expect(calls(world)).toEqual({ slack: 1, discord: 1 });
}, 120_000);
