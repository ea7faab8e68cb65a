import { testDatabaseUrl } from '../../sandbox/services/mariadb.ts';
import { randomBytes } from 'node:crypto';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFreescout, type FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import { call, inside } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };
const server = testDatabaseUrl();
const schema = `deskbell_test_${randomBytes(6).toString('hex')}`;

let connection: Connection;
let freescout: FreescoutStandIn;

beforeAll(async () => {
  connection = await createConnection({ uri: server, dateStrings: true });
  freescout = await startFreescout({ apiKey: 'key', database: `${server}/${schema}` });
  await connection.query(`USE ${schema}`);
});

afterAll(async () => {
  await freescout.close();
  await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
  await connection.end();
});

async function rows(sql: string, ...values: unknown[]): Promise<RowDataPacket[]> {
  const [found] = await connection.query<RowDataPacket[]>(sql, values);
  return found;
}

test('the people, the mailboxes and who may use them stand there', async () => {
  expect(await rows('SELECT id, email, role, type, status FROM users ORDER BY id')).toEqual([
    { id: 1, email: 'ann@msp.example', role: 2, type: 1, status: 1 },
    { id: 2, email: 'ben@msp.example', role: 1, type: 1, status: 1 },
    { id: 3, email: 'cara@msp.example', role: 1, type: 1, status: 1 },
    { id: 4, email: 'fs1@example.org', role: 1, type: 2, status: 1 },
  ]);
  expect(await rows('SELECT user_id, mailbox_id FROM mailbox_user ORDER BY id')).toEqual([
    { user_id: 2, mailbox_id: 1 },
    { user_id: 2, mailbox_id: 2 },
    { user_id: 3, mailbox_id: 1 },
  ]);
});

test('what the API answered is in the database already, counters too', async () => {
  const id = await freescout.customerMail({ ...mail, mailbox: 'Projects' });
  await call(freescout, 'PUT', `/conversations/${id}`, { byUser: 2, assignTo: 2 });
  await call(freescout, 'POST', `/conversations/${id}/threads`, { type: 'note', text: 'Seen', user: 2 });
  const history = 'SELECT type, action_type, status, user_id, created_by_user_id AS author FROM threads';
  expect(await rows(`${history} WHERE conversation_id = ? ORDER BY id`, id)).toEqual([
    { type: 1, action_type: null, status: 1, user_id: null, author: null },
    { type: 4, action_type: 2, status: 6, user_id: 2, author: 2 },
    { type: 3, action_type: null, status: 1, user_id: 2, author: 2 },
  ]);
  expect(await rows('SELECT user_id, preview FROM conversations WHERE id = ?', id)).toEqual([
    { user_id: 2, preview: 'Seen' },
  ]);
  const counters = 'SELECT type, user_id, active_count FROM folders WHERE mailbox_id = 2 AND active_count > 0';
  expect(await rows(`${counters} ORDER BY type`)).toEqual([
    { type: 20, user_id: 2, active_count: 1 },
    { type: 40, user_id: null, active_count: 1 },
  ]);
});

test('a draft is one row that changes, and an unassigned 0 is really stored', async () => {
  const id = await freescout.customerMail(mail);
  const draft = await freescout.draft(id, 2, 'We lo');
  expect(await rows('SELECT state FROM threads WHERE id = ?', draft)).toEqual([{ state: 1 }]);
  expect(await rows('SELECT conversation_id FROM conversation_folder')).toEqual([{ conversation_id: id }]);
  await freescout.publishDraft(draft, { body: 'We look.' });
  expect(await rows('SELECT state, body FROM threads WHERE id = ?', draft)).toEqual([{ state: 2, body: 'We look.' }]);
  expect(await rows('SELECT * FROM conversation_folder')).toEqual([]);
  await freescout.rawUpdate(id, { user_id: 0 });
  expect(await rows('SELECT user_id FROM conversations WHERE id = ?', id)).toEqual([{ user_id: 0 }]);
});

test('a merge moves rows, deleting for ever removes them', async () => {
  const first = await freescout.customerMail(mail);
  const second = await freescout.customerMail(mail);
  await freescout.merge(first, second);
  const threads = 'SELECT conversation_id AS ticket, type, first FROM threads WHERE conversation_id IN (?) ORDER BY id';
  expect(await rows(threads, [first, second])).toEqual([
    { ticket: first, type: 1, first: 1 },
    { ticket: first, type: 1, first: 1 },
    { ticket: first, type: 4, first: 0 },
    { ticket: second, type: 4, first: 0 },
    { ticket: second, type: 4, first: 0 },
  ]);
  await freescout.deleteForever(first);
  expect(await rows(threads, [first])).toEqual([]);
  expect(await rows('SELECT id, state FROM conversations WHERE id IN (?)', [first, second])).toEqual([
    { id: second, state: 3 },
  ]);
});

test('hostile text comes back as it was', async () => {
  const subject = `'); DROP TABLE threads; -- \\ "🔥" \u202e`;
  const id = await freescout.customerMail({ ...mail, subject });
  expect(await rows('SELECT subject FROM conversations WHERE id = ?', id)).toEqual([{ subject }]);
});

test('what cron says about itself is an option in Unix seconds', async () => {
  const [option] = await rows("SELECT value FROM options WHERE name = 'fetch_emails_last_run'");
  expect(Math.abs(Number(option?.['value']) - Date.now() / 1000)).toBeLessThan(60);
});

test('what waits for the queue worker is a row until it begins, and stays while cron is broken', async () => {
  const id = await freescout.customerMail(mail);
  const { body } = await call<{ _embedded: { threads: unknown[] } }>(freescout, 'GET', `/conversations/${id}`);
  expect(inside(body).threads).toHaveLength(1);
  freescout.advance(15_000);
  freescout.cron(false);
  const before = Math.floor(freescout.now() / 1000);
  await call(freescout, 'POST', `/conversations/${id}/threads`, { type: 'message', text: 'We look.', user: 2 });
  const [job] = await rows('SELECT available_at - created_at AS delay, created_at AS made FROM jobs');
  expect([job?.['delay'], Math.abs(Number(job?.['made']) - before) <= 2]).toEqual([15, true]);
  freescout.advance(3_600_000);
  await freescout.customerMail(mail);
  expect(await rows('SELECT id FROM jobs WHERE available_at < ?', before + 3600)).toHaveLength(1);
  freescout.cron(true);
  await freescout.customerMail(mail);
  expect(await rows('SELECT id FROM jobs')).toEqual([]);
});

test('a hundred mails at once are a hundred tickets', async () => {
  const mails = Array.from({ length: 100 }, (_, index) => ({ ...mail, subject: `Mail ${index}` }));
  await Promise.all(mails.map((one) => freescout.customerMail(one)));
  const counts = 'SELECT COUNT(*) AS tickets, COUNT(DISTINCT number) AS numbers FROM conversations';
  expect(await rows(`${counts} WHERE subject LIKE 'Mail %'`)).toEqual([{ tickets: 100, numbers: 100 }]);
});

test('a reader with few rights sees people, but no password', async () => {
  const name = schema.slice('deskbell_test_'.length);
  const user = `'${name}'@'127.0.0.1'`;
  await connection.query(`CREATE USER ${user} IDENTIFIED BY 'reader'`);
  try {
    await connection.query(`GRANT SELECT (id, first_name, last_name, email, role, type, status) ON users TO ${user}`);
    const reader = await createConnection({ uri: `mysql://${name}:reader@127.0.0.1:3306/${schema}` });
    const [found] = await reader.query<RowDataPacket[]>('SELECT email FROM users WHERE id = 1');
    const refused = await reader.query('SELECT password FROM users').catch(String);
    await reader.end();
    expect(found).toEqual([{ email: 'ann@msp.example' }]);
    expect(refused).toContain('denied');
  } finally {
    await connection.query(`DROP USER ${user}`);
  }
});

const tables = [
  'activity_logs',
  'attachments',
  'conversation_folder',
  'conversations',
  'customer_channel',
  'customers',
  'emails',
  'failed_jobs',
  'folders',
  'followers',
  'jobs',
  'mailbox_user',
  'mailboxes',
  'modules',
  'notifications',
  'options',
  'polycast_events',
  'send_logs',
  'subscriptions',
  'threads',
  'users',
];

/** The row of the only ticket, a mail of 23:03 UTC, under `America/New_York`. */
const row = {
  id: 101,
  number: 5001,
  threads_count: 1,
  type: 1,
  folder_id: 1,
  status: 1,
  state: 2,
  subject: 'Printer on fire',
  customer_email: 'dana@acme.example',
  cc: null,
  bcc: null,
  preview: 'It smokes.',
  imported: 0,
  has_attachments: 0,
  mailbox_id: 1,
  user_id: null,
  customer_id: 31,
  created_by_user_id: null,
  created_by_customer_id: 31,
  source_via: 1,
  source_type: 1,
  closed_by_user_id: null,
  closed_at: null,
  user_updated_at: null,
  last_reply_at: '2027-01-15 18:03:00',
  last_reply_from: 1,
  last_customer_reply_at: '2027-01-15 18:03:00',
  read_by_user: 0,
  created_at: '2027-01-15 18:03:00',
  updated_at: '2027-01-15 18:03:00',
  channel: null,
  meta: null,
};

test('a ticket is a row with wall-clock times of APP_TIMEZONE; in a schema that was there the tables come and go', async () => {
  const other = `${schema}_other`;
  await connection.query(`CREATE DATABASE ${other}`);
  try {
    const american = await startFreescout({
      apiKey: 'key',
      database: `${server}/${other}`,
      timezone: 'America/New_York',
    });
    const names = 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?';
    try {
      expect((await rows(names, other)).map((table) => String(table['name'])).sort()).toEqual(tables);
      american.advance(Date.parse('2027-01-15T23:03:00Z') - american.now());
      await american.customerMail(mail);
      expect(await rows(`SELECT * FROM ${other}.conversations`)).toEqual([row]);
      expect(await rows(`SELECT id, first, \`from\`, body, created_at FROM ${other}.threads`)).toEqual([
        { id: 2001, first: 1, from: 'dana@acme.example', body: 'It smokes.', created_at: '2027-01-15 18:03:00' },
      ]);
      await connection.query(`DROP TABLE ${other}.threads`);
      await expect(american.customerMail(mail)).rejects.toThrow(`${other}.threads' doesn't exist`);
    } finally {
      await american.close();
    }
    expect(await rows(names, other)).toEqual([]);
  } finally {
    await connection.query(`DROP DATABASE ${other}`);
  }
});

test('a schema with a real FreeScout in it is refused and left as it is', async () => {
  const real = `${schema}_real`;
  await connection.query(`CREATE DATABASE ${real}`);
  try {
    await connection.query(`CREATE TABLE ${real}.threads (id int)`);
    const start = startFreescout({ apiKey: 'key', database: `${server}/${real}` });
    await expect(start).rejects.toThrow(`${real} holds a FreeScout already`);
    expect(await rows(`SHOW TABLES FROM ${real}`)).toEqual([{ [`Tables_in_${real}`]: 'threads' }]);
  } finally {
    await connection.query(`DROP DATABASE ${real}`);
  }
});
