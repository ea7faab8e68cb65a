import { expect, test } from 'vitest';
import { freescoutFor, threads, ticket, work } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

test('status and assignee moved by a reply or a note leave no history line', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentReply(id, 'ben@msp.example', 'We look.');
  expect(await ticket(freescout, id)).toMatchObject({ status: 'pending', assignee: { id: 2 }, folderId: 3 });
  await freescout.agentNote(id, 1, 'Closing.', { status: 'closed', assignee: null });
  expect(await ticket(freescout, id)).toMatchObject({ status: 'closed', assignee: null, folderId: 4, closedBy: 1 });
  expect((await threads(freescout, id)).map((thread) => [thread.type, thread.status, thread.assignedTo?.id])).toEqual([
    ['customer', 'active', undefined],
    ['message', 'pending', 2],
    ['note', 'closed', undefined],
  ]);
});

test('a customer reply makes active and keeps the assignee and the old closing, but leaves spam alone', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentClaim(id, 2);
  await freescout.agentStatus(id, 2, 'closed');
  const { closedAt, userUpdatedAt } = await ticket(freescout, id);
  freescout.advance(60_000);
  await freescout.customerReply(id, 'Again');
  expect(await ticket(freescout, id)).toMatchObject({
    status: 'active',
    assignee: { id: 2 },
    folderId: 3,
    threadsCount: 2,
    closedAt,
    closedBy: 2,
    userUpdatedAt,
    customerWaitingSince: { latestReplyFrom: 'customer' },
  });
  await freescout.agentStatus(id, 2, 'spam');
  await freescout.customerReply(id, 'Buy!');
  expect(await ticket(freescout, id)).toMatchObject({ status: 'spam', folderId: 6 });
  await freescout.trash(id);
  await freescout.customerReply(id, 'Now!');
  expect(await ticket(freescout, id)).toMatchObject({ status: 'spam', state: 'published', folderId: 6 });
});

test('a reply from a colleague changes the customer of the ticket', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.customerReply(id, 'Me too', { from: 'eli@acme.example' });
  expect(await ticket(freescout, id)).toMatchObject({ customer: { id: 32, email: 'eli@acme.example' } });
});

test('whoever writes in becomes a customer, an agent too; a name that is not known is empty', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, from: 'Ben@MSP.example' });
  expect(await ticket(freescout, id)).toMatchObject({
    customer: { firstName: '', lastName: '', email: 'ben@msp.example' },
    createdBy: { type: 'customer', email: 'ben@msp.example' },
  });
});

test('a plain text mail is encoded, and the preview keeps its entities', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, body: 'a < b & <!channel>\nbye' });
  expect((await threads(freescout, id))[0]?.body).toBe('a &lt; b &amp; &lt;!channel&gt;<br />\nbye');
  expect((await ticket(freescout, id)).preview).toBe('a &lt; b &amp; &lt;!channel&gt; bye');
  const long = await freescout.customerMail({ ...mail, body: '🔥'.repeat(300) });
  expect((await ticket(freescout, long)).preview).toBe('🔥'.repeat(255));
});

test('a ticket stands without a thread for a moment when the fetcher is slow', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, gapMilliseconds: 5000 });
  expect([await threads(freescout, id), (await ticket(freescout, id)).threadsCount]).toEqual([[], 0]);
  await work(freescout, 5000);
  expect([(await threads(freescout, id)).length, (await ticket(freescout, id)).threadsCount]).toEqual([1, 1]);
});

test('a mail keeps its own date where FreeScout is told to: created_at goes back in time', async () => {
  const freescout = await freescoutFor();
  await freescout.customerMail(mail);
  const old = await freescout.customerMail({ ...mail, date: '2025-03-01T10:00:00Z' });
  expect(await ticket(freescout, old)).toMatchObject({ id: 102, createdAt: '2025-03-01T10:00:00Z' });
});

test('an agent who answers by mail follows the mailbox; "Anyone" stores 0 and leaves the ticket under Assigned', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentMailReply(id, 2, 'By mail');
  expect(await ticket(freescout, id)).toMatchObject({ status: 'pending', assignee: { id: 2 } });
  await freescout.changeMailbox('Support', { ticket_assignee: 1, ticket_status: 0 });
  await freescout.agentMailReply(id, 2, 'Again');
  expect(await ticket(freescout, id)).toMatchObject({ status: 'pending', assignee: null, folderId: 3 });
  expect(freescout.world.conversations.get(id)?.user_id).toBe(0);
});

test('a move remembers where from, and drops an assignee without access', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentAssign(id, 1, 'cara@msp.example');
  await freescout.move(id, 'Projects');
  expect(await ticket(freescout, id)).toMatchObject({ mailboxId: 2, assignee: null });
  const lines = freescout.world.threads.where((thread) => thread.type === 4).slice(1);
  expect(lines).toMatchObject([
    { action_type: 2, user_id: null, status: 6 },
    { action_type: 3, action_data: '1', status: 1 },
  ]);
  expect(freescout.world.conversations.get(id)?.meta).toBe('{"orig_mailbox_id":1}');
});

test('trash, restore and the counters of the folders', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentClaim(id, 2);
  await freescout.trash(id);
  expect(await ticket(freescout, id)).toMatchObject({ state: 'deleted', status: 'active', folderId: 5 });
  await freescout.restore(id);
  expect(await ticket(freescout, id)).toMatchObject({ state: 'published', folderId: 3, assignee: { id: 2 } });
  expect((await threads(freescout, id)).map((thread) => thread.action.type).slice(2)).toEqual([
    'deleted-ticket',
    'restore-ticket',
  ]);
});

test('a phone ticket has a note and no message; an imported one is marked and keeps its date', async () => {
  const freescout = await freescoutFor();
  const phone = await freescout.phoneTicket(2, { customer: 'eli@acme.example', subject: 'Call', body: 'He called.' });
  const old = await freescout.importTicket({
    from: 'dana@acme.example',
    subject: 'Old',
    body: 'From before',
    createdAt: '2024-01-01T00:00:00Z',
    status: 'closed',
  });
  expect(await ticket(freescout, phone)).toMatchObject({ type: 'phone', threadsCount: 0, createdBy: { id: 2 } });
  expect((await threads(freescout, phone)).map((thread) => thread.type)).toEqual(['note']);
  expect(await ticket(freescout, old)).toMatchObject({
    status: 'closed',
    createdAt: '2024-01-01T00:00:00Z',
    closedAt: null,
  });
  expect(freescout.world.conversations.get(old)?.imported).toBe(1);
});

test('an auto reply is a mail and never a thread', async () => {
  const freescout = await freescoutFor();
  await freescout.customerMail(mail);
  expect(freescout.world.send_logs.all()).toEqual([]);
  await freescout.changeMailbox(1, { auto_reply_enabled: 1 });
  const id = await freescout.customerMail(mail);
  expect(freescout.world.send_logs.all()).toMatchObject([{ mail_type: 3, thread_id: null, email: mail.from }]);
  expect(await threads(freescout, id)).toHaveLength(1);
});

test('the driver is there over HTTP too, and says what it does not know', async () => {
  const freescout = await freescoutFor();
  const drive = async (name: string, ...given: unknown[]): Promise<unknown> => {
    const response = await fetch(`${freescout.url}/_sandbox/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    return response.json();
  };
  expect(await drive('customerMail', mail)).toEqual({ result: 101 });
  expect(await drive('agentClaim', 101, 'ann@msp.example')).toEqual({ result: null });
  expect(await drive('tickets')).toMatchObject({
    result: [{ id: 101, assignee: 'ann@msp.example', status: 'active' }],
  });
  expect(await drive('agentClaim', 999, 1)).toEqual({ error: 'FreeScout stand-in: there is no ticket 999.' });
  expect(await drive('agentClaim', 101, 'x@y.example')).toEqual({
    error: 'FreeScout stand-in: there is no user x@y.example.',
  });
});

test('the customer waits since the last message, or where so set since the first that nobody answered', async () => {
  const since: number[] = [];
  for (const waitingSinceFirst of [false, true]) {
    const freescout = await freescoutFor({ waitingSinceFirst });
    const id = await freescout.customerMail(mail);
    const asked = Date.parse((await ticket(freescout, id)).createdAt);
    freescout.advance(600_000);
    await freescout.customerReply(id, 'Hello?');
    const { customerWaitingSince } = await ticket(freescout, id);
    since.push(Math.round((Date.parse(customerWaitingSince.time) - asked) / 60_000));
    await freescout.agentReply(id, 2, 'We look.');
    freescout.advance(600_000);
    await freescout.customerReply(id, 'And?');
    since.push(Math.round((Date.parse((await ticket(freescout, id)).customerWaitingSince.time) - asked) / 60_000));
  }
  expect(since).toEqual([10, 20, 0, 20]);
});

test('by hand nobody works on a ticket that the page would not show them, nor gives it to such a one', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, mailbox: 'Projects' });
  const refused = `FreeScout stand-in: cara@msp.example has no access to ticket ${id}.`;
  await expect(freescout.agentClaim(id, 'cara@msp.example')).rejects.toThrow(refused);
  await expect(freescout.agentAssign(id, 'ben@msp.example', 'cara@msp.example')).rejects.toThrow(refused);
  await freescout.disableUser('ben@msp.example');
  await expect(freescout.agentReply(id, 'ben@msp.example', 'Hi')).rejects.toThrow('ben@msp.example has no access');
  await freescout.agentNote(id, 'fs1@example.org', 'Escalated.');
  expect(await ticket(freescout, id)).toMatchObject({ assignee: null, threadsCount: 1, preview: 'Escalated.' });
});
