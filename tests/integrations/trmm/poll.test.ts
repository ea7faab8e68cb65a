import { expect, test } from 'vitest';
import { alerts, fates, knownFrom, trmmWorld } from './trmm-world.ts';

test('an open check alert comes with everything that a technician needs', async () => {
  const { trmm, poll } = await trmmWorld();
  const output = 'Total: 100 GB, Free: 3 GB';
  const { id } = trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'diskspace', severity: 'error', output });
  const agent = [...trmm.world.agents.values()].find((one) => one.hostname === 'ACME-DC01');
  const row = trmm.alert(id);
  const { signals, openAtSource } = await poll();
  const [signal] = alerts(signals);
  expect(openAtSource).toBe(1);
  expect(signals).toEqual([
    {
      kind: 'alert',
      source: 'trmm',
      row: String(id),
      condition: `trmm/check/${agent?.agent_id}/${row?.assigned_check}`,
      readAt: signal?.readAt,
      seen: {
        state: 'open',
        facts: {
          title: 'ACME-DC01: Disk Space C:',
          message: row?.message,
          raw: 'error',
          type: 'check',
          check: 'diskspace',
          client: 'Acme',
          site: 'HQ',
          device: { id: agent?.agent_id, name: 'ACME-DC01', kind: 'server' },
          value: output,
          failures: 1,
          startedAt: Math.trunc(Date.parse(row?.alert_time ?? '')),
          hidden: false,
          links: [
            { label: 'Open in TRMM', url: `https://rmm.msp.example/agents/${agent?.agent_id}` },
            { label: 'Take control', url: `https://rmm.msp.example/takecontrol/${agent?.agent_id}` },
          ],
        },
      },
    },
  ]);
});

test('only what is open and not snoozed is asked for: without a filter TRMM would return every alert ever', async () => {
  const { trmm, poll } = await trmmWorld();
  const open = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  trmm.resolveByHand(trmm.raise({ type: 'check', agent: 'ACME-FS01' }).id);
  trmm.snoozeByHand(trmm.raise({ type: 'check', agent: 'ACME-BR01' }).id, 1);
  expect(fates((await poll()).signals)).toEqual([[String(open), 'open']]);
  const lists = trmm.requests.filter((request) => request.method === 'PATCH').map((request) => request.body);
  expect(lists).toEqual([
    { top: 0 },
    { resolvedFilter: false, snoozedFilter: false, severityFilter: ['error', 'warning', 'info'] },
  ]);
});

test('a custom alert has neither device, client nor links, and its text is its title', async () => {
  const { trmm, poll } = await trmmWorld();
  const { id } = trmm.raise({ type: 'custom', severity: 'warning', output: 'UPS on "battery"\nat HQ' });
  const [signal] = alerts((await poll()).signals);
  expect(signal).toMatchObject({ condition: `trmm/custom/${id}` });
  expect(signal?.seen.state === 'open' && signal.seen.facts).toEqual({
    title: 'UPS on "battery" at HQ',
    message: 'UPS on "battery"\nat HQ',
    raw: 'warning',
    type: 'custom',
    startedAt: expect.any(Number),
    hidden: false,
    links: [],
  });
});

test('a missing alert is recovered when its check passes, its agent is online or its task succeeds', async () => {
  const { trmm, poll } = await trmmWorld();
  trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'diskspace' });
  trmm.raise({ type: 'availability', agent: 'ACME-FS01' });
  trmm.raise({ type: 'task', agent: 'ACME-BR01' });
  const first = await poll();
  trmm.recover({ type: 'check', agent: 'ACME-DC01', checkName: 'diskspace' });
  trmm.recover({ type: 'availability', agent: 'ACME-FS01' });
  trmm.recover({ type: 'task', agent: 'ACME-BR01' });
  const { signals } = await poll(knownFrom(first.signals), first.cursor);
  expect(fates(signals)).toEqual(knownFrom(first.signals).map(({ row }) => [row, 'recovered']));
  const resolved = trmm.alert(Number(signals[0]?.row))?.resolved_on ?? '';
  expect(signals[0]?.seen).toMatchObject({ state: 'ended', how: 'recovered', at: Date.parse(resolved) });
});

test('a missing alert whose condition holds on was resolved by hand', async () => {
  const { trmm, poll } = await trmmWorld();
  const ids = [
    trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id,
    trmm.raise({ type: 'availability', agent: 'ACME-FS01' }).id,
    trmm.raise({ type: 'task', agent: 'ACME-BR01' }).id,
    trmm.raise({ type: 'custom' }).id,
  ];
  const first = await poll();
  for (const id of ids) trmm.resolveByHand(id);
  const { signals } = await poll(knownFrom(first.signals), first.cursor);
  expect(fates(signals)).toEqual(ids.map((id) => [String(id), 'resolved']));
});

test('the webhook that TRMM sent about the end proves a recovery, even when the check fails again', async () => {
  const { trmm, poll } = await trmmWorld();
  const { id } = trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  const first = await poll();
  trmm.resolveByHand(id);
  Object.assign(trmm.alert(id) ?? {}, { resolved_action_run: '2026-11-21T23:08:37Z' });
  expect(fates((await poll(knownFrom(first.signals), first.cursor)).signals)).toEqual([[String(id), 'recovered']]);
});

test('snoozed, hidden, lowered and deleted are four different things', async () => {
  const { trmm, poll } = await trmmWorld();
  const snoozed = trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'error' }).id;
  const hidden = trmm.raise({ type: 'check', agent: 'ACME-FS01', severity: 'error' }).id;
  const lowered = trmm.raise({ type: 'check', agent: 'ACME-BR01', severity: 'error' }).id;
  const deleted = trmm.raise({ type: 'check', agent: 'GLOBEX-DC01', severity: 'error' }).id;
  const first = await poll();
  trmm.snoozeByHand(snoozed, 2);
  trmm.hide(hidden);
  trmm.raise({ type: 'check', agent: 'ACME-BR01', severity: 'info' });
  trmm.deleteAlert(deleted);
  const { signals } = await poll(knownFrom(first.signals), first.cursor);
  const seen = new Map(alerts(signals).map((signal) => [Number(signal.row), signal.seen]));
  const until = Date.parse(trmm.alert(snoozed)?.snooze_until ?? '');
  expect(seen.get(snoozed)).toMatchObject({
    state: 'open',
    facts: { raw: 'error', snoozed: { until }, hidden: false },
  });
  expect(seen.get(hidden)).toMatchObject({ state: 'open', facts: { hidden: true } });
  expect(seen.get(lowered)).toMatchObject({ state: 'open', facts: { raw: 'info' } });
  expect(seen.get(deleted)).toMatchObject({ state: 'ended', how: 'deleted' });
  expect(signals.find((signal) => signal.row === String(deleted))).toMatchObject({
    condition: knownFrom(first.signals).find(({ row }) => row === String(deleted))?.condition,
  });
});

test("what has left the role's clients is out of sight, and never waited for; where all is refused nothing is said of one row", async () => {
  const { trmm, poll, source } = await trmmWorld();
  const acme = trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'error' }).id;
  const globex = trmm.raise({ type: 'check', agent: 'GLOBEX-DC01', severity: 'error' }).id;
  const first = await poll();
  trmm.addKey({ key: trmm.apiKey, clients: [2] });
  const second = await poll(knownFrom(first.signals), first.cursor);
  expect(fates(second.signals)).toEqual([
    [String(acme), 'withdrawn'],
    [String(globex), 'open'],
  ]);
  expect(await source.read(String(acme))).toBeUndefined();
  trmm.addKey({ key: trmm.apiKey, permissions: 'no role' });
  await expect(poll(knownFrom(first.signals), first.cursor)).rejects.toMatchObject({ status: 403 });
});

test('a re-fire under a new row is told after the end of the old one, and as read later', async () => {
  const { trmm, poll } = await trmmWorld();
  const old = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const first = await poll();
  trmm.resolveByHand(old);
  const next = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const { signals } = await poll(knownFrom(first.signals), first.cursor);
  expect(fates(signals)).toEqual([
    [String(old), 'resolved'],
    [String(next), 'open'],
  ]);
  const [end, open] = alerts(signals);
  expect(end?.condition).toBe(open?.condition);
  expect(Number(open?.readAt)).toBeGreaterThan(Number(end?.readAt));
});

test('one row that cannot be read does not lose the others, and a proxy page is no deletion', async () => {
  const { trmm, poll } = await trmmWorld();
  const ids = ['ACME-DC01', 'ACME-FS01', 'ACME-BR01'].map((agent) => trmm.raise({ type: 'check', agent }).id);
  const first = await poll();
  for (const id of ids) trmm.resolveByHand(id);
  const html = { 'content-type': 'text/html' };
  trmm.fail({ path: `^/alerts/${ids[0]}/`, action: { do: 'answer', status: 500, headers: html, body: '<html>' } });
  trmm.fail({ path: `^/alerts/${ids[1]}/`, action: { do: 'answer', status: 404, headers: html, body: '<html>' } });
  const { signals, cursor } = await poll(knownFrom(first.signals), first.cursor);
  expect(fates(signals)).toEqual([[String(ids[2]), 'resolved']]);
  trmm.clearFaults();
  const left = knownFrom(first.signals).filter(({ row }) => row !== String(ids[2]));
  expect(fates((await poll(left, cursor)).signals)).toEqual([
    [String(ids[0]), 'resolved'],
    [String(ids[1]), 'resolved'],
  ]);
});

test('an alert comes bare when devices and checks cannot be read', async () => {
  const { trmm, poll } = await trmmWorld();
  trmm.addKey({ key: 'LISTER', permissions: ['can_list_alerts'] });
  const output = 'Free: 3 GB';
  trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'diskspace', severity: 'error', output });
  trmm.fail({ path: '^/agents/', action: { do: 'answer', status: 403, body: { detail: 'no' } } });
  const [signal] = alerts((await poll()).signals);
  expect(signal?.seen).toMatchObject({
    state: 'open',
    facts: { title: 'ACME-DC01: Disk Space C:', check: 'diskspace', device: { name: 'ACME-DC01', kind: 'unknown' } },
  });
  expect(Object.keys(signal?.seen.state === 'open' ? signal.seen.facts : {})).not.toContain('value');
});

test('a refused key fails the whole poll', async () => {
  const { poll } = await trmmWorld({ TRMM_API_KEY: 'WRONG' });
  await expect(poll()).rejects.toMatchObject({ name: 'SystemError', retry: 'never', status: 401 });
});

test('TRMM that is away fails the poll, to be tried again', async () => {
  const { trmm, poll } = await trmmWorld();
  trmm.unplug();
  await expect(poll()).rejects.toMatchObject({ name: 'SystemError', retry: 'later' });
});

test('results are remembered for two minutes, those of an attended alert for half a minute', async () => {
  const { trmm, poll } = await trmmWorld();
  trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  trmm.raise({ type: 'check', agent: 'ACME-FS01' });
  const asked = (hostname: string): number => {
    const agent = [...trmm.world.agents.values()].find((one) => one.hostname === hostname)?.agent_id;
    return trmm.requests.filter((request) => request.path === `/agents/${agent}/checks/`).length;
  };
  const { signals, cursor } = await poll();
  const [held, other] = knownFrom(signals);
  const open = [{ ...held, attended: true }, other].filter((one) => one !== undefined) as ReturnType<typeof knownFrom>;
  trmm.advance(60_000);
  await poll(open, cursor);
  expect([asked('ACME-DC01'), asked('ACME-FS01')]).toEqual([2, 1]);
  trmm.advance(61_000);
  await poll(open, cursor);
  expect([asked('ACME-DC01'), asked('ACME-FS01')]).toEqual([3, 2]);
});

test('the count of failures rises while the row stays the same', async () => {
  const { trmm, poll } = await trmmWorld();
  const { id } = trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  const first = await poll();
  trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  trmm.advance(60_000);
  const { signals } = await poll(knownFrom(first.signals, true), first.cursor);
  expect(signals).toMatchObject([{ row: String(id), seen: { facts: { failures: 2 } } }]);
});
