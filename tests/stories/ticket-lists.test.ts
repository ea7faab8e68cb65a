import { expect, test } from 'vitest';
import { card, read, type Seen, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type StandIns, type World } from './world.ts';

/** The ticket in which everybody writes: the first one. */
const TALK = 101;

/** Two hundred tickets of two clients before the bot ever starts: half about printers, every tenth waits, every fifth is taken. */
async function fill({ freescout }: StandIns): Promise<void> {
  await freescout.customerMail({
    from: 'dana@acme.example',
    name: 'Dana Frost',
    subject: 'Mail bounces @everyone',
    body: 'The password: hunter2 is right.',
    attachments: [{ fileName: 'bounce.eml', mimeType: 'message/rfc822', data: 'eA==' }],
  });
  await freescout.agentNote(TALK, BEN.email, 'Their DNS is wrong, say nothing yet.', { status: 'active' });
  await freescout.agentReply(TALK, BEN.email, 'We are on it.', { status: 'active' });
  const quoted = '<blockquote>On Monday Ben wrote:<br>We are on it.</blockquote>';
  await freescout.customerReply(TALK, `<p>Thank you!</p>${quoted}`);
  for (let index = 1; index < 200; index += 1) {
    const from = index % 2 === 0 ? 'dana@acme.example' : 'gus@globex.example';
    const subject = index % 2 === 0 ? `Printer ${index}` : `Mail ${index}`;
    const id = await freescout.customerMail({ from, subject, body: 'Please help.' });
    if (index % 5 === 0) await freescout.agentClaim(id, ANN.email);
    if (index % 10 === 0) await freescout.agentStatus(id, ANN.email, 'pending');
  }
}

/** What Ann is told in Slack after this. */
async function inSlack(world: World, act: () => Promise<unknown>): Promise<Omit<Seen, 'id'> & { ts: string }> {
  const before = JSON.stringify(world.slack.ephemerals(ANN.slack).at(-1));
  await act();
  const seen = await until(() => {
    const last = world.slack.ephemerals(ANN.slack).at(-1);
    return JSON.stringify(last) === before ? undefined : last;
  }, 'an answer in Slack');
  return { ...read(seen), ts: seen.ts };
}

function typed(world: World, command: string, text: string): Promise<Omit<Seen, 'id'> & { ts: string }> {
  return inSlack(world, () => world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command, text }));
}

/** Narrowed, paged to the end, opened and read whole. */
async function tryInSlack(world: World): Promise<void> {
  const press = (ts: string, text: string) =>
    inSlack(world, () => world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts, text }));
  const first = await typed(world, '/tickets', 'client:Acme printer stage:Awaiting mine');
  expect(first.words).toContain('19 open tickets · yours · Awaiting · at Acme · with "printer"');
  const last = await press(first.ts, 'Last');
  expect(last.words).toContain('Page 3 of 3');
  expect(last.buttons.filter((label) => label === 'Open')).toHaveLength(3);
  const shown = await press(last.ts, 'Open');
  expect(shown.words).toMatch(/P3 · Awaiting[^]*Printer \d+0/);
  const talk = await typed(world, '/ticket', `#${TALK}`);
  expect(talk.words).toMatch(
    /Dana Frost[^]*\(customer\)[^]*bounce\.eml[^]*Internal note by [^]*Ben Cole[^]*Ben Cole[^]*to the customer[^]*We are on it\.[^]*Thank you![^]*quoted mail folded away/,
  );
  expect(talk.words).not.toContain('hunter2');
  const unfolded = await press(talk.ts, 'Show quoted mail');
  expect(unfolded.words).toContain('On Monday Ben wrote');
  expect(world.slack.mistakes).toEqual([]);
}

/** What is offered while somebody types, the board and its lists, and what is found. */
async function tryInDiscord(world: World): Promise<void> {
  const here = { user: BEN.discord, channel: DISCORD_CHANNEL };
  const typing = { name: 'tickets', options: { filter: 'mine cli' }, focused: 'filter' };
  const offered = await world.discord.autocomplete({ ...here, ...typing });
  expect(JSON.stringify(offered)).toContain('mine client:Globex');
  const board = await world.discord.command({ ...here, name: 'tickets', options: { filter: 'board client:Acme' } });
  expect(read(board).words).toMatch(/100 open tickets by stage · at Acme[^]*New[^]*In progress[^]*Awaiting/);
  const waiting = read(board).buttons.find((label) => label.startsWith('Awaiting')) ?? '';
  const list = await world.discord.click({ ...here, message: board.message?.id ?? '', label: waiting });
  expect(read(list).words).toMatch(/19 open tickets · Awaiting · at Acme/);
  const found = await world.discord.command({
    ...here,
    name: 'desk',
    subcommand: 'find',
    options: { words: 'acme printer' },
  });
  expect(read(found).words).toMatch(/Tickets[^]*Printer/);
  expect(read(found).buttons).toContain('All 99 tickets');
  expect(world.discord.violations).toEqual([]);
}

/** Slower than either chat waits for an answer, and then not there at all. */
async function trySlowAndAway(world: World): Promise<void> {
  const here = { user: BEN.discord, channel: DISCORD_CHANNEL };
  world.freescout.fail({ path: `/api/conversations/${TALK}`, times: 2, action: { do: 'delay', milliseconds: 5_000 } });
  const [inTheEnd] = await Promise.all([
    typed(world, '/ticket', String(TALK)),
    world.discord.command({ ...here, name: 'ticket', options: { number: String(TALK) } }),
  ]);
  expect(inTheEnd.words).toMatch(/\(customer\)[^]*to the customer/);
  const talk = await until(
    () => world.discord.ephemerals(BEN.discord).find((one) => read(one).words.includes('Internal note by')),
    'the conversation, though FreeScout took its time',
    10_000,
  );
  world.freescout.unplug();
  await world.discord.click({ ...here, message: talk.id, label: 'Show quoted mail' });
  await until(
    () => JSON.stringify(world.discord.ephemerals(BEN.discord)).includes('cannot be read from FreeScout now'),
    'what is kept here, and why it is no more than that',
  );
}

test('two hundred tickets are found, narrowed, counted by stage and read whole, on both chats', async () => {
  await using world = await startWorld({ before: fill });
  await card(world, 'slack', 'Watching FreeScout');
  await card(world, 'discord', 'Watching FreeScout');
  await tryInSlack(world);
  await tryInDiscord(world);
  await trySlowAndAway(world);
  expect(world.freescout.tickets()).toHaveLength(200);
}, 60_000);
