import { expect, test } from 'vitest';
import { card, read, slackCards, until } from './sight.ts';
import { ANN, BEN, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const SETTINGS = `
people:
  - { name: Ann Baker, email: ann@msp.example, role: owner, discord: "400000000000000001" }
  - { name: Ben Cole, email: ben@msp.example, discord: "400000000000000002" }
clients:
  - { name: Acme, mail: [acme.example], coverage: monitoring, authorised: [pat@acme.example] }
digests: []
tickets:
  categories: [{ when: { subject: printer }, is: Printing }]
  assign: { who: [{ name: Ben Cole }] }
  tell:
    - by: Ann Baker
      created: 'We have it as {number}.'
      assigned: '{technician} takes care.'
      done: '{number} is done.'
`;
const MAIL = { from: 'pat@acme.example', name: 'Pat Jones', subject: 'Printer on fire', body: 'It smokes.' };

/** Replies that stand in the ticket, as "author: words". */
function replies(world: World, id: number): string[] {
  const threads = world.freescout.tickets().find((one) => one.id === id)?.threads ?? [];
  return threads
    .filter(({ type, state }) => type === 'message' && state === 'published')
    .map(({ author, body }) => `${author}: ${body.replaceAll(/<[^>]*>/g, '')}`);
}

/** Waits until the thread of the Slack card that has these words says that. */
async function inThread(world: World, words: string, line: string): Promise<void> {
  await until(
    () =>
      world.slack
        .messages(SLACK_CHANNEL)
        .some(
          (one) => read(one).words.includes(words) && one.replies.some((reply) => read(reply).words.includes(line)),
        ),
    `"${line}" in the thread of ${words}`,
  );
}

test('a mail is given to somebody by turn and its sender is told once; the clock still waits for an answer', async () => {
  await using world = await startWorld({ settings: SETTINGS });
  await card(world, 'slack', 'Watching FreeScout');
  const id = await world.freescout.customerMail(MAIL);
  const seen = await card(
    world,
    'slack',
    'Printer on fire',
    'Printing',
    'Monitoring only',
    'Ben Cole',
    'has it, by turn',
  );
  await card(world, 'discord', 'Printer on fire', 'has it, by turn');
  expect(world.freescout.tickets().find((one) => one.id === id)?.assignee).toBe(BEN.email);
  await inThread(world, 'Printer on fire', 'Assigned to Ben Cole by turn');
  await until(() => replies(world, id).length === 2, 'two mails');
  expect(replies(world, id)).toEqual([`${ANN.email}: We have it as ${id}.`, `${BEN.email}: Ben Cole takes care.`]);
  expect(seen.words).toContain('First response due');

  await world.freescout.agentStatus(id, BEN.email, 'closed');
  await until(() => replies(world, id).length === 3, 'the mail that it is done');
  await world.freescout.agentStatus(id, BEN.email, 'active');
  await card(world, 'slack', 'Printer on fire', 'In progress');
  await world.freescout.agentStatus(id, BEN.email, 'pending');
  await card(world, 'slack', 'Printer on fire', 'Awaiting');
  await world.freescout.customerReply(id, 'It smokes again');
  await until(
    () =>
      [...world.slack.directMessages(BEN.slack), ...world.discord.directMessages(BEN.discord)].some((one) =>
        read(one).words.includes('wrote again'),
      ),
    'Ben hears that the customer is back',
  );
  expect(replies(world, id)[2]).toBe(`${BEN.email}: ${id} is done.`);
  expect(replies(world, id)).toHaveLength(3);
  expect(world.discord.violations).toEqual([]);
});

test('whatever happens in FreeScout by hand reaches the card: a note, a move, a deletion, a restore, a merge', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching FreeScout');
  const id = await world.freescout.customerMail(MAIL);
  const other = await world.freescout.customerMail({ ...MAIL, subject: 'Also on fire' });
  await card(world, 'slack', 'Printer on fire');
  await card(world, 'slack', 'Also on fire');
  await world.freescout.agentNote(id, ANN.email, 'The secret of the house');
  await inThread(world, 'Printer on fire', 'Ann Baker wrote a note in FreeScout');
  await world.freescout.move(id, 'Projects', ANN.email);
  await card(world, 'discord', 'Printer on fire', 'Projects');
  await world.freescout.trash(id, ANN.email);
  await card(world, 'discord', 'Printer on fire', 'DELETED');
  await world.freescout.restore(id, ANN.email);
  await card(world, 'discord', 'Printer on fire', 'Nobody has it');
  await inThread(world, 'Printer on fire', 'Restored in FreeScout');
  await world.freescout.merge(id, other, ANN.email);
  await card(world, 'discord', 'Also on fire', 'MERGED', String(id));
  expect(JSON.stringify(slackCards(world))).not.toContain('secret of the house');
});
