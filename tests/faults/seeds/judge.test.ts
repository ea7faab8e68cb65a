import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../stories/sight.ts';
import { SLACK_CHANNEL } from '../../stories/world.ts';
import { openHouse, type House } from './house.ts';
import { judge } from './judge.ts';
import { channelMessages, pressables } from './sight.ts';

/** A judge that finds no fault is worth what it would have found. */
let house: House;
let row = 0;

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
  await until(async () => (await judge(house)).faults.length === 0, 'all is well again', 20_000);
  await house.world.bot.stop();
}, 60_000);

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
