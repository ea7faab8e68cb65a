import { expect, test } from 'vitest';
import { ids, trmmForTest } from './trmm-client.ts';

test('the filters of the list have all their traps', async () => {
  const { trmm, call, rows } = await trmmForTest();
  const open = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const error = trmm.raise({ type: 'availability', agent: 'GLOBEX-DC01' }).id;
  const resolved = trmm.raise({ type: 'check', agent: 'ACME-FS01' }).id;
  const snoozed = trmm.raise({ type: 'check', agent: 'ACME-BR01' }).id;
  const custom = trmm.raise({ type: 'custom', severity: 'info', output: 'by hand' }).id;
  trmm.resolveByHand(resolved);
  trmm.snoozeByHand(snoozed, 1);
  const all = [open, error, resolved, snoozed, custom];
  const asked = async (filter: unknown) => ids(await rows(filter));

  expect(await asked({})).toEqual(all);
  expect(await asked(undefined)).toEqual(all);
  expect(await asked({ resolvedFilter: false })).toEqual([open, error, snoozed, custom]);
  expect(await asked({ resolvedFilter: true })).toEqual(all);
  expect(await asked({ resolvedFilter: null })).toEqual([]);
  expect(await asked({ snoozedFilter: null })).toEqual([]);
  expect(await asked({ resolvedFilter: false, snoozedFilter: false })).toEqual([open, error, custom]);
  expect(await asked({ severityFilter: ['error'] })).toEqual([error]);
  expect(await asked({ severityFilter: [] })).toEqual([]);
  expect(await asked({ clientFilter: [1] })).toEqual([open, resolved, snoozed]);
  expect(await asked({ clientFilter: [] })).toEqual([]);
  expect(await asked({ timeFilter: 0 })).toEqual([]);
  expect(await asked({ timeFilter: '1' })).toEqual(all);
  trmm.advance(3 * 86_400_000);
  expect(await asked({ timeFilter: 2 })).toEqual([]);

  expect((await call('PATCH', '/alerts/', { timeFilter: null })).status).toBe(500);
  expect((await call('PATCH', '/alerts/', { top: -1 })).status).toBe(500);
  expect((await call('PATCH', '/alerts/', [])).type).toBe('text/html');
});

test('top counts what is open, and gives the oldest first', async () => {
  const { trmm, call } = await trmmForTest();
  const first = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const second = trmm.raise({ type: 'check', agent: 'ACME-FS01' }).id;
  const hidden = trmm.raise({ type: 'check', agent: 'ACME-BR01' }).id;
  trmm.hide(hidden);
  trmm.snoozeByHand(trmm.raise({ type: 'check', agent: 'GLOBEX-DC01' }).id, 1);
  trmm.resolveByHand(trmm.raise({ type: 'check', agent: 'GLOBEX-SQL01' }).id);
  trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'error' });
  const top = async (limit: number) => {
    const { alerts_count, alerts } = (await call('PATCH', '/alerts/', { top: limit, resolvedFilter: null })).body as {
      alerts_count: number;
      alerts: { id: number }[];
    };
    return [alerts_count, alerts.map((alert) => alert.id)];
  };
  expect(await top(0)).toEqual([2, []]);
  expect(await top(1)).toEqual([2, [first]]);
  expect(await top(10)).toEqual([2, [first, second]]);
});

test('filters take Python truths and numbers, and fail on what Python cannot read', async () => {
  const { trmm, call, rows } = await trmmForTest();
  const plain = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const hidden = trmm.raise({ type: 'check', agent: 'ACME-FS01', severity: 'error' }).id;
  trmm.hide(hidden);
  trmm.snoozeByHand(hidden, 1);
  const asked = async (filter: unknown) => ids(await rows(filter));
  expect(await asked({ snoozedFilter: true })).toEqual([plain, hidden]);
  expect(await asked({ snoozedFilter: 0 })).toEqual([plain]);
  expect(await asked({ severityFilter: ['error', 'warning'], snoozedFilter: false })).toEqual([plain]);
  expect(await asked({ clientFilter: ['1'], severityFilter: ['error'] })).toEqual([hidden]);
  expect(await asked({ clientFilter: [2] })).toEqual([]);
  expect(await asked({ severityFilter: 'error' })).toEqual([]);
  trmm.advance(36 * 3_600_000);
  expect(await asked({ timeFilter: 1.9 })).toEqual([]);
  expect(await asked({ timeFilter: 2 })).toEqual([plain, hidden]);
  expect(await asked({ timeFilter: -2 })).toEqual([]);
  for (const filter of [
    { timeFilter: '1.5' },
    { severityFilter: null },
    { clientFilter: ['x'] },
    { clientFilter: null },
    { resolvedFilter: '' },
    { snoozedFilter: [] },
    { top: null },
    { top: 'x' },
    'text',
    null,
  ]) {
    expect(await call('PATCH', '/alerts/', filter)).toMatchObject({ status: 500, type: 'text/html' });
  }
});

test('the time filter looks at the creation, and so hides what has just become worse', async () => {
  const { trmm, rows } = await trmmForTest();
  const about = { type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' } as const;
  const { id } = trmm.raise(about);
  trmm.advance(25 * 3_600_000);
  expect(trmm.raise({ ...about, severity: 'error' }).id).toBe(id);
  expect(await rows({ timeFilter: 1 })).toEqual([]);
  expect(await rows({ resolvedFilter: false })).toMatchObject([{ id, severity: 'error' }]);
});

test('nothing can be read from the order: a row that changes moves to the end', async () => {
  const { trmm, rows } = await trmmForTest();
  const [first = 0, ...others] = trmm.storm({ count: 3 });
  trmm.hide(first);
  expect((await rows({ resolvedFilter: false })).map((row) => row.id)).toEqual([...others, first]);
});

test('a role counts and sees its own alone; a row without a time is the last of the bell and in no time at all', async () => {
  const { trmm, call, rows } = await trmmForTest();
  trmm.addKey({ key: 'GLOBEX', clients: [2] });
  trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  const timeless = trmm.raise({ type: 'check', agent: 'GLOBEX-DC01' }).id;
  const other = trmm.raise({ type: 'check', agent: 'GLOBEX-SQL01' }).id;
  expect((await call('PUT', `/alerts/${timeless}/`, { alert_time: null })).status).toBe(200);
  const top = (await call('PATCH', '/alerts/', { top: '5' }, 'GLOBEX')).body;
  expect(top).toMatchObject({ alerts_count: 2, alerts: [{ id: other }, { id: timeless, alert_time: null }] });
  expect(ids(await rows({ timeFilter: 1 }, 'GLOBEX'))).toEqual([other]);
});

test('a list takes its time by the row that is returned, however long the table is', async () => {
  const { trmm, call } = await trmmForTest({ settings: { millisecondsPerRow: 10 } });
  const [first] = trmm.storm({ count: 30 });
  const taken = async (filter: unknown) => {
    const began = performance.now();
    await call('PATCH', '/alerts/', filter);
    return performance.now() - began;
  };
  expect(await taken({ resolvedFilter: false })).toBeGreaterThan(299);
  expect(await taken({ top: 0 })).toBeLessThan(150);
  trmm.hide(first ?? 0);
  expect(await taken({ top: 2 })).toBeGreaterThan(19);
  expect(await taken({ severityFilter: ['info'] })).toBeLessThan(150);
});
