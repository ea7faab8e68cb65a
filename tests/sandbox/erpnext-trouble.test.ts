import { expect, test } from 'vitest';
import { erpnextForTest, sheet } from './erpnext-client.ts';

const MORNING = sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00');

test('a restart says nothing of itself where tracebacks are off, and lasts as many requests as it was told', async () => {
  const { erpnext, call } = await erpnextForTest({ settings: { tracebacks: false } });
  erpnext.restart({ badGateway: 2, stopped: 1 });
  expect((await call('GET', '/api/method/ping')).text).toContain('502 Bad Gateway');
  expect((await call('GET', '/api/method/ping')).status).toBe(502);
  const stopped = await call('GET', '/api/method/ping', undefined, 'token wrong:wrong');
  expect([stopped.status, stopped.json]).toEqual([503, { exc_type: 'SessionStopped' }]);
  expect((await call('GET', '/api/method/ping')).status).toBe(200);
  erpnext.restart();
  const seen = [];
  for (let time = 0; time < 5; time += 1) seen.push((await call('GET', '/api/method/ping')).status);
  expect(seen).toEqual([502, 502, 503, 503, 200]);
});

test('a deletion whose answer is lost is done all the same, and is 404 the next time', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  const { name } = (await create(MORNING)).json['data'] as { name: string };
  erpnext.commitThenDrop(1, 'DELETE');
  await expect(call('DELETE', `/api/resource/Timesheet/${name}`)).rejects.toThrow('fetch failed');
  expect((await call('DELETE', `/api/resource/Timesheet/${name}`)).status).toBe(404);
});

test('a row whose answer is lost is there all the same, and reads are not cut', async () => {
  const { erpnext, create, call, list } = await erpnextForTest();
  const { name } = (await create(MORNING)).json['data'] as { name: string };
  erpnext.commitThenDrop();
  expect(await list('Timesheet')).toHaveLength(1);
  const doc = {
    doctype: 'Timesheet Detail',
    parenttype: 'Timesheet',
    parentfield: 'time_logs',
    parent: name,
    from_time: '2026-11-21 10:00:00',
    to_time: '2026-11-21 10:30:00',
  };
  await expect(call('POST', '/api/method/frappe.client.insert', { doc })).rejects.toThrow('fetch failed');
  expect(erpnext.drafts()).toMatchObject([{ total_hours: 1 }]);
});

test('a deadlock saves nothing, and spares reads', async () => {
  const { erpnext, create, list } = await erpnextForTest();
  erpnext.deadlock();
  expect(await list('Timesheet')).toEqual([]);
  const lost = await create(MORNING);
  expect([lost.status, lost.json['exc_type'], lost.json['_server_messages']]).toEqual([
    500,
    'QueryDeadlockError',
    undefined,
  ]);
  expect(await list('Timesheet')).toEqual([]);
  expect((await create(MORNING)).status).toBe(200);
});

test('what a stuck worker was asked is done, although nobody waits for its answer', async () => {
  const { erpnext } = await erpnextForTest();
  const save = async () =>
    fetch(`${erpnext.url}/api/resource/Timesheet`, {
      method: 'POST',
      headers: { authorization: erpnext.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(MORNING),
      signal: AbortSignal.timeout(100),
    });
  erpnext.slow(300);
  await expect(save()).rejects.toThrow('timeout');
  expect(erpnext.drafts()).toEqual([]);
  await expect.poll(() => erpnext.drafts().length).toBe(1);
});

test('a limit counts microseconds of work, and says when it ends', async () => {
  const { erpnext, call } = await erpnextForTest();
  erpnext.tooManyRequests(7, 2);
  const limited = await call('GET', '/api/method/ping');
  expect(Object.fromEntries(limited.headers)).toMatchObject({
    'retry-after': '7',
    'x-ratelimit-limit': '600000000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '7',
  });
  expect((await call('GET', '/api/method/ping')).status).toBe(429);
  expect((await call('GET', '/api/method/ping')).status).toBe(200);
});

test('another site’s name is an HTML 404, however good the credentials', async () => {
  const { erpnext, create } = await erpnextForTest();
  erpnext.unknownSite();
  expect(await create(MORNING)).toMatchObject({ status: 404, type: 'text/html' });
  expect(erpnext.drafts()).toEqual([]);
});

test('an address longer than nginx reads is 414', async () => {
  const { call } = await erpnextForTest();
  const address = (length: number) =>
    `/api/resource/Customer?x=${'y'.repeat(length - '/api/resource/Customer?x='.length)}`;
  const longest = 8192 - 'GET  HTTP/1.1\r\n'.length;
  expect((await call('GET', address(longest))).status).toBe(200);
  expect(await call('GET', address(longest + 1))).toMatchObject({ status: 414, type: 'text/html' });
});

test('in read-only mode nothing is changed or deleted', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  const { name } = (await create(MORNING)).json['data'] as { name: string };
  erpnext.readOnly();
  expect((await call('DELETE', `/api/resource/Timesheet/${name}`)).status).toBe(503);
  expect((await call('PUT', `/api/resource/Timesheet/${name}`, { note: 'x' })).status).toBe(503);
  expect((await call('GET', `/api/resource/Timesheet/${name}`)).status).toBe(200);
  expect(erpnext.drafts()).toMatchObject([{ note: null }]);
});
