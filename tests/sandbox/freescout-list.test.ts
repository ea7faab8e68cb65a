import { expect, test } from 'vitest';
import { call, freescoutFor, inside, listed, threads, ticket, type List } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

test('a list says nothing of threads unless asked, a single ticket has them', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const plain = await call<List>(freescout, 'GET', '/conversations');
  const embedded = await call<List>(freescout, 'GET', '/conversations?embed=threads,tags');
  expect(inside(plain.body).conversations.map((row) => inside(row))).toEqual([{}]);
  expect(inside(embedded.body).conversations.map((row) => Object.keys(inside(row)))).toEqual([['threads', 'tags']]);
  expect((await threads(freescout, id)).map((thread) => thread.body)).toEqual(['It smokes.']);
});

test('the state is not filtered by itself: drafts and deleted tickets are listed too', async () => {
  const freescout = await freescoutFor();
  const kept = await freescout.customerMail(mail);
  const trashed = await freescout.customerMail(mail);
  const draft = await freescout.draftTicket('ann@msp.example', { subject: 'Offer', body: 'Dear …' });
  await freescout.trash(trashed);
  expect(await listed(freescout, 'sortField=number&sortOrder=asc')).toEqual([kept, trashed, draft]);
  expect(await listed(freescout, 'state=published')).toEqual([kept]);
  expect(await listed(freescout, 'state=deleted')).toEqual([trashed]);
});

test('filters by status lists, assignee, mailbox, customer, subject, author, tag and phone', async () => {
  const freescout = await freescoutFor();
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail({
    ...mail,
    from: 'fay@globex.example',
    subject: 'VPN',
    mailbox: 'Projects',
  });
  const third = await freescout.phoneTicket('ben@msp.example', {
    customer: 'eli@acme.example',
    subject: 'Call',
    body: 'He called.',
  });
  await freescout.agentClaim(first, 'ben@msp.example');
  await freescout.agentStatus(second, 'ann@msp.example', 'closed');
  await freescout.rawUpdate(third, { user_id: 0 });
  await call(freescout, 'PUT', `/conversations/${first}/tags`, { tags: ['vip'] });
  await call(freescout, 'PUT', '/customers/33', { phone: '+49 30 123' });
  const by = (query: string): Promise<number[]> => listed(freescout, `sortField=number&sortOrder=asc&${query}`);
  expect({
    activePending: await by('status=active,pending'),
    closed: await by('status=closed'),
    ben: await by('assignedTo=2'),
    nobodyIsNullNotZero: await by('assignedTo='),
    zero: await by('assignedTo=0'),
    projects: await by('mailboxId=2'),
    folder: await by('folderId=3'),
    email: await by('customerEmail=FAY@globex.example'),
    customer: await by('customerId=32'),
    phone: await by('customerPhone=4930123'),
    subject: await by('subject=ON%20fire'),
    type: await by('type=phone'),
    author: await by('createdByUserId=2'),
    writer: await by('createdByCustomerId=31'),
    tag: await by('tag=vip'),
  }).toEqual({
    activePending: [first, third],
    closed: [second],
    ben: [first],
    nobodyIsNullNotZero: [second],
    zero: [third],
    projects: [second],
    folder: [first],
    email: [second],
    customer: [third],
    phone: [second],
    subject: [first],
    type: [third],
    author: [third],
    writer: [first],
    tag: [first],
  });
});

test('a module before 1.0.77 takes a list of statuses for no filter', async () => {
  const freescout = await freescoutFor({ oldModule: true });
  const id = await freescout.customerMail(mail);
  await freescout.agentStatus(id, 1, 'closed');
  expect([await listed(freescout, 'status=active,pending'), await listed(freescout, 'status=active')]).toEqual([
    [id],
    [],
  ]);
});

test('an unknown status or a date that is none is refused', async () => {
  const freescout = await freescoutFor();
  const answers = [
    await call(freescout, 'GET', '/conversations?status=open'),
    await call(freescout, 'GET', '/conversations?updatedSince=yesterday'),
  ];
  expect(answers.map((answer) => [answer.status, answer.body])).toEqual([
    [400, errorOn('status')],
    [400, errorOn('updatedSince')],
  ]);
});

function errorOn(path: string): object {
  const errors = [{ path, message: `\`${path}\` parameter is invalid`, source: 'JSON' }];
  return { message: 'Error occurred', _embedded: { errors } };
}

test('pages are 1-based, hold 50 unless asked, 100 at most, and an empty list has one', async () => {
  const freescout = await freescoutFor();
  const page = async (query: string): Promise<object> =>
    (await call<List>(freescout, 'GET', `/conversations?${query}`)).body.page;
  expect(await page('')).toEqual({ size: 50, totalElements: 0, totalPages: 1, number: 1 });
  const ids: number[] = [];
  for (let count = 0; count < 5; count += 1) ids.push(await freescout.customerMail(mail));
  expect(await page('pageSize=500')).toEqual({ size: 100, totalElements: 5, totalPages: 1, number: 1 });
  expect(await page('pageSize=2&page=3')).toEqual({ size: 2, totalElements: 5, totalPages: 3, number: 3 });
  expect(await listed(freescout, 'pageSize=2&page=3&sortField=number&sortOrder=asc')).toEqual([ids[4]]);
  expect(await listed(freescout, 'pageSize=2&page=4')).toEqual([]);
});

test('updatedSince sees replies and claims, in the order of updates', async () => {
  const freescout = await freescoutFor();
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail(mail);
  const third = await freescout.customerMail(mail);
  freescout.advance(60_000);
  const since = new Date(freescout.now() - 1000).toISOString();
  await freescout.customerReply(second, 'Still burning.');
  freescout.advance(2000);
  await freescout.agentClaim(first, 'ann@msp.example');
  expect(await listed(freescout, `updatedSince=${since}&sortField=updatedAt&sortOrder=asc`)).toEqual([second, first]);
  expect(await listed(freescout, `createdSince=${since}`)).toEqual([]);
  expect(await listed(freescout, 'sortField=updatedAt&sortOrder=asc')).toEqual([third, second, first]);
});

test('newest first unless asked otherwise; by waiting time the last answer counts', async () => {
  const freescout = await freescoutFor();
  const first = await freescout.customerMail(mail);
  freescout.advance(60_000);
  const second = await freescout.customerMail(mail);
  freescout.advance(60_000);
  await freescout.customerReply(first, 'Still burning.');
  expect(await listed(freescout, '')).toEqual([second, first]);
  expect(await listed(freescout, 'sortField=whatever')).toEqual([second, first]);
  expect(await listed(freescout, 'sortOrder=asc')).toEqual([first, second]);
  expect(await listed(freescout, 'sortField=waitingSince&sortOrder=asc')).toEqual([second, first]);
});

test('a change by raw SQL moves nothing: updatedSince does not see it', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  freescout.advance(60_000);
  const since = new Date(freescout.now() - 1000).toISOString();
  await freescout.rawUpdate(id, { user_id: 2 });
  expect(await listed(freescout, `updatedSince=${since}`)).toEqual([]);
  expect(await ticket(freescout, id)).toMatchObject({ assignee: { id: 2 }, folderId: 1 });
});

test('in the hour that autumn repeats, the API shows the first of the two instants', async () => {
  const freescout = await freescoutFor();
  freescout.advance(Date.parse('2027-10-31T01:30:00Z') - freescout.now());
  const id = await freescout.customerMail(mail);
  expect((await ticket(freescout, id)).createdAt).toBe('2027-10-31T00:30:00Z');
});
