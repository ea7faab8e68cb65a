import { expect, test } from 'vitest';
import { call, freescoutFor, inside, listed, threads, ticket } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

function mistake(path: string, what: 'required' | 'invalid'): object {
  const errors = [{ path, message: `\`${path}\` parameter is ${what}`, source: 'JSON' }];
  return { message: 'Error occurred', _embedded: { errors } };
}

test('attachments come back with a address that works only with its token', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const made = await call(freescout, 'POST', `/conversations/${id}/threads`, {
    type: 'note',
    text: 'Log attached',
    user: 2,
    attachments: [
      { fileName: 'disk.log', mimeType: 'text/plain', data: Buffer.from('sda failed').toString('base64') },
      { fileName: 'never.png', mimeType: 'image/png', fileUrl: 'http://127.0.0.1/never.png' },
    ],
  });
  expect(made.status).toBe(201);
  const [file, ...others] = (await threads(freescout, id)).flatMap((thread) => inside(thread).attachments);
  expect(others).toEqual([]);
  expect(file).toMatchObject({ fileName: 'disk.log', mimeType: 'text/plain', size: 10 });
  const url = file?.fileUrl ?? '';
  expect(await (await fetch(url)).text()).toBe('sda failed');
  expect((await fetch(url.replace(/token=\w+/, 'token=guess'))).status).toBe(404);
  await freescout.deleteForever(id);
  expect((await fetch(url)).status).toBe(404);
});

test('a new ticket takes its threads newest first', async () => {
  const freescout = await freescoutFor();
  const made = await call(freescout, 'POST', '/conversations', {
    type: 'email',
    mailboxId: 2,
    subject: 'Disk full',
    customer: { email: 'new@globex.example', firstName: 'Nia', lastName: 'Jones' },
    assignTo: 2,
    threads: [
      { type: 'note', text: 'Second', user: 2 },
      { type: 'customer', text: 'First' },
    ],
  });
  const id = Number(made.headers.get('resource-id'));
  expect(made.status).toBe(201);
  expect((await threads(freescout, id)).map((thread) => thread.body)).toEqual(['First', 'Second']);
  expect(await ticket(freescout, id)).toMatchObject({
    subject: 'Disk full',
    mailboxId: 2,
    status: 'active',
    assignee: { id: 2 },
    source: { type: 'api', via: 'customer' },
    customer: { firstName: 'Nia', email: 'new@globex.example' },
  });
});

test('a new ticket of a customer is answered automatically like a mail, an imported one is not', async () => {
  const freescout = await freescoutFor();
  const mailbox = freescout.world.mailboxes.get(1);
  if (!mailbox) throw new Error('the default world has a mailbox');
  freescout.world.mailboxes.save({ ...mailbox, auto_reply_enabled: 1 });
  const made = async (imported: boolean): Promise<unknown[]> => {
    const { headers } = await call(freescout, 'POST', '/conversations', {
      type: 'email',
      mailboxId: 1,
      subject: 'Disk full',
      customer: { email: 'dana@acme.example' },
      imported,
      threads: [{ type: 'customer', text: 'It is full' }],
    });
    const row = freescout.world.conversations.get(Number(headers.get('resource-id')));
    return freescout.world.send_logs.where(({ message_id }) => message_id === `reply-${row?.id}@msp.example`);
  };
  expect([await made(false), await made(true)]).toMatchObject([[{ mail_type: 3, email: 'dana@acme.example' }], []]);
});

test('a mistake in a later thread leaves a half made ticket, one in the first leaves none', async () => {
  const freescout = await freescoutFor();
  const base = { type: 'email', mailboxId: 1, subject: 'Half', customer: { email: 'dana@acme.example' } };
  const none = await call(freescout, 'POST', '/conversations', { ...base, threads: [{ type: 'message', text: 'Hi' }] });
  expect([none.status, none.body, await listed(freescout, '')]).toEqual([400, mistake('user', 'required'), []]);
  const half = await call(freescout, 'POST', '/conversations', {
    ...base,
    threads: [
      { type: 'message', text: 'No author' },
      { type: 'customer', text: 'Opening' },
    ],
  });
  expect([half.status, (await listed(freescout, '')).length]).toEqual([400, 1]);
  const empty = await call(freescout, 'POST', '/conversations', {});
  expect(empty.body).toMatchObject({ _embedded: { errors: [{ path: 'type' }, {}, { path: 'subject' }, {}, {}] } });
});

test('a call is pending, whoever took it', async () => {
  const freescout = await freescoutFor();
  const made = await call(freescout, 'POST', '/conversations', {
    type: 'phone',
    mailboxId: 1,
    subject: 'Call',
    customer: { email: 'eli@acme.example' },
    threads: [{ type: 'note', text: 'He called.', user: 2 }],
  });
  const id = Number(made.headers.get('resource-id'));
  expect(await ticket(freescout, id)).toMatchObject({ type: 'phone', status: 'pending', createdBy: { id: 2 } });
});

test('DELETE is for ever', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  expect((await call(freescout, 'DELETE', `/conversations/${id}`)).status).toBe(204);
  expect((await call(freescout, 'GET', `/conversations/${id}`)).status).toBe(404);
  expect((await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 1, status: 'active' })).status).toBe(404);
  expect(freescout.world.threads.all()).toEqual([]);
});

test('customers, users, tags and custom fields', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const customer = await call(freescout, 'POST', '/customers', {
    firstName: 'Ida',
    emails: [{ value: 'ida@acme.example' }],
  });
  const again = await call(freescout, 'POST', '/customers', {
    firstName: 'Ida',
    emails: [{ value: 'IDA@acme.example' }],
  });
  const user = await call(freescout, 'POST', '/users', { firstName: 'Jo', lastName: 'King', email: 'jo@msp.example' });
  const minutes = { customFields: [{ id: 2, value: 15 }] };
  expect([
    customer.status,
    again.status,
    user.status,
    (await call(freescout, 'PUT', `/conversations/${id}/tags`, { tags: ['a', 'b'] })).status,
    (await call(freescout, 'PUT', `/conversations/${id}/tags`, { tags: ['b'] })).status,
    (await call(freescout, 'PUT', `/conversations/${id}/custom_fields`, minutes)).status,
    (await call(freescout, 'GET', `/conversations/${id}/timelogs`)).body,
  ]).toEqual([
    201,
    400,
    201,
    204,
    204,
    204,
    { _embedded: { timelogs: [] }, page: { size: 50, totalElements: 0, totalPages: 1, number: 1 } },
  ]);
  expect(await ticket(freescout, id)).toMatchObject({
    customFields: [{ id: 2, name: 'Minutes', value: '15', text: '' }],
    _embedded: { tags: [{ name: 'b' }] },
  });
  expect((await call(freescout, 'GET', `/customers/${customer.headers.get('resource-id')}`)).body).toMatchObject({
    firstName: 'Ida',
    lastName: '',
    _embedded: { emails: [{ value: 'ida@acme.example', type: 'work' }] },
  });
});

test('a fault answers as it was told, and an answer that was lost leaves the work done', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const claim = (): Promise<{ status: number }> =>
    call(freescout, 'PUT', `/conversations/${id}`, { byUser: 2, assignTo: 2 });
  freescout.fail({ path: '^/api/', times: 1, action: { do: 'answer', status: 502, body: { message: 'Bad Gateway' } } });
  expect((await claim()).status).toBe(502);
  expect((await ticket(freescout, id)).assignee).toBe(null);
  freescout.fail({ path: '^/api/', times: 1, action: { do: 'drop-after' } });
  await expect(claim()).rejects.toThrow('fetch failed');
  expect((await ticket(freescout, id)).assignee?.id).toBe(2);
});
