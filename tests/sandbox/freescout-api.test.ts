import { expect, test } from 'vitest';
import { call, freescoutFor, inside, listed, ticket } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

test('without the key, with a wrong one, or with one at the wrong place there is nothing to read', async () => {
  const freescout = await freescoutFor();
  const get = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(`${freescout.url}/api/mailboxes${path}`, { headers })).status;
  const basic = (user: string): string => `Basic ${Buffer.from(`${user}:whatever`).toString('base64')}`;
  expect([
    await get(''),
    await get('', { 'x-freescout-api-key': 'wrong' }),
    await get('', { authorization: 'Bearer key' }),
    await get('?api_key=wrong'),
    await get('', { authorization: basic('wrong') }),
    await get('', { 'x-freescout-api-key': 'key' }),
    await get('?api_key=key'),
    await get('', { authorization: basic('key') }),
  ]).toEqual([401, 401, 401, 401, 401, 200, 200, 200]);
});

test('another name for the same host is refused', async () => {
  const freescout = await freescoutFor();
  const response = await fetch(`http://localhost:${freescout.port}/api/mailboxes?api_key=key`);
  expect([response.status, await response.text()]).toEqual([403, 'Untrusted Host']);
});

test('without the module the API is not found, as JSON only to who accepts JSON', async () => {
  const freescout = await freescoutFor({ apiModule: false });
  const url = `${freescout.url}/api/conversations?api_key=key`;
  const asked = await fetch(url, { headers: { accept: 'application/json' } });
  const browser = await fetch(url, { headers: { accept: 'text/html' } });
  expect([asked.status, await asked.json()]).toEqual([404, { message: '' }]);
  expect([browser.status, browser.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
});

test('a route that is not there is 404, a method that is not there 405', async () => {
  const freescout = await freescoutFor();
  const status = async (method: string, path: string): Promise<number> => (await call(freescout, method, path)).status;
  expect([
    await status('GET', '/mailboxes/1'),
    await status('GET', '/conversations/999'),
    await status('PATCH', '/conversations/101'),
    await status('DELETE', '/conversations/101/threads'),
    await status('POST', '/conversations/101/timelogs'),
  ]).toEqual([404, 404, 405, 405, 405]);
});

test('a ticket shows its id as its number, whatever the number column says', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  expect((await ticket(freescout, id)).number).toBe(id);
  expect(freescout.tickets()[0]?.number).not.toBe(id);
  expect(await listed(freescout, `number=${id}`)).toEqual([id]);
});

test('with numbers of its own a ticket shows those', async () => {
  const freescout = await freescoutFor({ customNumber: true });
  const id = await freescout.customerMail(mail);
  const { number } = await ticket(freescout, id);
  expect(number).toBe(freescout.tickets()[0]?.number);
  expect([await listed(freescout, `number=${id}`), await listed(freescout, `number=${number}`)]).toEqual([[], [id]]);
});

test('a ticket object is whole', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, name: 'Ignored Because Known', cc: ['boss@acme.example'] });
  const { body } = await call<Record<string, unknown>>(freescout, 'GET', `/conversations/${id}?embed=`);
  const dana = {
    id: 31,
    type: 'customer',
    firstName: 'Dana',
    lastName: 'Frost',
    photoUrl: '',
    email: 'dana@acme.example',
  };
  const { createdAt } = body;
  expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(body).toEqual({
    id,
    number: id,
    threadsCount: 1,
    type: 'email',
    folderId: 1,
    status: 'active',
    state: 'published',
    subject: 'Printer on fire',
    preview: 'It smokes.',
    mailboxId: 1,
    assignee: null,
    createdBy: dana,
    createdAt,
    updatedAt: createdAt,
    closedBy: null,
    closedByUser: null,
    closedAt: null,
    userUpdatedAt: null,
    customerWaitingSince: { time: createdAt, friendly: '0 minutes ago', latestReplyFrom: 'customer' },
    source: { type: 'email', via: 'customer' },
    cc: ['boss@acme.example'],
    bcc: [],
    customer: dana,
    customFields: [],
    _embedded: {},
  });
});

test('users, mailboxes and folders', async () => {
  const freescout = await freescoutFor();
  await freescout.customerMail(mail);
  const users = await call<{ _embedded: { users: Record<string, unknown>[] } }>(
    freescout,
    'GET',
    '/users?email=ann@msp.example',
  );
  const mailboxes = await call<{ _embedded: { mailboxes: { id: number; name: string }[] } }>(
    freescout,
    'GET',
    '/mailboxes',
  );
  const folders = await call<{ _embedded: { folders: { id: number; name: string; activeCount: number }[] } }>(
    freescout,
    'GET',
    '/mailboxes/1/folders',
  );
  const [ann] = inside(users.body).users;
  expect(inside(users.body).users).toEqual([
    {
      id: 1,
      firstName: 'Ann',
      lastName: 'Baker',
      email: 'ann@msp.example',
      role: 'admin',
      alternateEmails: '',
      jobTitle: '',
      phone: '',
      timezone: 'Europe/Berlin',
      photoUrl: '',
      language: 'en',
      createdAt: ann?.['createdAt'],
      updatedAt: ann?.['updatedAt'],
    },
  ]);
  expect(inside(mailboxes.body).mailboxes.map((row) => [row.id, row.name])).toEqual([
    [1, 'Support'],
    [2, 'Projects'],
  ]);
  expect(inside(folders.body).folders[0]).toMatchObject({ id: 1, name: 'Unassigned', activeCount: 1 });
});
