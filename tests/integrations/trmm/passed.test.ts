import { expect, test } from 'vitest';
import { alerts, fates, knownFrom, trmmWorld } from './trmm-world.ts';

const HOUR = 3_600_000;
const INTERNET = { type: 'check', checkName: 'Internet', severity: 'error' } as const;
const HISTORY = { resolvedFilter: true, severityFilter: ['error', 'warning', 'info'] };

function lists(trmm: { requests: readonly { method: string; body: unknown }[] }): unknown[] {
  return trmm.requests.filter((request) => request.method === 'PATCH').map((request) => request.body);
}

test('after a day without a poll, what came and went is told with its facts, and what is open comes last', async () => {
  const { trmm, poll } = await trmmWorld();
  const known = trmm.raise({ ...INTERNET, agent: 'ACME-DC01' });
  const { signals, cursor } = await poll();
  trmm.advance(3 * HOUR);
  const passed = trmm.raise({ ...INTERNET, agent: 'ACME-FS01' });
  trmm.advance(HOUR);
  trmm.resolveByHand(passed.id);
  trmm.recover({ ...INTERNET, agent: 'ACME-DC01' });
  trmm.advance(20 * HOUR);
  const open = trmm.raise({ ...INTERNET, agent: 'GLOBEX-DC01' });
  const back = await poll(knownFrom(signals), cursor);
  expect(fates(back.signals)).toEqual([
    [String(known.id), 'recovered'],
    [String(passed.id), 'resolved'],
    [String(open.id), 'open'],
  ]);
  const [, missed] = alerts(back.signals);
  expect(missed?.seen).toMatchObject({
    at: Math.trunc(Date.parse(passed.resolved_on ?? '')),
    facts: { title: 'ACME-FS01: Ping Internet', startedAt: Math.trunc(Date.parse(passed.alert_time ?? '')) },
  });
  expect(lists(trmm)).toContainEqual({ ...HISTORY, timeFilter: 2 });
  const readAts = alerts(back.signals).map(({ readAt }) => readAt);
  expect(readAts).toEqual([...new Set(readAts)].toSorted((left, right) => left - right));
});

test('of a condition that flapped all day only the newest row is told, and none when it fails now', async () => {
  const { trmm, poll } = await trmmWorld();
  const { cursor } = await poll();
  let last = 0;
  for (let time = 0; time < 3; time += 1) {
    trmm.advance(HOUR);
    last = trmm.raise({ ...INTERNET, agent: 'ACME-FS01' }).id;
    trmm.recover({ ...INTERNET, agent: 'ACME-FS01' });
  }
  const back = await poll([], cursor);
  expect(fates(back.signals)).toEqual([[String(last), 'recovered']]);
  const { id } = trmm.raise({ ...INTERNET, agent: 'ACME-FS01' });
  expect(fates((await poll([], cursor)).signals)).toEqual([[String(id), 'open']]);
});

test('from poll to poll no history is asked for, nor at the first one', async () => {
  const { trmm, poll } = await trmmWorld();
  trmm.resolveByHand(trmm.raise({ ...INTERNET, agent: 'ACME-FS01' }).id);
  trmm.advance(24 * HOUR);
  const { signals, cursor } = await poll();
  trmm.advance(60_000);
  await poll([], cursor);
  expect(signals).toEqual([]);
  expect(lists(trmm).filter((body) => JSON.stringify(body).includes('timeFilter'))).toEqual([]);
});

test('a history that TRMM cannot give holds nothing up, and is asked for again later', async () => {
  const { trmm, poll } = await trmmWorld();
  const { cursor } = await poll();
  trmm.advance(HOUR);
  const passed = trmm.raise({ ...INTERNET, agent: 'ACME-FS01' });
  trmm.resolveByHand(passed.id);
  trmm.advance(HOUR);
  const open = trmm.raise({ ...INTERNET, agent: 'GLOBEX-DC01' });
  const before = trmm.requests.length;
  trmm.fail({
    path: '^/alerts/$',
    method: 'PATCH',
    times: 2,
    probability: 1,
    action: { do: 'delay', milliseconds: 0 },
  });
  trmm.fail({ path: '^/alerts/$', method: 'PATCH', times: 1, action: { do: 'answer', status: 504 } });
  const first = await poll([], cursor);
  trmm.clearFaults();
  expect(fates(first.signals)).toEqual([[String(open.id), 'open']]);
  trmm.advance(60_000);
  const soon = await poll(knownFrom(first.signals), first.cursor);
  expect(fates(soon.signals)).toEqual([[String(open.id), 'open']]);
  trmm.advance(HOUR);
  const later = await poll(knownFrom(first.signals), soon.cursor);
  expect(fates(later.signals)).toEqual([
    [String(passed.id), 'resolved'],
    [String(open.id), 'open'],
  ]);
  const asked = trmm.requests.slice(before).filter(({ body }) => JSON.stringify(body ?? '').includes('timeFilter'));
  expect(asked.length).toBeLessThanOrEqual(2);
});
