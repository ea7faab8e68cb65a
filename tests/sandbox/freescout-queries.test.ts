import { randomBytes } from 'node:crypto';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFreescout, type FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import { testDatabaseUrl } from '../../sandbox/services/mariadb.ts';

const server = testDatabaseUrl();
const name = `deskbell_reader_${randomBytes(4).toString('hex')}`;
const account = `'${name}'@'127.0.0.1'`;
const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

/** What a login that may only read what is needed is granted. */
const grants = [
  'SELECT ON conversations',
  'SELECT ON threads',
  'SELECT ON folders',
  'SELECT ON mailbox_user',
  'SELECT ON emails',
  'SELECT (id, first_name, last_name, company, phones) ON customers',
  'SELECT (id, name, email) ON mailboxes',
  'SELECT (id, first_name, last_name, email, emails, role, type, status, timezone) ON users',
];

let administrator: Connection;
let reader: Connection;
let freescout: FreescoutStandIn;

beforeAll(async () => {
  administrator = await createConnection({ uri: server });
  freescout = await startFreescout({ apiKey: 'key', database: `${server}/${name}` });
  await administrator.query(`USE ${name}`);
  await administrator.query(`CREATE USER ${account} IDENTIFIED BY 'reader'`);
  for (const grant of grants) await administrator.query(`GRANT ${grant} TO ${account}`);
  const { hostname, port } = new URL(server);
  reader = await createConnection({
    uri: `mysql://${name}:reader@${hostname}:${port || '3306'}/${name}`,
    dateStrings: true,
  });
});

afterAll(async () => {
  await reader.end();
  await freescout.close();
  await administrator.query(`DROP USER IF EXISTS ${account}`);
  await administrator.end();
});

async function rows(sql: string, ...values: unknown[]): Promise<RowDataPacket[]> {
  const [found] = await reader.query<RowDataPacket[]>(sql, values);
  return found;
}

async function ids(sql: string, ...values: unknown[]): Promise<number[]> {
  return (await rows(sql, ...values)).map((row) => Number(row['id']));
}

/** The wall clock of the thread that was published last. */
function lastMoment(): string {
  const moments = freescout.world.threads.all().map((row) => row.created_at);
  return moments.sort().at(-1) ?? '';
}

test('open and unassigned tickets of a mailbox: NULL and 0 are both nobody', async () => {
  const nobody = await freescout.customerMail(mail);
  const zero = await freescout.customerMail(mail);
  const taken = await freescout.customerMail(mail);
  const closed = await freescout.customerMail(mail);
  await freescout.rawUpdate(zero, { user_id: 0 });
  await freescout.agentClaim(taken, 2);
  await freescout.agentStatus(closed, 2, 'closed');
  const open = 'SELECT c.id FROM conversations c WHERE c.mailbox_id=1 AND c.state=2 AND c.status IN (1,2)';
  expect(await ids(`${open} ORDER BY c.id`)).toEqual([nobody, zero, taken]);
  expect(await ids(`${open} AND (c.user_id IS NULL OR c.user_id=0) ORDER BY c.id`)).toEqual([nobody, zero]);
});

test('a ticket that was drafted first is missed by its id, and found by its first thread', async () => {
  const draft = await freescout.draftTicket(2, { to: 'fay@globex.example', subject: 'Offer', body: 'Dear Fay' });
  const last = await freescout.customerMail(mail);
  freescout.advance(60_000);
  const thread = freescout.world.threads.first((row) => row.conversation_id === draft)?.id ?? 0;
  await freescout.publishDraft(thread);
  const since = lastMoment();
  expect(await ids('SELECT c.id FROM conversations c WHERE c.id > ? AND c.state=2', last)).toEqual([]);
  const first = `SELECT DISTINCT c.id FROM threads t JOIN conversations c ON c.id=t.conversation_id
    WHERE t.created_at >= ? AND t.first=1 AND t.state=2 AND c.state=2`;
  expect(await ids(first, since)).toEqual([draft]);
});

test('everything that was published since a moment', async () => {
  const id = await freescout.customerMail(mail);
  freescout.advance(60_000);
  await freescout.agentClaim(id, 2);
  const since = lastMoment();
  await freescout.agentReply(id, 2, 'We look.', { status: 'closed' });
  const published = `SELECT t.conversation_id AS ticket, t.type, t.action_type AS action, t.status, t.user_id AS assignee
    FROM threads t WHERE t.created_at >= ? AND t.state=2 ORDER BY t.created_at, t.id LIMIT 500`;
  expect(await rows(published, since)).toEqual([
    { ticket: id, type: 4, action: 2, status: 6, assignee: 2 },
    { ticket: id, type: 2, action: null, status: 3, assignee: 2 },
  ]);
});

test('the times of the first and the last answer: an undone reply is none of them', async () => {
  const id = await freescout.customerMail(mail);
  const times = `SELECT MIN(IF(t.type=1,t.created_at,NULL)) AS customer, MIN(IF(t.type=2,t.created_at,NULL)) AS staff
    FROM threads t LEFT JOIN users u ON u.id=t.created_by_user_id
    WHERE t.conversation_id IN (?) AND t.state=2 AND t.imported=0 AND t.type IN (1,2) AND (t.type=1 OR u.type=1)
    GROUP BY t.conversation_id`;
  const customer = lastMoment();
  await freescout.undoReply(await freescout.agentReply(id, 2, 'Wrong ticket'));
  expect(await rows(times, id)).toEqual([{ customer, staff: null }]);
  freescout.advance(60_000);
  await freescout.agentReply(id, 2, 'We look.');
  expect(await rows(times, id)).toEqual([{ customer, staff: lastMoment() }]);
});

test('who may be assigned where: admins without a row, members, but none that is hidden, disabled or a robot', async () => {
  const hidden = await freescout.addUser({ firstName: 'Hal', lastName: 'Orr', email: 'hal@msp.example' });
  const disabled = await freescout.addUser({ firstName: 'Dot', lastName: 'Poe', email: 'dot@msp.example' });
  await freescout.hideFromAssigning(hidden, 'Support');
  await freescout.disableUser(disabled);
  const may = `SELECT u.id FROM users u LEFT JOIN mailbox_user mu ON mu.user_id=u.id AND mu.mailbox_id=?
    WHERE u.status=1 AND u.type=1 AND (u.role=2 OR mu.id IS NOT NULL) AND COALESCE(mu.hide,0)=0 ORDER BY u.id`;
  expect([await ids(may, 1), await ids(may, 2)]).toEqual([
    [1, 2, 3],
    [1, 2],
  ]);
});

test('nothing can be written, and no secret be read', async () => {
  const refused = async (sql: string): Promise<boolean> =>
    rows(sql).then(
      () => false,
      (error: unknown) => String(error).includes('denied'),
    );
  expect([
    await refused('UPDATE conversations SET user_id=2'),
    await refused('SELECT password FROM users'),
    await refused('SELECT in_password FROM mailboxes'),
    await refused('SELECT notes FROM customers'),
  ]).toEqual([true, true, true, true]);
});

test('the indexes are those of the newest version', async () => {
  const indexes = `SELECT table_name AS name, GROUP_CONCAT(column_name ORDER BY seq_in_index) AS columns
    FROM information_schema.statistics WHERE table_schema = ? AND table_name IN ('conversations', 'threads')
    AND index_name <> 'PRIMARY' GROUP BY table_name, index_name`;
  const found = (await rows(indexes, name)).map((row) => `${String(row['name'])}: ${String(row['columns'])}`);
  expect(found.sort()).toEqual([
    'conversations: customer_email,status,created_at',
    'conversations: customer_id,created_at',
    'conversations: folder_id,state,closed_at',
    'conversations: folder_id,status',
    'conversations: mailbox_id,created_at,closed_at',
    'conversations: mailbox_id,customer_id',
    'conversations: mailbox_id,state,status',
    'conversations: mailbox_id,state,status,last_reply_at,created_at',
    'conversations: state,mailbox_id,status',
    'conversations: user_id,mailbox_id,state,status',
    'threads: conversation_id,created_at',
    'threads: conversation_id,type,from,customer_id',
    'threads: created_at',
    'threads: created_by_user_id,created_at',
    'threads: message_id',
    'threads: type,state,created_at',
  ]);
});

test('who is left out of assigning, and the further addresses of a user', async () => {
  const user = await freescout.addUser({
    firstName: 'Fin',
    lastName: 'Ek',
    email: 'fin@msp.example',
    others: ['fin@home.example', 'f.ek@msp.example'],
  });
  await freescout.hideFromAssigning(user, 'Support');
  const query = 'SELECT u.emails, mu.hide FROM users u JOIN mailbox_user mu ON mu.user_id = u.id WHERE u.id = ?';
  expect(await rows(query, user)).toEqual([{ emails: 'fin@home.example, f.ek@msp.example', hide: 1 }]);
  await freescout.hideFromAssigning(user, 'Support', false);
  expect(await rows(query, user)).toMatchObject([{ hide: 0 }]);
});
