import { expect, test } from 'vitest';
import { answerInDiscord, answerInSlack, formInDiscord, moreInSlack } from './menu.ts';
import { card, discordCards, read, until } from './sight.ts';
import { ANN, BEN, SETTINGS, SLACK_CHANNEL, startWorld, type World, type WorldOptions } from './world.ts';

const MAIL = { from: 'pat@acme.example', name: 'Pat Jones', subject: 'Printer on fire', body: 'It smokes.' };
const AT_ONCE = `${SETTINGS}tickets: { undo: 0s }\n`;
const PRINTER = 'Printer on fire';

async function arrived(more: WorldOptions = {}): Promise<{ world: World; id: number }> {
  const world = await startWorld({ settings: AT_ONCE, ...more });
  await card(world, 'slack', 'Watching FreeScout');
  const id = await world.freescout.customerMail(MAIL);
  await card(world, 'slack', PRINTER);
  await card(world, 'discord', PRINTER);
  return { world, id };
}

/** What was written in a ticket: `reply` was mailed to the customer. */
function written(world: World, id: number): { as: 'reply' | 'note'; by: number | null; body: string }[] {
  return world.freescout.world.threads
    .where((row) => row.conversation_id === id && (row.type === 2 || row.type === 3) && row.state === 2)
    .map(({ type, created_by_user_id: by, body }) => ({ as: type === 2 ? 'reply' : 'note', by, body: body ?? '' }));
}

function state(world: World, id: number) {
  return world.freescout.tickets().find((one) => one.id === id);
}

/** What stands in the threads in Slack. */
function threadLines(world: World): string {
  return world.slack
    .messages(SLACK_CHANNEL)
    .flatMap(({ replies }) => replies.map((line) => read(line).words))
    .join('\n');
}

/** Fills in a form in Slack, and sends what it shows. */
async function replyInSlack(world: World, values: Record<string, string>, label = 'Reply to the customer…') {
  await moreInSlack(world, PRINTER, label);
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.submit({ user: ANN.slack, values });
  return { before, preview: await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the preview') };
}

test('from the first word to the closing and back, on both chats, as that person', async () => {
  const { world, id } = await arrived();
  await using _world = world;
  const { before, preview } = await replyInSlack(world, {
    'To the customer': 'We are <on> it & *soon* there.',
    'And then?': 'It waits for the customer',
  });
  expect(read(preview).words).toMatch(/Pat Jones <pat@acme.example>[^]*We are <on> it & soon there\./);
  expect(written(world, id)).toEqual([]);
  await answerInSlack(world, ANN.slack, before, 'Send');
  await card(world, 'discord', PRINTER, 'Awaiting');
  await card(world, 'slack', PRINTER, 'Awaiting');
  expect(written(world, id)).toEqual([
    { as: 'reply', by: 1, body: expect.stringContaining('We are &lt;on&gt; it &amp;') },
  ]);

  const modal = await formInDiscord(world, PRINTER, 'Update…');
  await world.discord.submit({ user: BEN.discord, modal, values: { text: 'Toner is ordered.', to: 'colleagues' } });
  await until(() => written(world, id).length === 2, 'the note');
  expect([written(world, id)[1], state(world, id)?.status]).toEqual([
    { as: 'note', by: 2, body: expect.stringContaining('Toner is ordered.') },
    'pending',
  ]);

  await world.freescout.customerReply(id, 'It works again!');
  await card(world, 'discord', PRINTER, 'the customer wrote');
  const closing = await formInDiscord(world, PRINTER, 'Close…');
  await world.discord.submit({
    user: BEN.discord,
    modal: closing,
    values: { as: 'Done', text: 'Glad.', to: 'customer' },
  });
  await answerInDiscord(world, 'Send');
  await card(world, 'slack', PRINTER, 'DONE');
  const done = await card(world, 'discord', PRINTER, 'DONE');
  expect(done.buttons).toContain('More…');
  expect(state(world, id)?.status).toBe('closed');

  await moreInSlack(world, PRINTER, 'Reopen…');
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack, values: { 'Why?': 'It smokes again.' } });
  await until(() => state(world, id)?.status === 'active', 'it is active');
  await card(world, 'discord', PRINTER, 'P3 · ');
  expect(written(world, id).map(({ as, by }) => `${as} ${by}`)).toEqual(['reply 1', 'note 2', 'reply 2', 'note 1']);
  expect(threadLines(world)).toMatch(
    /Ann Baker waits for the customer now, and wrote to the customer[^]*Ben Cole noted/,
  );
  expect([world.slack.mistakes, world.discord.violations]).toEqual([[], []]);
}, 60_000);

test('the customer writes between the preview and the sending: nothing goes, nothing is lost', async () => {
  const { world, id } = await arrived();
  await using _world = world;
  const { before } = await replyInSlack(world, { 'To the customer': 'Closing this.', 'And then?': 'It is done' });
  await world.freescout.customerReply(id, 'Wait, it is worse now!');
  await until(() => threadLines(world).includes('Pat Jones wrote again'), 'the desk knows');
  await answerInSlack(world, ANN.slack, before, 'Send');
  const instead = () => world.slack.ephemerals(ANN.slack).at(before);
  await until(() => read(instead()).words.includes('read it first. Nothing was sent.'), 'the refusal in its place');
  await answerInSlack(world, ANN.slack, before, 'Open it again');
  const form = await until(() => world.slack.views(ANN.slack).at(-1), 'the form again');
  expect(JSON.stringify(form)).toContain('Closing this.');
  expect([written(world, id), state(world, id)?.status]).toEqual([[], 'active']);
}, 60_000);

test('FreeScout breaks off after the write: one reply, and one alone', async () => {
  const { world, id } = await arrived();
  await using _world = world;
  world.freescout.fail({ path: '/threads$', method: 'POST', times: 1, action: { do: 'drop-after' } });
  const { before } = await replyInSlack(world, { 'To the customer': 'We are on it.' });
  await answerInSlack(world, ANN.slack, before, 'Send');
  await card(world, 'discord', PRINTER, 'Ann Baker', 'writes to the customer, writing to FreeScout…');
  await card(world, 'discord', PRINTER, 'First response');
  await until(
    () => discordCards(world).every(({ words }) => !words.includes('writing to FreeScout')),
    'its end',
    30_000,
  );
  expect(written(world, id)).toHaveLength(1);
}, 60_000);

test('FreeScout says no: the words come back whole, as a message to whoever wrote them', async () => {
  const { world, id } = await arrived();
  await using _world = world;
  const body = { message: 'Error occurred', _embedded: { errors: [{ path: 'x', message: 'The mailbox is locked' }] } };
  world.freescout.fail({
    path: '/threads$',
    method: 'POST',
    times: 1,
    action: { do: 'answer', status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });
  const modal = await formInDiscord(world, PRINTER, 'Internal note…');
  await world.discord.submit({ user: BEN.discord, modal, values: { text: 'Swapped the\nfuser.' } });
  const told = await until(
    () =>
      [...world.slack.directMessages(BEN.slack), ...world.discord.directMessages(BEN.discord)].find((one) =>
        read(one).words.includes('The mailbox is locked'),
      ),
    'the refusal',
  );
  expect(read(told).words).toMatch(/> Swapped the\n> fuser\./);
  expect(read(told).buttons).toContain('Open it again');
  await card(world, 'slack', PRINTER);
  expect(written(world, id)).toEqual([]);
}, 60_000);
