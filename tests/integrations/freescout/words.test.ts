import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ThreadRow } from '../../../sandbox/freescout/rows.ts';
import type { FaultAction } from '../../../sandbox/stand-in.ts';
import type { Write } from '../../../src/desk/effect.ts';
import type { WriteOutcome } from '../../../src/integrations/contract.ts';
import { ANN, API_KEY, BEN, CARA, type Connected, connected, type Mode } from './desk.ts';

type Reply = Extract<Write, { verb: 'reply' }>;

/** What was begun while nobody waited, and comes to its end during the pause between two looks. */
let late: (() => Promise<unknown>) | undefined;
const pauses: number[] = [];
async function pause(milliseconds: number): Promise<void> {
  pauses.push(milliseconds);
  await late?.();
}

describe.each<Mode>(['api', 'both'])('with %s', (mode) => {
  let desk: Connected;
  let id: number;

  beforeAll(async () => {
    desk = await connected(mode, { pause });
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    late = undefined;
    desk.freescout.clearFaults();
    id = await desk.mail();
  });

  function reply(more: Partial<Reply> = {}, number = 1, key = `reply-${id}`): Promise<WriteOutcome> {
    const write: Write = { verb: 'reply', row: String(id), text: 'Turn it off.', by: '2', ...more };
    return desk.writeBack.write(write, { key, number });
  }

  function threads(type: number): ThreadRow[] {
    return desk.freescout.world.threads.where((row) => row.conversation_id === id && row.type === type);
  }

  /** Mails that went out about the ticket, once none can be undone any more. */
  function mails(): number {
    desk.wait(20);
    const sent = new Set(threads(2).map((row) => row.id));
    return desk.freescout.world.send_logs.where((row) => row.mail_type === 1 && sent.has(row.thread_id ?? 0)).length;
  }

  function failOnce(action: FaultAction): void {
    desk.freescout.fail({ path: `/conversations/${id}/threads$`, method: 'POST', times: 1, action });
  }

  test('a reply is a mail by that person to the customer and to all who had copies; the ticket stays as it was', async () => {
    const cc = ['boss@acme.example', 'it@acme.example'];
    id = await desk.freescout.customerMail({ from: 'dana@acme.example', subject: 'x', body: 'x', cc });
    await desk.freescout.agentStatus(id, ANN, 'pending');
    const outcome = await reply({ text: 'Off <b>now</b>!\n  Ben & Co' });
    expect(outcome).toMatchObject({
      is: 'done',
      readBack: { seen: { facts: { status: 'pending', lastReplyFrom: 'staff' } } },
    });
    const [message] = threads(2);
    expect(message).toMatchObject({ created_by_user_id: 2, cc: JSON.stringify(cc), to: '["dana@acme.example"]' });
    expect(message?.body).toMatch(
      /^<div class="deskbell-[0-9a-f]{12}">Off &lt;b&gt;now&lt;\/b&gt;!<br>&nbsp; Ben &amp; Co<\/div>$/,
    );
    expect([mails(), desk.freescout.world.conversations.get(id)?.cc]).toEqual([1, JSON.stringify(cc)]);
  });

  test('a note takes nobody off the copies, whom the next reply reaches', async () => {
    const cc = ['boss@acme.example'];
    id = await desk.freescout.customerMail({ from: 'dana@acme.example', subject: 'x', body: 'x', cc });
    await desk.writeBack.write({ verb: 'note', on: String(id), text: 'Busy', by: '2' }, { key: 'n', number: 1 });
    await reply();
    expect(threads(2)[0]?.cc).toBe(JSON.stringify(cc));
  });

  test('a mail from a template is no answer, and goes out on a closed ticket as well, which stays closed', async () => {
    const first = await reply({ told: true, text: 'We have it.' }, 1, `told-${id}`);
    desk.wait(21);
    const facts = await desk.facts(id);
    expect([facts.firstReplyAt, facts.lastReply, facts.lastReplyFrom]).toEqual([undefined, undefined, 'customer']);
    expect(first).toMatchObject({ is: 'done' });
    await reply({ text: 'Really.' });
    desk.wait(21);
    await reply({ told: true, text: 'Ben takes care.' }, 1, `assigned-${id}`);
    desk.wait(21);
    expect((await desk.facts(id)).lastReplyFrom).toBe('staff');
    await desk.freescout.agentStatus(id, ANN, 'closed');
    expect(await reply({ told: true, text: 'Done.' }, 1, `done-${id}`)).toMatchObject({
      is: 'done',
      readBack: { seen: { facts: { status: 'closed' } } },
    });
    expect(await reply({ told: true, text: 'Done.' }, 2, `done-${id}`)).toMatchObject({ is: 'done' });
    expect([threads(2).length, mails()]).toEqual([4, 4]);
  });

  test('a reply that closes leaves who closed it and when', async () => {
    expect(await reply({ status: 'closed' })).toMatchObject({ readBack: { seen: { facts: { status: 'closed' } } } });
    const ticket = desk.freescout.world.conversations.get(id);
    expect([ticket?.closed_by_user_id, ticket?.closed_at === null, mails()]).toEqual([2, false, 1]);
  });

  test('what the customer wrote meanwhile is to be read first', async () => {
    const customerAt = desk.writtenAt(id);
    desk.wait(60);
    await desk.freescout.customerReply(id, 'It is out now');
    const wishes: Write[] = [
      { verb: 'reply', row: String(id), text: 'x', by: '2', customerAt },
      { verb: 'note', on: String(id), text: 'x', by: '2', status: 'closed', customerAt },
      { verb: 'status', row: String(id), by: '2', status: 'closed', customerAt },
    ];
    const ends = ['Nothing was sent.', 'Nothing was written.', 'Nothing was changed.'];
    for (const [index, wish] of wishes.entries())
      expect(await desk.writeBack.write(wish, { key: `k${index}`, number: 1 })).toMatchObject({
        is: 'lost',
        sentence: `Dana Frost wrote again just now; read it first. ${ends[index]}`,
        readBack: { seen: { state: 'there' } },
      });
    expect([threads(2), threads(3), threads(4)]).toEqual([[], [], []]);
    expect(await reply({ customerAt: desk.freescout.now() })).toMatchObject({ is: 'done' });
  });

  test.each([
    ['closed', 'was closed by Ann Baker.', 'there'],
    ['spam', 'was marked as spam by Ann Baker.', 'gone'],
    ['trash', 'was deleted by Ann Baker.', 'gone'],
    ['merge', 'was merged into #OTHER by Ann Baker.', 'gone'],
  ] as const)('a ticket that is %s meanwhile is told, with who did it', async (what, sentence, state) => {
    const other = await desk.mail();
    if (what === 'trash') await desk.freescout.trash(id, ANN);
    else if (what === 'merge') await desk.freescout.merge(other, id, ANN);
    else await desk.freescout.agentStatus(id, ANN, what);
    const told = `Ticket #${id} ${sentence.replace('OTHER', String(other))}`;
    expect(await reply()).toMatchObject({
      is: 'lost',
      sentence: `${told} Nothing was sent.`,
      readBack: { seen: { state } },
    });
    const note: Write = { verb: 'note', on: String(id), text: 'x', by: '2', status: 'pending' };
    const outcome = await desk.writeBack.write(note, { key: 'note', number: 1 });
    expect(outcome).toMatchObject({ is: 'lost', sentence: `${told} Nothing was written.` });
    expect([threads(2), threads(3)]).toEqual([[], []]);
  });

  test('who closed it with a reply by API is not known, and nobody is blamed', async () => {
    await desk.freescout.agentStatus(id, ANN, 'closed');
    await desk.freescout.customerReply(id, 'No!');
    const headers = { 'X-FreeScout-API-Key': API_KEY, 'content-type': 'application/json' };
    const body = JSON.stringify({ type: 'message', text: 'Yes', user: 2, status: 'closed' });
    await fetch(`${desk.freescout.url}/api/conversations/${id}/threads`, { method: 'POST', headers, body });
    expect(await reply()).toMatchObject({ sentence: `Ticket #${id} was closed. Nothing was sent.` });
  });

  test('a ticket that is deleted for ever is told', async () => {
    await desk.freescout.deleteForever(id);
    expect(await reply()).toMatchObject({ is: 'lost', readBack: { seen: { state: 'gone', how: 'deleted' } } });
  });

  test('a bare note is left on a closed ticket, and one that makes it active reopens it', async () => {
    await desk.freescout.agentStatus(id, ANN, 'closed');
    const note: Write = { verb: 'note', on: String(id), text: 'Called', by: '2' };
    expect(await desk.writeBack.write(note, { key: 'bare', number: 1 })).toEqual({ is: 'done' });
    expect(await desk.writeBack.write({ ...note, status: 'active' }, { key: 'reopening', number: 1 })).toMatchObject({
      is: 'done',
      readBack: { seen: { facts: { status: 'active' } } },
    });
    expect([threads(3).length, threads(4).map((row) => row.created_by_user_id)]).toEqual([2, [1, 2]]);
  });

  test('a status is one line of the history, by that person, however often it is ordered; a closed ticket is reopened', async () => {
    for (const status of ['closed', 'closed', 'active', 'active', 'pending'] as const)
      expect(
        await desk.writeBack.write({ verb: 'status', row: String(id), status, by: '2' }, { key: status, number: 1 }),
      ).toMatchObject({ is: 'done', readBack: { seen: { facts: { status } } } });
    expect(threads(4).map((row) => [row.status, row.created_by_user_id])).toEqual([
      [3, 2],
      [1, 2],
      [2, 2],
    ]);
  });

  test('a note without its status gets it at the next try, and no second note', async () => {
    const write: Write = { verb: 'note', on: String(id), text: 'Solved', by: '2', status: 'closed' };
    desk.freescout.fail({ path: `/conversations/${id}$`, method: 'PUT', times: 1, action: { do: 'drop-before' } });
    await expect(desk.writeBack.write(write, { key: 'solved', number: 1 })).rejects.toMatchObject({ retry: 'unsure' });
    expect(await desk.writeBack.write(write, { key: 'solved', number: 2 })).toMatchObject({ is: 'done' });
    expect([threads(3).length, threads(4).length]).toEqual([1, 1]);
  });

  test('a note whose status FreeScout refuses is said to be there', async () => {
    const write: Write = { verb: 'note', on: String(id), text: 'Solved', by: '2', status: 'closed' };
    const body = JSON.stringify({ message: 'Forbidden' });
    const headers = { 'content-type': 'application/json' };
    const action = { do: 'answer', status: 403, headers, body } as const;
    desk.freescout.fail({ path: `/conversations/${id}$`, method: 'PUT', times: 1, action });
    expect(await desk.writeBack.write(write, { key: 'refused', number: 1 })).toMatchObject({
      is: 'refused',
      said: true,
    });
    expect(threads(3)).toHaveLength(1);
  });

  test('what was sent is not closed over a newer word of the customer', async () => {
    const customerAt = desk.writtenAt(id);
    desk.freescout.fail({ path: `/conversations/${id}$`, method: 'PUT', times: 1, action: { do: 'drop-before' } });
    await expect(reply({ status: 'closed', customerAt })).rejects.toMatchObject({ retry: 'unsure' });
    desk.wait(60);
    await desk.freescout.customerReply(id, 'Still smokes');
    const sentence =
      'Dana Frost wrote again just now; read it first. The reply was sent, and the ticket was not closed.';
    expect(await reply({ status: 'closed', customerAt }, 2)).toMatchObject({ is: 'lost', sentence, said: true });
    expect([threads(2).length, desk.freescout.world.conversations.get(id)?.status]).toEqual([1, 1]);
  });

  test.each<[string, FaultAction, string]>([
    ['dropped before', { do: 'drop-before' }, 'unsure'],
    ['dropped after', { do: 'drop-after' }, 'unsure'],
    ['429', { do: 'answer', status: 429, headers: { 'retry-after': '7' } }, 'later'],
    ['500', { do: 'answer', status: 500, body: { message: 'Server Error' } }, 'unsure'],
    ['503', { do: 'answer', status: 503 }, 'unsure'],
  ])('a reply goes out once: %s', async (_what, action, retry) => {
    failOnce(action);
    await expect(reply()).rejects.toMatchObject({ system: 'freescout', retry });
    expect(await reply({}, 2)).toMatchObject({ is: 'done', readBack: { seen: { facts: { lastReplyFrom: 'staff' } } } });
    expect(await reply({}, 3)).toMatchObject({ is: 'done' });
    expect([threads(2).length, mails()]).toEqual([1, 1]);
  });

  test('one that comes late is waited for, also by a process that knows nothing of it', async () => {
    failOnce({ do: 'drop-before' });
    await expect(reply()).rejects.toMatchObject({ retry: 'unsure' });
    late = () => reply();
    expect(await reply({}, 2)).toMatchObject({ is: 'done' });
    expect([threads(2).length, mails()]).toEqual([1, 1]);
  });

  test('what FreeScout surely did not take is not waited for', async () => {
    const { length } = pauses;
    failOnce({ do: 'answer', status: 429 });
    await expect(reply()).rejects.toMatchObject({ retry: 'later' });
    expect(await reply({}, 2)).toMatchObject({ is: 'done' });
    expect([pauses.length - length, threads(2).length]).toEqual([0, 1]);
    failOnce({ do: 'answer', status: 500 });
    await expect(reply({}, 1, 'other')).rejects.toMatchObject({ retry: 'unsure' });
    desk.freescout.fail({ path: '.', method: 'GET', times: 1, action: { do: 'answer', status: 429 } });
    await expect(reply({}, 2, 'other')).rejects.toMatchObject({ retry: 'later' });
    await reply({}, 3, 'other');
    expect(pauses.slice(length)).toEqual([10_000]);
  });

  test('the same words on purpose are two mails, and each is looked for by itself', async () => {
    await reply();
    failOnce({ do: 'drop-before' });
    await expect(reply({}, 1, 'other')).rejects.toMatchObject({ retry: 'unsure' });
    expect(await reply({}, 2, 'other')).toMatchObject({ is: 'done' });
    expect([threads(2).length, mails()]).toEqual([2, 2]);
  });

  test('where the marker was taken out it is known by its words, its author and its time', async () => {
    const customerAt = desk.writtenAt(id);
    const text = 'Off & on\n\n“again”,  please';
    await reply({ text, customerAt });
    const { threads: table } = desk.freescout.world;
    for (const row of threads(2)) table.save({ ...row, body: '<p>Off &amp; on</p><p>“again”, please</p>' });
    await desk.freescout.rawUpdate(id, {});
    expect(await reply({ text, customerAt }, 2)).toMatchObject({ is: 'done' });
    expect(threads(2)).toHaveLength(1);
    expect(await reply({ text, customerAt, by: '3' }, 2, 'of-cara')).toMatchObject({ is: 'done' });
    expect(await reply({ text: 'Else', customerAt }, 2, 'else')).toMatchObject({ is: 'done' });
    expect(threads(2)).toHaveLength(3);
  });

  test('what somebody took back in FreeScout is not sent again', async () => {
    await reply();
    const [message] = threads(2);
    await desk.freescout.undoReply(message?.id ?? 0);
    expect(await reply({}, 2)).toMatchObject({ is: 'lost', sentence: expect.stringContaining('took the reply back') });
    expect([threads(2).length, mails()]).toEqual([1, 0]);
  });

  test('a look that is refused leaves it open, and nothing is sent', async () => {
    desk.freescout.fail({ path: '.', method: 'GET', times: 1, action: { do: 'answer', status: 401, body: {} } });
    await expect(reply({}, 2)).rejects.toMatchObject({ retry: 'unsure', status: 401 });
    expect(threads(2)).toEqual([]);
  });

  test('an account that is none is refused', async () => {
    expect(await reply({ by: 'nobody@msp.example' })).toEqual({
      is: 'refused',
      sentence: 'FreeScout has no user nobody@msp.example: link the account again.',
    });
    expect(await reply({ row: 'x' })).toMatchObject({ is: 'refused' });
    expect(await reply({ by: BEN })).toMatchObject({ is: 'done' });
    expect(threads(2).map((row) => row.created_by_user_id)).toEqual([2]);
  });
});

test('who has no access to the mailbox writes to nobody there, and changes nothing', async () => {
  await using desk = await connected('both');
  const { freescout, writeBack } = desk;
  const id = await freescout.customerMail({ from: 'dana@acme.example', subject: 'x', body: 'x', mailbox: 'Projects' });
  const row = String(id);
  const wishes: Write[] = [
    { verb: 'reply', row, text: 'x', by: CARA },
    { verb: 'status', row, status: 'closed', by: CARA },
    { verb: 'note', on: row, text: 'x', status: 'closed', by: CARA },
  ];
  for (const write of wishes)
    expect(await writeBack.write(write, { key: 'k', number: 1 })).toEqual({
      is: 'refused',
      sentence: 'Cara Diaz has no access to the mailbox Projects.',
    });
  expect(freescout.world.threads.where((thread) => thread.conversation_id === id)).toHaveLength(1);
});
