import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { seededRandom, startStandIn, type StandInOptions } from '../../sandbox/stand-in.ts';

/** A stand-in for a system that only counts what was done to it. */
async function counter(options: StandInOptions = {}) {
  const done: string[] = [];
  const standIn = await startStandIn(options, ({ server }) => {
    server.all('/api/:what', async (request) => {
      done.push(`${request.method} ${(request.params as { what: string }).what}`);
      return { count: done.length };
    });
  });
  onTestFinished(() => standIn.close());
  const ask = (path: string, method = 'GET', body?: unknown) =>
    fetch(standIn.url + path, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  const statuses = async (path: string, times: number, method?: string) => {
    const found: number[] = [];
    for (let time = 0; time < times; time += 1) found.push((await ask(path, method)).status);
    return found;
  };
  return { standIn, done, ask, statuses };
}

const GONE = { do: 'answer', status: 410 } as const;

test('a fault meets its path and method, so many times, and the work is not done', async () => {
  const { standIn, done, statuses } = await counter();
  standIn.fail({ path: '^/api/a$', method: 'POST', times: 2, action: GONE });
  expect(await statuses('/api/b', 1, 'POST')).toEqual([200]);
  expect(await statuses('/api/a', 1)).toEqual([200]);
  expect(await statuses('/api/a?b=c', 3, 'POST')).toEqual([410, 410, 200]);
  expect(done).toEqual(['POST b', 'GET a', 'POST a']);
});

test('a fault without a number holds until it is cleared, and the first of several goes first', async () => {
  const { standIn, ask, statuses } = await counter();
  standIn.fail({ path: '^/api/', times: 1, action: { do: 'answer', status: 502 } });
  standIn.fail({
    path: '^/api/',
    action: { do: 'answer', status: 429, headers: { 'retry-after': '7' }, body: { why: 'busy' } },
  });
  expect(await statuses('/api/a', 3)).toEqual([502, 429, 429]);
  const busy = await ask('/api/a');
  expect([busy.headers.get('retry-after'), await busy.json()]).toEqual(['7', { why: 'busy' }]);
  standIn.clearFaults();
  expect(await statuses('/api/a', 1)).toEqual([200]);
});

test('the chance of a fault is drawn from the seed', async () => {
  const draw = async (seed: number) => {
    const { standIn, statuses } = await counter({ seed });
    standIn.fail({ path: '^/api/', probability: 0.5, action: GONE });
    return statuses('/api/a', 12);
  };
  const first = await draw(3);
  expect(await draw(3)).toEqual(first);
  expect(await draw(4)).not.toEqual(first);
  expect(new Set(first)).toEqual(new Set([200, 410]));
});

test('numbers of a seed are the same each time, spread between nought and one', () => {
  const numbers = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed));
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  expect(Math.min(...numbers(1))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers(1))).toBeLessThan(1);
  expect(numbers(1).filter((number) => number < 0.5).length).toBeGreaterThan(400);
});

test('a connection cut before the work leaves nothing, one cut after it leaves it done', async () => {
  const { standIn, done, ask } = await counter();
  standIn.fail({ path: '^/api/', times: 1, action: { do: 'drop-before' } });
  standIn.fail({ path: '^/api/', times: 1, action: { do: 'drop-after' } });
  await expect(ask('/api/before', 'POST')).rejects.toThrow('fetch failed');
  expect(done).toEqual([]);
  await expect(ask('/api/after', 'POST')).rejects.toThrow('fetch failed');
  expect(done).toEqual(['POST after']);
  expect((await ask('/api/well')).status).toBe(200);
});

test('a slow answer comes late, with the work done late or at once', async () => {
  const { standIn, done, ask } = await counter();
  const slow = async (action: 'delay' | 'delay-after') => {
    done.length = 0;
    standIn.fail({ path: '^/api/', times: 1, action: { do: action, milliseconds: 300 } });
    const began = performance.now();
    const answer = ask('/api/a');
    await pause(150);
    const meanwhile = done.length;
    expect((await answer).status).toBe(200);
    return [meanwhile, performance.now() - began >= 290];
  };
  expect(await slow('delay')).toEqual([0, true]);
  expect(await slow('delay-after')).toEqual([1, true]);
});

test('what somebody gave up waiting for is done all the same', async () => {
  const { standIn, done } = await counter();
  standIn.fail({ path: '^/api/', times: 1, action: { do: 'delay', milliseconds: 200 } });
  const impatient = { method: 'POST', body: 'a', signal: AbortSignal.timeout(50) };
  await expect(fetch(`${standIn.url}/api/a`, impatient)).rejects.toThrow('timeout');
  expect(done).toEqual([]);
  await expect.poll(() => done).toEqual(['POST a']);
});

test('unplugged, every request is dropped but those to the control; plugged in again, it answers', async () => {
  const { standIn, done, ask, statuses } = await counter();
  expect(await (await ask('/_sandbox/plug', 'POST', { plugged: false })).json()).toEqual({ plugged: false });
  await expect(ask('/api/a')).rejects.toThrow('fetch failed');
  await expect(ask('/api/a', 'POST')).rejects.toThrow('fetch failed');
  expect(done).toEqual([]);
  standIn.fail({ path: '.*', action: GONE });
  expect((await ask('/_sandbox/state')).status).toBe(200);
  standIn.clearFaults();
  await ask('/_sandbox/plug', 'POST', { plugged: true });
  expect(await statuses('/api/a', 1)).toEqual([200]);
  standIn.unplug();
  await expect(ask('/api/a')).rejects.toThrow('fetch failed');
});

test('the log has every request that was read, with its answer, and none to the control', async () => {
  const { standIn, ask } = await counter();
  await ask('/api/a?b=c', 'POST', { d: 1 });
  await ask('/_sandbox/state');
  await ask('/nowhere');
  expect(standIn.requests).toMatchObject([
    { method: 'POST', path: '/api/a?b=c', body: { d: 1 }, status: 200, at: expect.any(Number) },
    { method: 'GET', path: '/nowhere', status: 404 },
  ]);
  expect(standIn.requests[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
  expect(await (await ask('/_sandbox/requests')).json()).toEqual(JSON.parse(JSON.stringify(standIn.requests)));
});

test('the log keeps the last twenty thousand', async () => {
  const { standIn } = await counter();
  for (let number = 0; number <= 20_000; number += 1) await standIn.server.inject(`/api/${number}`);
  expect(standIn.requests).toHaveLength(20_000);
  expect(standIn.requests[0]?.path).toBe('/api/1');
}, 60_000);
