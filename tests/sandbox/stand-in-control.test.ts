import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startStandIn, type StandInOptions } from '../../sandbox/stand-in.ts';

const DAY = 24 * 3_600_000;

async function controlled(options: StandInOptions = {}) {
  const standIn = await startStandIn(options, ({ server }) => {
    server.get('/api', async () => ({ ok: true }));
  });
  onTestFinished(() => standIn.close());
  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${standIn.url}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  return { standIn, control };
}

/** Counts what the stream of changes has said so far; `ended` settles with the stream. */
async function watch(url: string) {
  const response = await fetch(`${url}/_sandbox/changes`);
  const seen = { count: 0, type: response.headers.get('content-type'), ended: Promise.resolve() };
  const read = async () => {
    for await (const chunk of response.body ?? []) {
      seen.count += new TextDecoder().decode(chunk).split('data: changed\n\n').length - 1;
    }
  };
  seen.ended = read();
  return seen;
}

test('the clock runs with the machine, and everything that tells time follows when it is moved', async () => {
  const moved = vi.fn<(milliseconds: number) => void>();
  const { standIn, control } = await controlled({ onAdvance: moved });
  const near = (instant: unknown, expected: number) => expect(Math.abs(Number(instant) - expected)).toBeLessThan(5000);
  near((await control('GET', 'clock')).json['now'], Date.now());
  near((await control('POST', 'clock', { milliseconds: 3 * DAY })).json['now'], Date.now() + 3 * DAY);
  near(standIn.now(), Date.now() + 3 * DAY);
  standIn.advance(DAY);
  near((await control('GET', 'clock')).json['now'], Date.now() + 4 * DAY);
  expect(moved.mock.calls).toEqual([[3 * DAY], [DAY]]);
  const answer = await fetch(`${standIn.url}/api`);
  near(Date.parse(answer.headers.get('date') ?? ''), Date.now() + 4 * DAY);
  near(standIn.requests[0]?.at, Date.now() + 4 * DAY);
});

test.each([
  ['clock', {}],
  ['clock', { milliseconds: 'soon' }],
  ['plug', {}],
  ['faults', { action: { do: 'drop-before' } }],
  ['faults', { path: '^/', action: { do: 'explode' } }],
  ['faults', { path: '^/', action: { do: 'answer' } }],
  ['faults', { path: '^/', action: { do: 'delay' } }],
  ['faults', { path: '(', action: { do: 'drop-before' } }],
  ['faults', { path: '^/', probability: 2, action: { do: 'drop-before' } }],
])('the control refuses %s of %j, and nothing changes', async (path, body) => {
  const { standIn, control } = await controlled();
  expect((await control('POST', path, body)).status).toBe(400);
  expect(Math.abs(standIn.now() - Date.now())).toBeLessThan(5000);
  expect((await fetch(`${standIn.url}/api`)).status).toBe(200);
});

test('faults are set and cleared over HTTP too', async () => {
  const { standIn, control } = await controlled();
  const action = { do: 'answer', status: 503, headers: { 'retry-after': '1' }, body: { why: 'tired' } };
  expect(await control('POST', 'faults', { path: '^/api$', method: 'GET', times: 5, action })).toMatchObject({
    status: 200,
    json: { ok: true },
  });
  const tired = await fetch(`${standIn.url}/api`);
  expect([tired.status, await tired.json()]).toEqual([503, { why: 'tired' }]);
  expect((await control('DELETE', 'faults')).json).toEqual({ ok: true });
  expect((await fetch(`${standIn.url}/api`)).status).toBe(200);
});

test('the state is what the system says, or nothing', async () => {
  const { control } = await controlled({ state: () => ({ tickets: 3 }) });
  expect((await control('GET', 'state')).json).toEqual({ tickets: 3 });
  const silent = await controlled();
  expect((await silent.control('GET', 'state')).json).toEqual({});
});

test('the stream tells of the picture there is, of each change, of the plug and of the clock', async () => {
  const { standIn, control } = await controlled();
  const seen = await watch(standIn.url);
  expect(seen.type).toBe('text/event-stream');
  await expect.poll(() => seen.count).toBe(1);
  standIn.changed();
  await expect.poll(() => seen.count).toBe(2);
  await control('POST', 'plug', { plugged: false });
  await expect.poll(() => seen.count).toBe(3);
  await control('POST', 'clock', { milliseconds: 1 });
  await expect.poll(() => seen.count).toBe(4);
});

test('closing ends the streams and the system’s own things, and the port is free again', async () => {
  const ended = vi.fn<() => void>();
  const standIn = await startStandIn({ onClose: ended }, () => undefined);
  const { url, port } = standIn;
  const seen = await watch(url);
  const closed = once(standIn.server.server, 'close');
  await standIn.close();
  await closed;
  await seen.ended;
  expect(ended).toHaveBeenCalledOnce();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  const next = await startStandIn({ port }, () => undefined);
  onTestFinished(() => next.close());
  expect(next.url).toBe(`http://127.0.0.1:${port}`);
  expect(next.server.addresses()).toEqual([{ address: '127.0.0.1', family: 'IPv4', port }]);
});
