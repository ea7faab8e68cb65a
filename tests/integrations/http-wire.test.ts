import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Call, Remote } from '../../src/integrations/http.ts';
import { failing, remote } from './http-remote.ts';

const read: Call = { method: 'GET', path: '/alerts/17/' };
const write: Call = { method: 'POST', path: '/notes/', body: { note: 'seen' } };
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The other side of calls to a server that does one thing to each connection. */
async function overTheWire(treat: (socket: Socket) => void): Promise<Remote> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    treat(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return remote({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

test('a connection that breaks after the request leaves a write unsure', async () => {
  const of = await overTheWire((socket) => socket.on('data', () => socket.destroy()));
  expect(await failing(read, of)).toMatchObject({ retry: 'later' });
  expect(await failing(write, of)).toMatchObject({ retry: 'unsure' });
});

test('an answer that breaks off in the middle leaves a write unsure', async () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{"id":';
  const of = await overTheWire((socket) => socket.on('data', () => socket.end(head)));
  expect(await failing(write, of)).toMatchObject({ retry: 'unsure' });
});

test('silence for longer than the time-out leaves a write unsure', async () => {
  const of = await overTheWire((socket) => closers.push(() => socket.destroy()));
  expect(await failing({ ...read, timeout: 30 }, of)).toMatchObject({ retry: 'later' });
  const error = await failing({ ...write, timeout: 30 }, of);
  expect(error).toMatchObject({ retry: 'unsure', message: 'Tactical RMM did not answer within 0.03 s (POST /notes/)' });
});

test('nothing that listens, or no such host, can be tried again without a look', async () => {
  const of = await overTheWire(() => undefined);
  for (const close of closers.splice(0)) close();
  expect(await failing(write, of)).toMatchObject({ retry: 'later' });
  expect(await failing(write, remote({ base: 'http://nothing.invalid' }))).toMatchObject({ retry: 'later' });
});

test('a certificate that is no certificate can be tried again without a look', async () => {
  const plain = await overTheWire((socket) => socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  const of = remote({ base: plain.base.replace('http:', 'https:') });
  expect(await failing(write, of)).toMatchObject({ retry: 'later' });
});

test('stopping ends the calls under way', async () => {
  const stop = new AbortController();
  const of = await overTheWire((socket) => {
    closers.push(() => socket.destroy());
    stop.abort();
  });
  expect(await failing(write, { ...of, stop: stop.signal })).toMatchObject({ retry: 'unsure' });
});

test('a redirect is not followed on a real connection either', async () => {
  const answer = 'HTTP/1.1 301 Moved\r\nlocation: /elsewhere/\r\ncontent-length: 0\r\n\r\n';
  const of = await overTheWire((socket) => socket.on('data', () => socket.end(answer)));
  expect(await failing(write, of)).toMatchObject({ retry: 'never', message: expect.stringContaining('redirect') });
});
