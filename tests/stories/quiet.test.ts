import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, type Seen, slackCards, until } from './sight.ts';
import { ANN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MINUTE = 60_000;
const NOWHERE = { slack: [], discord: [] };
const OVER = 'Quiet hours are over';

/** The desk's own clock so many milliseconds from now, as quiet hours are written. */
function clock(milliseconds: number): string {
  const time = Temporal.Now.zonedDateTimeISO('Europe/Berlin').add({ milliseconds });
  return time.toPlainTime().toString({ smallestUnit: 'minute' });
}

function about(world: World, words: string): { slack: Seen[]; discord: Seen[] } {
  const isAbout = (one: Seen): boolean => one.words.includes(words);
  return { slack: slackCards(world).filter(isAbout), discord: discordCards(world).filter(isAbout) };
}

/** What Ann alone reads in Slack after she did something. */
async function heard(world: World, does: () => Promise<unknown>): Promise<{ ts: string; words: string }> {
  const before = world.slack.ephemerals(ANN.slack).length;
  await does();
  const said = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'an answer');
  return { ts: said.ts, words: read(said).words };
}

function inSlack(world: World, command: string, text = ''): Promise<{ ts: string; words: string }> {
  return heard(world, () => world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command, text }));
}

function press(world: World, ts: string, text: string): Promise<{ ts: string; words: string }> {
  return heard(world, () => world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts, text }));
}

test('a night: what is high waits, what is critical rings; the opening is one message on both chats, and the cards of what is still open', async () => {
  const settings = `${SETTINGS}quiet: [{ hours: [{ from: '${clock(-HOUR)}', to: '${clock(2 * HOUR)}' }] }]\n`;
  await using world = await startWorld({ settings, environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  const { trmm, freescout } = world;
  for (const agent of ['ACME-DC01', 'GLOBEX-DC01'])
    trmm.raise({ agent, type: 'check', checkName: 'Drive C:', severity: 'error' });
  await freescout.customerMail({ from: 'pat@globex.example', name: 'Pat Jones', subject: 'Slow @here', body: 'Help' });
  await until(async () => (await inSlack(world, '/alerts')).words.includes('2 open alerts'), 'both are held');
  await until(async () => (await inSlack(world, '/tickets')).words.includes('Slow'), 'the ticket is held');
  trmm.raise({ agent: 'ACME-FS01', type: 'availability' });
  for (const chat of ['slack', 'discord'] as const) await card(world, chat, 'ACME-FS01', 'CRITICAL');
  expect([about(world, 'Drive C:'), about(world, 'Slow')]).toEqual([NOWHERE, NOWHERE]);

  const list = await inSlack(world, '/alerts', 'client:Globex');
  const opened = await press(world, list.ts, 'Open');
  expect(opened.words).toContain('GLOBEX-DC01');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: opened.ts, text: 'Acknowledge' });
  await until(
    async () => (await inSlack(world, '/alerts', 'client:Globex')).words.includes('Ann Baker'),
    'it is acknowledged',
  );
  trmm.recover({ agent: 'ACME-DC01', type: 'check', checkName: 'Drive C:' });
  await until(async () => (await inSlack(world, '/alerts')).words.includes('2 open alerts'), 'one is over');
  expect(about(world, 'Drive C:')).toEqual(NOWHERE);

  await moveWorld(world, 2 * HOUR + MINUTE);
  for (const chat of ['slack', 'discord'] as const) {
    const told = await card(world, chat, OVER);
    expect(told.words).toContain('2 alerts and 1 ticket came');
    expect(told.words).toContain(
      "2 still open, each with a card of its own · 1 of them in somebody's hands · 1 over by now.",
    );
    expect(told.words).toContain('over since');
    const taken = await card(world, chat, 'GLOBEX-DC01', 'Acknowledged by', 'Ann Baker');
    expect(taken.buttons).toContain('Un-acknowledge');
    await card(world, chat, 'Slow', 'Pat Jones');
  }
  const [message] = about(world, OVER).discord;
  const all = await world.discord.click({
    user: ANN.discord,
    channel: DISCORD_CHANNEL,
    message: message?.id ?? '',
    label: 'Show all',
  });
  expect(read(all).words).toContain('Held back in quiet hours: 3');
  await moveWorld(world, 2 * HOUR + 5 * MINUTE);
  await until(async () => (await inSlack(world, '/alerts')).words.includes('2 open alerts'), 'the desk goes on');
  const once = (words: string): number[] => Object.values(about(world, words)).map(({ length }) => length);
  expect([once(OVER), once('Acknowledged by'), once('Pat Jones')]).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  // Nobody was rung for what somebody has.
  const direct = JSON.stringify([world.slack.directMessages(ANN.slack), world.discord.directMessages(ANN.discord)]);
  expect(direct).not.toContain('GLOBEX-DC01');
  expect([world.slack.mistakes, world.discord.violations]).toEqual([[], []]);
}, 60_000);
