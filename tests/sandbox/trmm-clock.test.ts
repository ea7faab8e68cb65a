import { expect, test } from 'vitest';
import { trmmForTest, type Row } from './trmm-client.ts';

const DISK = { type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' } as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Long enough never to come by itself within a test. */
const PACE = { checkEveryMilliseconds: 30 * MINUTE };

type Trmm = Awaited<ReturnType<typeof trmmForTest>>;

async function agentNamed({ call }: Pick<Trmm, 'call'>, hostname: string): Promise<Row> {
  const agents = (await call('GET', '/agents/')).body as Row[];
  const found = agents.find((agent) => agent['hostname'] === hostname);
  if (!found) throw new Error(`no agent ${hostname}`);
  return found;
}

async function diskOf({ trmm, call }: Pick<Trmm, 'trmm' | 'call'>) {
  const path = `/agents/${trmm.world.agents.get(1)?.agent_id}/checks/`;
  const checks = (await call('GET', path)).body as (Row & { check_result: Row })[];
  const disk = checks.find((check) => check['name'] === 'Drive C:')?.check_result;
  if (!disk) throw new Error('no result of the disk');
  const history = (await call('PATCH', `/checks/${disk.id}/history/`, {})).body as { x: string; y: number }[];
  return { disk, history };
}

/** How long ago, in milliseconds of the stand-in's clock. */
const ago = (trmm: Trmm['trmm'], stamp: unknown) => trmm.now() - Date.parse(String(stamp));

test('who is online goes on checking in, each at its own second, however far the clock leaps', async () => {
  const { trmm, call } = await trmmForTest();
  const booted = (await agentNamed({ call }, 'ACME-DC01'))['boot_time'];
  for (const leap of [20 * MINUTE, 5 * HOUR, 72 * HOUR]) {
    trmm.advance(leap);
    const agents = (await call('GET', '/agents/')).body as Row[];
    expect(new Set(agents.map((agent) => agent['status']))).toEqual(new Set(['online']));
    const silences = agents.map((agent) => ago(trmm, agent['last_seen']));
    expect(Math.max(...silences)).toBeLessThan(MINUTE);
    expect(Math.min(...silences)).toBeGreaterThanOrEqual(0);
    expect(new Set(silences.map((silence) => Math.round(silence / 100))).size).toBeGreaterThan(6);
  }
  expect((await agentNamed({ call }, 'ACME-DC01'))['boot_time']).toBe(booted);
  expect(trmm.runChecks()).toEqual([]);
});

test('who checked in a moment ago does not check in again', async () => {
  const { trmm, call } = await trmmForTest();
  const before = await agentNamed({ call }, 'ACME-DC01');
  trmm.advance(50_000);
  expect((await agentNamed({ call }, 'ACME-DC01'))['last_seen']).toBe(before['last_seen']);
});

test('who was silenced stays away: offline without an alert, and overdue with one after half an hour', async () => {
  const { trmm, call, rows } = await trmmForTest(PACE);
  trmm.setStatus('ACME-LT-007', 'offline');
  const first = await agentNamed({ call }, 'ACME-LT-007');
  expect(first).toMatchObject({ status: 'offline', logged_username: '-', italic: false });
  expect(ago(trmm, first['last_seen'])).toBeGreaterThan(4 * MINUTE);
  trmm.advance(20 * MINUTE);
  expect(await agentNamed({ call }, 'ACME-LT-007')).toMatchObject({ status: 'offline', last_seen: first['last_seen'] });
  expect(await rows({ resolvedFilter: false })).toEqual([]);
  trmm.advance(48 * HOUR);
  expect(await agentNamed({ call }, 'ACME-LT-007')).toMatchObject({ status: 'overdue', last_seen: first['last_seen'] });
  expect(await rows({ resolvedFilter: false })).toMatchObject([
    { hostname: 'ACME-LT-007', alert_type: 'availability' },
  ]);
  trmm.setStatus('ACME-LT-007', 'online');
  const back = await agentNamed({ call }, 'ACME-LT-007');
  expect([back['status'], ago(trmm, back['last_seen']) < MINUTE]).toEqual(['online', true]);
});

test('overdue counts from the last time the agent was heard', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.setStatus('ACME-LT-007', 'overdue');
  const agent = await agentNamed({ call }, 'ACME-LT-007');
  expect(agent['status']).toBe('overdue');
  expect(ago(trmm, agent['last_seen'])).toBeGreaterThan(30 * MINUTE);
});

test('a leap brings the next report: what was resolved by hand and still fails is back, with a new id', async () => {
  const { trmm, rows } = await trmmForTest(PACE);
  const { id } = trmm.raise(DISK);
  trmm.resolveByHand(id);
  trmm.advance(29 * MINUTE);
  expect(await rows({ resolvedFilter: false })).toEqual([]);
  trmm.advance(MINUTE);
  const [again] = await rows({ resolvedFilter: false });
  expect(again).toMatchObject({ id: id + 1, assigned_check: trmm.alert(id)?.assigned_check });
  expect(Math.abs(ago(trmm, again?.['alert_time']))).toBeLessThan(MINUTE);
  trmm.advance(HOUR);
  expect(await rows({ resolvedFilter: false })).toHaveLength(1);
});

test('without a pace of reports a leap brings none', async () => {
  const { trmm, rows } = await trmmForTest();
  trmm.resolveByHand(trmm.raise(DISK).id);
  trmm.advance(24 * HOUR);
  expect(await rows({ resolvedFilter: false })).toEqual([]);
});

test('the runs that a leap went over are in the history, and have been counted', async () => {
  const { trmm, call } = await trmmForTest(PACE);
  trmm.raise({ ...DISK, output: 'Free: 3 GB' });
  const before = trmm.now();
  trmm.advance(3 * HOUR);
  const { disk, history } = await diskOf({ trmm, call });
  expect(disk).toMatchObject({ status: 'failing', fail_count: 7, more_info: 'Free: 3 GB' });
  expect(ago(trmm, disk['last_run'])).toBeLessThan(MINUTE);
  const times = history.map((point) => Date.parse(point.x));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  const gaps = times.slice(1).map((time, index) => Math.round(((times[index] ?? 0) - time) / MINUTE));
  expect(gaps).toEqual([30, 30, 30, 30, 30, 30]);
  expect(times.at(-1)).toBeLessThanOrEqual(before);
  expect(new Set(history.map((point) => point.y))).toEqual(new Set([3]));
});

test('a leap of weeks keeps the history short; what passes goes on passing, and what is silent has no runs', async () => {
  const { trmm, call } = await trmmForTest(PACE);
  trmm.setStatus('ACME-FS01', 'offline');
  trmm.advance(21 * 24 * HOUR);
  const { disk, history } = await diskOf({ trmm, call });
  expect(disk).toMatchObject({ status: 'passing', fail_count: 0 });
  expect(history.length).toBe(25);
  expect(new Set(history.map((point) => point.y))).toEqual(new Set([61]));
  const silent = [...trmm.world.results.values()].filter((result) => result.agent === 2);
  expect(silent.map((result) => result.history)).toEqual(silent.map(() => []));
});

test('a snooze is over after a leap beyond ten past its hour, one without an end never', async () => {
  const { trmm, call } = await trmmForTest();
  const snoozed = trmm.raise(DISK).id;
  const forGood = trmm.raise({ ...DISK, agent: 'ACME-FS01' }).id;
  trmm.snoozeByHand(snoozed, 1);
  await call('PUT', `/alerts/${forGood}/`, { snoozed: true });
  trmm.advance(23 * HOUR);
  expect(trmm.alert(snoozed)).toMatchObject({ snoozed: true });
  trmm.advance(3 * HOUR);
  expect(trmm.alert(snoozed)).toMatchObject({ snoozed: false, snooze_until: null });
  trmm.advance(1000 * HOUR);
  expect(trmm.alert(forGood)).toMatchObject({ snoozed: true });
});

test('a clock that is put back leaves nobody in the future, and reports go on from there', async () => {
  const { trmm, call, rows } = await trmmForTest(PACE);
  trmm.advance(5 * HOUR);
  trmm.advance(-5 * HOUR);
  const agent = await agentNamed({ call }, 'ACME-DC01');
  expect(agent['status']).toBe('online');
  expect(ago(trmm, agent['last_seen'])).toBeGreaterThanOrEqual(0);
  trmm.resolveByHand(trmm.raise(DISK).id);
  trmm.advance(31 * MINUTE);
  expect(await rows({ resolvedFilter: false })).toHaveLength(1);
});

test('the clock is moved over HTTP too, and whoever looks at the page is told', async () => {
  const { trmm } = await trmmForTest(PACE);
  trmm.resolveByHand(trmm.raise(DISK).id);
  const changes = await fetch(`${trmm.url}/_sandbox/changes`);
  const reader = changes.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  const answer = await fetch(`${trmm.url}/_sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ milliseconds: HOUR }),
  });
  expect(((await answer.json()) as { now: number }).now).toBeGreaterThan(Date.now() + 59 * MINUTE);
  expect((await reader?.read())?.value).toContain('data: changed');
  expect([...trmm.world.alerts.values()].filter((alert) => !alert.resolved)).toHaveLength(1);
  await reader?.cancel();
});
