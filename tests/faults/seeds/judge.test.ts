import { afterAll, beforeAll, expect, test } from 'vitest';
import { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { until } from '../../stories/sight.ts';
import { SLACK_CHANNEL } from '../../stories/world.ts';
import { actTicket } from './act-tickets.ts';
import { openHouse, type House } from './house.ts';
import { judge } from './judge.ts';
import { arrivedWords } from './judge-words.ts';
import { channelMessages, pressables } from './sight.ts';

/** A judge that finds no fault is worth what it would have found. */
let house: House;
let row = 0;

const ANN_WRITES = { chat: 'slack', who: 'ann' } as const;
const BEN_WRITES = { chat: 'discord', who: 'ben' } as const;
const MESSAGE = 2;
const NOTE = 3;

beforeAll(async () => {
  house = await openHouse({ webhooks: 'good', replicas: 1, limits: false });
  const { trmm, freescout } = house.world;
  await until(async () => (await judge(house)).memory.rows.size === 2, 'the first look');
  row = trmm.raise({ agent: 'ACME-DC01', type: 'availability' }).id;
  await freescout.customerMail({ from: 'pat@acme.example', subject: 'Printer', body: 'It smokes.' });
  await until(async () => (await judge(house)).faults.length === 0 && buttons().length > 0, 'all is well', 20_000);
  const [card] = buttons();
  const { message = '', id = '' } = card ?? {};
  await house.world.slack.click({ user: 'U0ANN', channel: SLACK_CHANNEL, ts: message, actionId: id });
  const wish = { do: 'words', to: 'customer', after: 'stays', pick: 0 } as const;
  await actTicket(house, { ...wish, ...ANN_WRITES, verb: 'reply', text: 'Word 000001', ending: 'send' });
  await actTicket(house, { ...wish, ...BEN_WRITES, verb: 'internal-note', text: 'Word 000002', ending: 'send' });
  await actTicket(house, { ...wish, ...ANN_WRITES, verb: 'reply', text: 'Word 000003', ending: 'undo' });
  await until(() => arrivedWords(house.world, house.spoken) === 2, 'a reply and a note', 20_000);
  await until(async () => (await judge(house)).faults.length === 0, 'all is well again', 20_000);
  await house.world.bot.stop();
}, 90_000);

afterAll(() => house[Symbol.asyncDispose]());

function buttons() {
  return pressables(channelMessages(house.world, 'slack')).filter(({ verb }) => verb === 'acknowledge');
}

async function faultsAfter(harm: () => unknown, heal: () => unknown = () => {}): Promise<string> {
  await harm();
  const { faults } = await judge(house);
  await heal();
  return faults.join('\n');
}

test('an alert that ended at TRMM behind the desk’s back', async () => {
  const alert = house.world.trmm.world.alerts.get(row);
  const set = (resolved: boolean) => () => Object.assign(alert ?? {}, { resolved });
  expect(await faultsAfter(set(true), set(false))).toContain('is over at TRMM');
});

test('an alert that nobody knows', async () => {
  const { trmm } = house.world;
  const raise = () => trmm.raise({ agent: 'GLOBEX-DC01', type: 'availability' });
  const heal = () => trmm.recover({ agent: 'GLOBEX-DC01', type: 'availability' });
  expect(await faultsAfter(raise, heal)).toContain('no open alert stands for it');
});

test('a ticket that somebody else has', async () => {
  const { freescout } = house.world;
  const id = freescout.tickets()[0]?.id ?? 0;
  const claim = () => freescout.agentClaim(id, 'ben@msp.example');
  expect(await faultsAfter(claim, () => freescout.agentUnassign(id, 'ben@msp.example'))).toContain('at FreeScout');
});

test('an answer whose deed is in no timeline', async () => {
  const timeline = (await house.redis.keys('{deskbell}:timeline:trmm*'))[0] ?? '';
  const kept = await house.redis.lrange(timeline, 0, -1);
  const refill = async () => void (await house.redis.del(timeline), await house.redis.rpush(timeline, ...kept));
  expect(await faultsAfter(() => house.redis.ltrim(timeline, 0, 0), refill)).toContain('told that it is done');
});

test('a card that was deleted, one that is there twice, and one that is not as its item', async () => {
  const { slack } = house.world;
  const message = slack.messages(SLACK_CHANNEL).find((one) => JSON.stringify(one).includes('unacknowledge|'));
  const call = async (method: string, body: object) => {
    const headers = { authorization: `Bearer ${slack.settings.botToken}`, 'content-type': 'application/json' };
    await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const { ts, text, attachments, metadata } = message ?? {};
  const told = await faultsAfter(() =>
    call('chat.postMessage', { channel: SLACK_CHANNEL, text, attachments, metadata }),
  );
  expect(told).toContain('has 2 cards');
  expect(told).toContain('posted under one key twice');
  slack.deleteMessage(SLACK_CHANNEL, slack.messages(SLACK_CHANNEL).at(-1)?.ts ?? '');
  const recovered = JSON.parse(JSON.stringify(attachments).replaceAll('CRITICAL', 'RECOVERED')) as unknown;
  const redraw = (what: unknown) => () => call('chat.update', { channel: SLACK_CHANNEL, ts, attachments: what });
  expect(await faultsAfter(redraw(recovered), redraw(attachments))).toContain('does not say CRITICAL');
  expect(await faultsAfter(() => slack.deleteMessage(SLACK_CHANNEL, ts ?? ''))).toContain('has 0 cards');
});

test('work that was left, and a send whose end nobody knows', async () => {
  const { redis } = house;
  const leave = () => redis.hset('{deskbell}:outbox', 'k', '{}');
  expect(await faultsAfter(leave, () => redis.hdel('{deskbell}:outbox', 'k'))).toContain('1 effects in the outbox');
  const rows = `{deskbell}:rows:slack:${SLACK_CHANNEL}`;
  const row = JSON.stringify({ state: 'sending', generation: 1 });
  expect(
    await faultsAfter(
      () => redis.hset(rows, 'x', row),
      () => redis.hdel(rows, 'x'),
    ),
  ).toContain('still sending x');
});

test('a draft that nobody wanted, and a note that is there twice', async () => {
  const { erpnext, trmm } = house.world;
  const sheet = { employee: 'HR-EMP-00001', customer: 'Acme', time_logs: [] };
  const draft = { ...sheet, time_logs: [{ activity_type: 'Execution', hours: 1, from_time: '2026-01-05 08:00:00' }] };
  let name = '';
  expect(
    await faultsAfter(
      () => (name = erpnext.addTimesheet(draft)),
      () => erpnext.remove(name),
    ),
  ).toContain('1 drafts');
  const [note] = trmm.world.notes;
  expect(note).toBeDefined();
  const double = () => note && trmm.world.notes.push({ ...note });
  expect(await faultsAfter(double, () => trmm.world.notes.pop())).toContain('left as a note twice');
});

/** A thread in FreeScout that somebody wrote from a chat. */
function thread(type: number) {
  const found = house.world.freescout.world.threads.first(
    (one) => one.type === type && /Word 00000/.test(one.body ?? ''),
  );
  if (!found) throw new Error('there is no such thread');
  return found;
}

/** Changes a row, and puts it back as it was. */
async function faultsWith<Row extends object>(row: Row, change: Partial<Row>): Promise<string> {
  const before = { ...row };
  return faultsAfter(
    () => Object.assign(row, change),
    () => Object.assign(row, before),
  );
}

test('words that are there twice, were lost, or stand in another’s name', async () => {
  const { threads } = house.world.freescout.world;
  const { id, ...columns } = thread(MESSAGE);
  let copy = 0;
  const double = await faultsAfter(
    () => (copy = threads.insert(columns).id),
    () => threads.remove(copy),
  );
  expect(double).toContain('"Word 000001s" of Ann Baker is in FreeScout 2 times');
  expect(double).toContain('was mailed 0 times');
  expect(await faultsWith(thread(MESSAGE), { body: '' })).toContain('counts as written and is not in FreeScout');
  expect(await faultsWith(thread(NOTE), { created_by_user_id: 1 })).toContain('in the name of ann@msp.example');
  expect(id).toBeGreaterThan(0);
});

test('a note that a customer reads, and a reply that was mailed twice', async () => {
  const note = thread(NOTE);
  expect(await faultsWith(note, { type: MESSAGE })).toContain('is a mail, and was for colleagues');
  const { send_logs: mails } = house.world.freescout.world;
  const mail = mails.first((one) => one.thread_id === thread(MESSAGE).id);
  if (!mail) throw new Error('nothing was mailed');
  const { id: _id, ...columns } = mail;
  let copy = 0;
  expect(
    await faultsAfter(
      () => (copy = mails.insert(columns).id),
      () => mails.remove(copy),
    ),
  ).toContain('was mailed 2 times');
});

/** Changes what the desk knows of its ticket. */
async function faultsOfTicket(change: (ticket: Ticket) => Partial<Ticket>): Promise<string> {
  const { redis } = house;
  const [name = ''] = await redis.keys('{deskbell}:item:freescout/*');
  const kept = (await redis.hget(name, 'document')) ?? '';
  const ticket = Ticket.parse(JSON.parse(kept));
  return faultsAfter(
    () => redis.hset(name, 'document', JSON.stringify({ ...ticket, ...change(ticket) })),
    () => redis.hset(name, 'document', kept),
  );
}

test('an accepted reply that is forgotten, dropped without a word, or still on its way', async () => {
  const forgotten = await faultsOfTicket(() => ({ written: [], dropped: [] }));
  expect(forgotten).toContain('"Word 000001s" of Ann Baker was accepted, and is forgotten');
  expect(forgotten).toContain('"Word 000002s" of Ben Cole is in FreeScout, and the desk knows of no such order');
  const dropped = await faultsOfTicket(({ written = [], dropped: before = [] }) => ({
    written: [],
    dropped: [...written, ...before],
  }));
  expect(dropped).toContain('"Word 000002s" of Ben Cole came to nothing, and nobody was told');
  expect(dropped).toContain('"Word 000001s" of Ann Baker counts as dropped, and is there');
  const by = { name: 'Ann Baker', via: 'slack' };
  expect(await faultsOfTicket(() => ({ orders: [{ key: 'k', verb: 'close', by, at: 1 }] }))).toContain(
    '1 orders of words are still on their way',
  );
});

test('a ticket whose card says another stage than its source', async () => {
  const wrong = await faultsOfTicket(({ facts }) => ({ facts: { ...facts, status: 'pending' } }));
  expect(wrong).toContain('does not say that it is pending');
});

test('a sheet that does not balance', async () => {
  const { redis } = house;
  const seen = `{deskbell}:seen:slack:${SLACK_CHANNEL}`;
  const [ref = ''] = await redis.zrange(seen, '0', '0');
  const at = await redis.zscore(seen, ref);
  const forget = await faultsAfter(
    () => redis.zrem(seen, ref),
    () => redis.zadd(seen, Number(at), ref),
  );
  expect(forget).toContain(`${ref} is astray at slack:${SLACK_CHANNEL}: it is here, and was never counted as seen`);
  const invent = await faultsAfter(
    () => redis.zadd(seen, Number(at), 'trmm/nobody'),
    () => redis.zrem(seen, 'trmm/nobody'),
  );
  expect(invent).toContain('does not hold');
});
