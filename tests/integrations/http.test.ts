import { afterEach, expect, test, vi } from 'vitest';
import { SystemError } from '../../src/desk/errors.ts';
import { callJson, type Call } from '../../src/integrations/http.ts';
import { failing, KEY, ORIGIN, remote } from './http-remote.ts';
import { nocked } from './nocked.ts';

const scope = nocked(ORIGIN);
const read: Call = { method: 'GET', path: '/alerts/17/', query: { token: 'never-show-this-query' } };
const write: Call = { method: 'POST', path: '/notes/', body: { note: 'seen' } };

afterEach(() => {
  vi.useRealTimers();
});

test('sends key, query and JSON body, and gives back status, parsed body and headers', async () => {
  scope()
    .post('/notes/', { note: 'seen' }, { reqheaders: { 'x-api-key': KEY, 'content-type': 'application/json' } })
    .query({ q: 'a b&c' })
    .reply(200, { id: 5 }, { 'x-pages': '3' });
  const answer = await callJson(remote(), { ...write, query: { q: 'a b&c' } });
  expect(answer).toMatchObject({ status: 200, body: { id: 5 } });
  expect(answer.headers.get('x-pages')).toBe('3');
});

test('reads a body only when it says that it is JSON, be it a bare string', async () => {
  scope().get('/a').reply(200, '"ok"', { 'content-type': 'application/json; charset=utf-8' });
  scope().get('/b').reply(200, '<html>{}</html>', { 'content-type': 'text/html' });
  scope().get('/c').reply(204);
  const bodies: unknown[] = [];
  for (const path of ['/a', '/b', '/c']) bodies.push((await callJson(remote(), { method: 'GET', path })).body);
  expect(bodies).toEqual(['ok', undefined, undefined]);
});

test('gives statuses back that the caller accepts, by number or by what is in them', async () => {
  scope().get('/gone').times(2).reply(404, { detail: 'Not found.' });
  scope().get('/gone').reply(404, '<html></html>', { 'content-type': 'text/html' });
  const accept = (answer: { status: number; body: unknown }): boolean =>
    answer.status === 404 && answer.body !== undefined;
  const gone: Call = { method: 'GET', path: '/gone' };
  expect(await callJson(remote(), { ...gone, accept: [404] })).toMatchObject({ status: 404 });
  expect(await callJson(remote(), { ...gone, accept })).toMatchObject({ body: { detail: 'Not found.' } });
  expect(await failing({ ...gone, accept })).toMatchObject({ retry: 'never', status: 404 });
});

const statuses: [status: number, read: string, write: string][] = [
  [400, 'never', 'never'],
  [401, 'never', 'never'],
  [403, 'never', 'never'],
  [404, 'never', 'never'],
  [408, 'later', 'unsure'],
  [422, 'never', 'never'],
  [429, 'later', 'later'],
  [500, 'later', 'unsure'],
  [502, 'later', 'unsure'],
  [503, 'later', 'unsure'],
  [504, 'later', 'unsure'],
];
test.each(statuses)('status %i: a read fails as %s, a write as %s', async (status, reads, writes) => {
  scope().get('/alerts/17/').query(true).reply(status, { detail: 'x' });
  scope().post('/notes/').reply(status, '<html></html>', { 'content-type': 'text/html' });
  expect(await failing(read)).toMatchObject({ retry: reads, status });
  expect(await failing(write)).toMatchObject({ retry: writes, status });
});

test('a POST that only reads fails as a read; a status can be named after which nothing was written', async () => {
  scope().post('/notes/').reply(502);
  scope().post('/notes/').reply(503);
  expect(await failing({ ...write, reads: true })).toMatchObject({ retry: 'later' });
  expect(await failing({ ...write, undone: [503] })).toMatchObject({ retry: 'later' });
});

test('waits as long as the other side asks, in seconds or until a date', async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12), toFake: ['Date'] });
  const waits: unknown[] = [];
  for (const header of ['7', 'Sat, 21 Nov 2026 12:00:30 GMT', 'Sat, 21 Nov 2026 11:00:00 GMT', 'soon']) {
    scope().get('/x').reply(429, {}, { 'retry-after': header });
    const error: unknown = await callJson(remote(), { method: 'GET', path: '/x' }).catch((error: unknown) => error);
    waits.push(error instanceof SystemError && error.retryAfter);
  }
  expect(waits).toEqual([7000, 30_000, 0, undefined]);
});

test('JSON that was cut off leaves a write unsure', async () => {
  scope().get('/alerts/17/').query(true).reply(200, '{"id": 1', { 'content-type': 'application/json' });
  scope().post('/notes/').reply(200, '{"id": 1', { 'content-type': 'application/json' });
  expect(await failing(read)).toMatchObject({ retry: 'later' });
  expect(await failing(write)).toMatchObject({ retry: 'unsure' });
});

test('a redirect is a wrong address, not something to follow', async () => {
  scope().post('/notes/').reply(301, '', { location: '/elsewhere/' });
  expect(await failing(write)).toMatchObject({ retry: 'never', message: expect.stringContaining('redirect') });
});

test('a key that no header can hold, or an address with a password, is never shown', async () => {
  const of = remote({ headers: { 'x-api-key': `${KEY}\n` } });
  expect(await failing(read, { ...of, headers: { 'x-api-key': `${KEY}\nx: y` } })).toMatchObject({ retry: 'never' });
  expect(await failing(read, remote({ base: 'http://bot:never-show@acme.example' }))).toMatchObject({ retry: 'never' });
});
