import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { killAndStart } from './kill.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MINUTE = 60_000;
const DOWN = { agent: 'ACME-DC01', type: 'availability' } as const;
const ELSEWHERE = { agent: 'GLOBEX-DC01', type: 'availability' } as const;

/** The desk's own wall clock, so many milliseconds from now, as it is written in the configuration. */
function wall(milliseconds: number): string {
  const time = Temporal.Now.zonedDateTimeISO('Europe/Berlin').add({ milliseconds });
  return time.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

function planned(begins: number, ends: number, more = ''): string {
  return `${SETTINGS}maintenance:
  - { client: Acme, from: "${wall(begins)}", to: "${wall(ends)}", owner: Ben Cole, reason: "new *firmware* <!channel> @everyone"${more} }
`;
}

/** The cards of a chat that are about it. */
function about(world: World, chat: 'slack' | 'discord', words: string): string[] {
  const cards = chat === 'slack' ? slackCards(world) : discordCards(world);
  return cards.map((one) => one.words).filter((text) => text.includes(words));
}

/** What Ann reads after a command in Slack. */
async function asked(world: World, command: string, text: string): Promise<string> {
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command, text });
  return JSON.stringify(await until(() => world.slack.ephemerals(ANN.slack).at(before), `an answer to ${command}`));
}

test('planned in the configuration: silent and listed while it lasts, posted once on both chats when it is over', async () => {
  await using world = await startWorld({ settings: planned(-HOUR, 2 * HOUR), environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  const passing = world.trmm.raise({ agent: 'ACME-FS01', type: 'availability' });
  world.trmm.raise(ELSEWHERE);
  await card(world, 'slack', 'GLOBEX-DC01', 'CRITICAL');
  await card(world, 'discord', 'GLOBEX-DC01', 'CRITICAL');
  await until(async () => (await asked(world, '/alerts', 'muted')).includes('2 muted alerts'), 'both are listed');
  const listed = await asked(world, '/alerts', '');
  expect(listed).toContain('3 open alerts');
  expect(listed).toContain('in maintenance');
  expect(await asked(world, '/desk', 'digest')).toContain('held back by maintenance');
  world.trmm.recover({ agent: 'ACME-FS01', type: 'availability' });
  await until(() => world.trmm.alert(passing.id)?.resolved, 'the other one is over');
  await until(async () => (await asked(world, '/alerts', 'muted')).includes('1 muted alerts'), 'one is left');
  await moveWorld(world, HOUR + 58 * MINUTE);
  expect(about(world, 'slack', 'ACME-')).toEqual([]);
  expect(about(world, 'discord', 'ACME-')).toEqual([]);

  await moveWorld(world, 2 * HOUR + MINUTE);
  const inSlack = await card(world, 'slack', 'ACME-DC01', 'CRITICAL', 'Held back by maintenance of', 'Ben Cole');
  expect(inSlack.words).toContain('Failing since');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL', 'Held back by maintenance of', 'Ben Cole');
  await moveWorld(world, 2 * HOUR + 3 * MINUTE);
  expect(about(world, 'slack', 'ACME-')).toHaveLength(1);
  expect(about(world, 'discord', 'ACME-')).toHaveLength(1);
  expect(JSON.stringify(world.slack.messages(SLACK_CHANNEL))).not.toContain('"type":"broadcast"');
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 90_000);

test('a window that begins over a card: the card says so and stays true, and rings when it is over', async () => {
  await using world = await startWorld({ settings: planned(30 * MINUTE, 2 * HOUR), environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  const alert = { agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' } as const;
  const { id } = world.trmm.raise(alert);
  const first = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  await moveWorld(world, 31 * MINUTE);
  expect((await card(world, 'slack', 'In maintenance by', 'Ben Cole', 'Nothing rings')).id).toBe(first.id);
  await card(world, 'discord', 'In maintenance by', 'Ben Cole');
  world.trmm.resolveByHand(id);
  await card(world, 'slack', 'RESOLVED BY HAND');
  world.trmm.runChecks('ACME-DC01');
  await card(world, 'slack', 'fired 2 times', 'In maintenance by');
  await card(world, 'discord', 'fired 2 times', 'In maintenance by');
  const rings = (): number =>
    world.slack
      .messages(SLACK_CHANNEL)
      .flatMap(({ replies }) => replies)
      .filter(({ subtype }) => subtype === 'thread_broadcast').length;
  expect(rings()).toBe(0);
  await moveWorld(world, 2 * HOUR + MINUTE);
  await until(() => rings() === 1, 'the ring in Slack');
  await card(world, 'discord', 'The maintenance of Ben Cole', 'is over, and it still fails');
  await until(() => !about(world, 'slack', 'ACME-DC01')[0]?.includes('In maintenance'), 'the card is plain again');
  expect(about(world, 'slack', 'CRITICAL')).toHaveLength(1);
}, 90_000);

test('an agent in TRMM’s own maintenance mode is quiet until TRMM ends it', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  world.trmm.setMaintenance('ACME-DC01', true);
  await moveWorld(world, 6 * MINUTE);
  await card(world, 'slack', 'ACME-DC01', 'In maintenance by', 'Tactical RMM');
  await card(world, 'discord', 'ACME-DC01', 'In maintenance by', 'Tactical RMM');
  world.trmm.setMaintenance('ACME-DC01', false);
  await moveWorld(world, 8 * MINUTE);
  await card(world, 'discord', 'The maintenance of Tactical RMM', 'is over, and it still fails');
  await until(() => !about(world, 'slack', 'ACME-DC01')[0]?.includes('In maintenance'), 'the card is plain again');
  expect(about(world, 'slack', 'CRITICAL')).toHaveLength(1);
}, 60_000);

test('killed at the end of a window: what it held back is posted once, by whoever comes next', async () => {
  await using world = await startWorld({
    settings: planned(-HOUR, 2 * HOUR),
    environment: VIRTUAL,
    ownProcess: true,
  });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  world.trmm.raise({ agent: 'ACME-FS01', type: 'availability' });
  world.trmm.raise(ELSEWHERE);
  await until(async () => (await asked(world, '/alerts', 'muted')).includes('2 muted alerts'), 'both are listed');
  await card(world, 'slack', 'GLOBEX-DC01');
  await moveWorld(world, 2 * HOUR + MINUTE);
  await killAndStart(world);
  for (const chat of ['slack', 'discord'] as const)
    await until(() => about(world, chat, 'Held back by maintenance of').length === 2, `both in ${chat}`, 45_000);
  await moveWorld(world, 2 * HOUR + 3 * MINUTE);
  world.trmm.raise({ agent: 'GLOBEX-SQL01', type: 'availability' });
  for (const chat of ['slack', 'discord'] as const) await card(world, chat, 'GLOBEX-SQL01');
  expect(about(world, 'slack', 'ACME-')).toHaveLength(2);
  expect(about(world, 'discord', 'ACME-')).toHaveLength(2);
}, 120_000);

/** The button of a message that only Ann sees in Slack, and what it brings. */
async function pressedByAnn(world: World, ts: string, label: string): Promise<{ ts: string; words: string }> {
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts, text: label });
  const answer = await until(() => world.slack.ephemerals(ANN.slack).at(before), `an answer to ${label}`);
  return { ts: answer.ts, words: JSON.stringify(answer) };
}

/** What only Ann sees in Slack, once it holds these words: an answer may take the place of the one before it. */
async function toldAnn(world: World, words: string) {
  const seen = () => world.slack.ephemerals(ANN.slack).findLast((one) => JSON.stringify(one).includes(words));
  return until(seen, `Ann reads ${words}`);
}

/** The same for Ben in Discord. */
async function pressedByBen(world: World, message: string, label: string): Promise<{ id: string; words: string }> {
  const seen = await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message, label });
  return { id: seen.message?.id ?? '', words: read(seen).words };
}

async function commandByBen(world: World, subcommand: string): Promise<{ id: string; words: string }> {
  const seen = await world.discord.command({ user: BEN.discord, channel: DISCORD_CHANNEL, name: 'desk', subcommand });
  return { id: seen.message?.id ?? '', words: read(seen).words };
}

/** What Ben is answered when he sends the form for a new window. */
async function planByBen(world: World, book: string, values: Record<string, string>): Promise<string> {
  const press = { user: BEN.discord, channel: DISCORD_CHANNEL, message: book, label: 'New window' };
  const { modal } = await world.discord.click(press);
  return JSON.stringify(await world.discord.submit({ user: BEN.discord, modal: modal?.id ?? '', values }));
}

test('planned from a card, ended on both chats at once: one did, the other is told who, and what it held back is posted once', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  const shown = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  const menu = await pressedByAnn(world, shown.id, 'More…');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: menu.ts, text: 'Maintenance…' });
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  const values = {
    'What is in maintenance?': 'Acme',
    'It begins': 'now',
    'It ends': '2h',
    'Why?': 'new <!channel> disks',
  };
  await world.slack.submit({ user: ANN.slack, values });
  await card(world, 'slack', 'ACME-DC01', 'In maintenance by', 'Ann Baker', 'disks');
  await card(world, 'discord', 'ACME-DC01', 'In maintenance by', 'Ann Baker', 'disks');
  world.trmm.raise({ agent: 'ACME-FS01', type: 'availability' });
  await until(async () => (await asked(world, '/alerts', 'muted')).includes('2 muted alerts'), 'both are listed');

  const { id } = await commandByBen(world, 'mutes');
  const window = await pressedByBen(world, id, 'Open');
  expect(window.words).toContain('ACME-FS01');
  const question = await pressedByBen(world, window.id, 'End it now');
  expect(question.words).toContain('posted and rings then');
  await asked(world, '/desk', 'mutes');
  const book = world.slack.ephemerals(ANN.slack).at(-1)?.ts ?? '';
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: book, text: 'Open' });
  const { ts } = await toldAnn(world, 'End it now');
  const press = { user: ANN.slack, channel: SLACK_CHANNEL, ts, text: 'End it now', confirm: true };
  const [answer] = await Promise.all([pressedByBen(world, question.id, 'End it now'), world.slack.click(press)]);
  const answers = [answer.words, JSON.stringify(await toldAnn(world, 'ended the maintenance of Acme'))];
  const winners = answers.filter((words) => words.includes('You ended the maintenance of Acme'));
  const losers = answers.filter((words) => / ended the maintenance of Acme .* already/.test(words));
  expect([winners.length, losers.length]).toEqual([1, 1]);
  await card(world, 'slack', 'ACME-FS01', 'Held back by maintenance of', 'Ann Baker');
  await card(world, 'discord', 'ACME-FS01', 'Held back by maintenance of', 'Ann Baker');
  await until(() => !about(world, 'slack', 'ACME-DC01')[0]?.includes('In maintenance'), 'the card is plain again');
  expect(about(world, 'slack', 'ACME-FS01')).toHaveLength(1);
  expect(about(world, 'discord', 'ACME-FS01')).toHaveLength(1);
  expect(await asked(world, '/desk', 'mutes')).toContain('Nothing is muted');
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 90_000);

test('planned from the book in Discord: what is meant is typed, mistakes are told; the noise of a week has its row', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'discord', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  world.trmm.recover(DOWN);
  await card(world, 'discord', 'RECOVERED');
  expect((await commandByBen(world, 'noise')).words).toContain('1 firing in 1 alert, 1 cleared untouched');
  const book = await commandByBen(world, 'mutes');
  expect(book.words).toContain('Nothing is muted');
  const wrong = await planByBen(world, book.id, { scope: 'Umbrella', begin: 'now', end: '2h', note: 'patches' });
  expect(wrong).toContain('Nothing is called');
  await planByBen(world, book.id, { scope: 'GLOBEX-DC01', begin: 'now', end: '2h', note: 'patches' });
  await until(async () => (await asked(world, '/desk', 'mutes')).includes('GLOBEX-DC01'), 'it stands in the book');
  await moveWorld(world, 10_000);
  world.trmm.raise(ELSEWHERE);
  await until(async () => (await asked(world, '/alerts', 'muted')).includes('1 muted alert'), 'it is muted');
  expect(about(world, 'slack', 'GLOBEX-DC01')).toEqual([]);
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 90_000);
