import { expect, test } from 'vitest';
import { call, freescoutFor, listed, threads, ticket, work } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

function mistake(path: string, what: 'required' | 'invalid'): object {
  const errors = [{ path, message: `\`${path}\` parameter is ${what}`, source: 'JSON' }];
  return { message: 'Error occurred', _embedded: { errors } };
}

test('a claim needs byUser, answers 204 with nothing, and leaves a history line', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const without = await call(freescout, 'PUT', `/conversations/${id}`, { assignTo: 2 });
  expect([without.status, without.body]).toEqual([400, mistake('byUser', 'required')]);
  expect((await ticket(freescout, id)).assignee).toBe(null);
  const claim = await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 2, assignTo: 2 });
  expect([claim.status, claim.body]).toEqual([204, null]);
  expect(await ticket(freescout, id)).toMatchObject({ assignee: { id: 2 }, status: 'active', folderId: 3 });
  expect((await threads(freescout, id)).at(-1)).toMatchObject({
    type: 'lineitem',
    status: 'nochange',
    action: { type: 'changed-ticket-assignee', text: 'Ben Cole assigned to Ben Cole' },
    source: { type: 'web', via: 'user' },
    assignedTo: { id: 2 },
  });
});

test('nobody guards a claim: of two both succeed, and the last has the ticket', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const claims = await Promise.all(
    [1, 2].map((user) => call(freescout, 'PUT', `/conversations/${id}`, { byUser: user, assignTo: user })),
  );
  expect(claims.map((claim) => claim.status)).toEqual([204, 204]);
  const history = (await threads(freescout, id)).filter((thread) => thread.type === 'lineitem');
  expect(history).toHaveLength(2);
  expect((await ticket(freescout, id)).assignee?.id).toBe(history.at(-1)?.assignedTo?.id);
});

test('the API assigns to a user without access to the mailbox, too', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, mailbox: 'Projects' });
  const claim = await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 3, assignTo: 3 });
  expect([claim.status, (await ticket(freescout, id)).assignee?.id]).toEqual([204, 3]);
});

test('-1 takes the assignee away, 0 stores a zero that is no assignee either', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const assignee = async (): Promise<unknown> => {
    const { assignee, folderId } = await ticket(freescout, id);
    return [assignee, folderId, freescout.world.conversations.get(id)?.user_id];
  };
  await freescout.agentClaim(id, 2);
  await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 2, assignTo: 0 });
  expect(await assignee()).toEqual([null, 1, 0]);
  await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 2, assignTo: -1 });
  expect(await assignee()).toEqual([null, 1, null]);
});

test('the same claim again makes another history line', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  for (let time = 0; time < 2; time += 1) {
    await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 2, assignTo: 2 });
  }
  expect((await threads(freescout, id)).map((thread) => thread.type)).toEqual(['customer', 'lineitem', 'lineitem']);
});

test('closing says who and when, and reopening does not take that back', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 2, status: 'closed' });
  const closed = await ticket(freescout, id);
  expect(closed).toMatchObject({ status: 'closed', folderId: 4, closedBy: 2 });
  await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 1, status: 'active' });
  expect(await ticket(freescout, id)).toMatchObject({
    status: 'active',
    folderId: 1,
    closedBy: 2,
    closedAt: closed.closedAt,
  });
  expect((await threads(freescout, id)).map((thread) => [thread.action.type, thread.status])).toEqual([
    ['', 'active'],
    ['changed-ticket-status', 'closed'],
    ['changed-ticket-status', 'active'],
  ]);
});

test('a PUT with a mistake changes nothing; one with JSON that is none does nothing, and says 204', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const put = async (body: object): Promise<unknown[]> => {
    const { status, body: answer } = await call(freescout, 'PUT', `/conversations/${id}`, body);
    return [status, answer];
  };
  expect(await put({ byUser: 99, status: 'closed' })).toEqual([400, mistake('byUser', 'invalid')]);
  expect(await put({ byUser: 1, status: 'solved' })).toEqual([400, mistake('status', 'invalid')]);
  expect(await put({ byUser: 1, assignTo: 99 })).toEqual([400, mistake('assignTo', 'invalid')]);
  expect(await put({ byUser: 1, mailboxId: 99 })).toEqual([400, mistake('mailboxId', 'invalid')]);
  const broken = await fetch(`${freescout.url}/api/conversations/${id}?api_key=key`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"byUser": 1,',
  });
  expect(broken.status).toBe(204);
  expect(await threads(freescout, id)).toHaveLength(1);
});

test('a message needs its user, is mailed to the customer, and makes the ticket pending unless it says otherwise', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const path = `/conversations/${id}/threads`;
  const anonymous = await call(freescout, 'POST', path, { type: 'message', text: 'Hello' });
  expect([anonymous.status, anonymous.body]).toEqual([400, mistake('user', 'required')]);
  const sent = await call(freescout, 'POST', path, { type: 'message', text: 'We look.', user: 2 });
  const [, thread] = await threads(freescout, id);
  expect([sent.status, sent.headers.get('resource-id')]).toEqual([201, String(thread?.id)]);
  expect(thread).toMatchObject({ type: 'message', status: 'active', source: { type: 'api', via: 'user' } });
  expect(await ticket(freescout, id)).toMatchObject({
    status: 'pending',
    threadsCount: 2,
    preview: 'We look.',
    customerWaitingSince: { latestReplyFrom: 'user' },
  });
  expect(freescout.world.send_logs.all()).toEqual([]);
  await work(freescout, 15_000);
  expect(freescout.world.send_logs.all()).toMatchObject([{ email: 'dana@acme.example', mail_type: 1 }]);
  await call(freescout, 'POST', path, { type: 'message', text: 'Done.', user: 2, status: 'closed' });
  expect(await ticket(freescout, id)).toMatchObject({ status: 'closed', folderId: 4, closedBy: null, closedAt: null });
  await call(freescout, 'POST', path, { type: 'message', text: 'One more thing.', user: 2 });
  expect((await threads(freescout, id)).map((one) => one.status)).toEqual(['active', 'active', 'active', 'active']);
});

test('an imported message goes to nobody and keeps its own time', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await call(freescout, 'POST', `/conversations/${id}/threads`, {
    type: 'message',
    text: 'We said this long ago.',
    user: 2,
    imported: true,
    createdAt: '2025-06-01T10:00:00Z',
  });
  await work(freescout, 15_000);
  expect(freescout.world.send_logs.all()).toEqual([]);
  expect((await threads(freescout, id))[0]).toMatchObject({ createdAt: '2025-06-01T10:00:00Z', type: 'message' });
});

test('a time of its own is for imported threads alone', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const note = { type: 'note', text: 'Backdated', user: 2, createdAt: '2025-06-01T10:00:00Z' };
  await call(freescout, 'POST', `/conversations/${id}/threads`, note);
  const added = (await threads(freescout, id)).find((thread) => thread.type === 'note');
  expect(freescout.now() - Date.parse(added?.createdAt ?? '')).toBeLessThan(5000);
});

test('a draft by API is a draft thread, and the ticket stays as it was', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const draft = { type: 'message', text: 'We lo', user: 2, state: 'draft' };
  expect((await call(freescout, 'POST', `/conversations/${id}/threads`, draft)).status).toBe(201);
  expect((await threads(freescout, id)).at(-1)).toMatchObject({ type: 'message', state: 'draft' });
  expect(await ticket(freescout, id)).toMatchObject({ status: 'active', threadsCount: 1, preview: 'It smokes.' });
});

test('a thread with a mistake is refused, and leaves nothing', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const post = async (thread: object): Promise<unknown[]> => {
    const { status, body } = await call(freescout, 'POST', `/conversations/${id}/threads`, thread);
    return [status, body];
  };
  const note = { type: 'note', text: 'Seen', user: 2 };
  expect(await post({ ...note, user: 99 })).toEqual([400, mistake('user', 'invalid')]);
  expect(await post({ ...note, text: '' })).toEqual([400, mistake('text', 'required')]);
  expect(await post({ ...note, type: 'lineitem' })).toEqual([400, mistake('type', 'invalid')]);
  expect(await post({ ...note, type: undefined })).toEqual([400, mistake('type', 'required')]);
  expect(await post({ ...note, status: 'solved' })).toEqual([400, mistake('status', 'invalid')]);
  expect(await threads(freescout, id)).toHaveLength(1);
});

test('a note changes the preview, but no status, no count and no waiting time', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const before = await ticket(freescout, id);
  freescout.advance(60_000);
  await call(freescout, 'POST', `/conversations/${id}/threads`, {
    type: 'note',
    text: '<b>Router password</b> is &amp;!',
    user: 2,
    status: 'closed',
  });
  expect(await ticket(freescout, id)).toMatchObject({
    status: 'active',
    threadsCount: 1,
    preview: 'Router password is &amp;!',
    customerWaitingSince: { time: before.customerWaitingSince.time, latestReplyFrom: 'customer' },
  });
});

test('a customer thread reopens a closed ticket and brings it out of the trash', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  await freescout.agentStatus(id, 1, 'closed');
  await freescout.trash(id);
  const reply = { type: 'customer', text: 'Again!', customer: { email: 'eli@acme.example' } };
  expect((await call(freescout, 'POST', `/conversations/${id}/threads`, reply)).status).toBe(201);
  expect(await ticket(freescout, id)).toMatchObject({ status: 'active', state: 'published', folderId: 1 });
  expect(await listed(freescout, 'customerEmail=eli@acme.example')).toEqual([id]);
});

test('any thread counts as the opening one on a phone ticket: the ticket is created once more', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.phoneTicket(1, { customer: 'eli@acme.example', subject: 'Call', body: 'He called.' });
  await call(freescout, 'POST', `/conversations/${id}/threads`, { type: 'note', text: 'Logged 15 minutes', user: 2 });
  expect(freescout.world.threads.all().map((thread) => thread.first)).toEqual([1, 1]);
  expect((await ticket(freescout, id)).threadsCount).toBe(0);
});

test("a thread by API replaces the ticket's copies, also by none; blind copies stay unless it has some", async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, cc: ['boss@acme.example'] });
  const post = (thread: object): Promise<unknown> =>
    call(freescout, 'POST', `/conversations/${id}/threads`, { type: 'note', text: 'Seen', user: 2, ...thread });
  await post({ cc: ['eli@acme.example'], bcc: ['audit@msp.example'] });
  expect(await ticket(freescout, id)).toMatchObject({ cc: ['eli@acme.example'], bcc: ['audit@msp.example'] });
  await post({});
  expect(await ticket(freescout, id)).toMatchObject({ cc: [], bcc: ['audit@msp.example'] });
});
