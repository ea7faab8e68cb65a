import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { webClient } from './slack-app.ts';
import { boltApp } from './slack-bolt.ts';
import { claim, postCard } from './slack-claim.ts';
import { addressFor, openLine, type Frame } from './slack-socket.ts';

let slack: SlackStandIn;
beforeEach(async () => {
  slack = await startSlack({ limits: false, ackDeadline: 200 });
});
afterEach(() => slack.close());

describe('sockets', () => {
  test('greet first, and a ticket opens one connection only', async () => {
    const line = await openLine(slack);
    expect(line.frames[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0DESKBELL' },
    });
    const address = await addressFor(slack);
    const first = new WebSocket(address);
    await once(first, 'open');
    const second = new WebSocket(address);
    const [error] = (await once(second, 'error')) as [Error];
    expect(error.message).toContain('401');
    expect(slack.connections()).toEqual({ open: 2, closing: 0 });
  });

  test('give each delivery to one connection, and not always the same', async () => {
    await postCard(slack);
    const lines = await Promise.all([1, 2, 3].map(() => openLine(slack, () => ({}))));
    for (let count = 0; count < 20; count += 1) expect((await claim(slack)).acked).toBe(true);
    const heard = lines.map((line) => line.frames.filter((frame) => frame.type === 'interactive').length);
    expect(heard.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(heard.every((count) => count > 0)).toBe(true);
  });

  test('an eleventh connection is sent away', async () => {
    const lines = await Promise.all(Array.from({ length: 10 }, () => openLine(slack)));
    const eleventh = await openLine(slack);
    expect(eleventh.frames).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    expect(lines.flatMap((line) => line.frames.map((frame) => frame.type))).toEqual(Array(10).fill('hello'));
    expect(slack.connections()).toEqual({ open: 10, closing: 1 });
  });

  test('a connection told to leave gets nothing more', async () => {
    await postCard(slack);
    const leaving = await openLine(slack, () => ({}));
    slack.disconnect('refresh_requested');
    const staying = await openLine(slack, () => ({}));
    expect((await claim(slack)).acked).toBe(true);
    expect(leaving.frames.map((frame) => frame.type)).toEqual(['hello', 'disconnect']);
    expect(staying.frames.map((frame) => frame.type)).toEqual(['hello', 'interactive']);
  });

  test('a connection that stays after it was told to leave is cut off ten seconds later', async () => {
    const line = await openLine(slack);
    slack.disconnect('warning');
    slack.advance(9000);
    // A whole exchange, in which a cut would be noticed.
    await webClient(slack).auth.test();
    expect(slack.connections()).toEqual({ open: 0, closing: 1 });
    slack.advance(1000);
    await line.closed;
    await slack.until(() => slack.connections().closing === 0);
  });

  test.each(['warning', 'refresh_requested', 'link_disabled'] as const)(
    'one connection alone can be told %s',
    async (reason) => {
      const first = await openLine(slack);
      const second = await openLine(slack);
      slack.disconnect(reason, 1);
      await slack.until(() => first.frames.length === 2);
      expect(first.frames[1]).toMatchObject({ type: 'disconnect', reason });
      expect(second.frames).toHaveLength(1);
    },
  );

  test('three seconds are what a bot has, unless they are shortened', async () => {
    const unhurried = await startSlack({ limits: false });
    await openLine(unhurried);
    await postCard(unhurried);
    const startedAt = performance.now();
    expect(await claim(unhurried)).toEqual({ acked: false, error: 'operation_timeout', milliseconds: 3000 });
    const took = performance.now() - startedAt;
    await unhurried.close();
    expect(took).toBeGreaterThan(2900);
    expect(took).toBeLessThan(6000);
  });

  test('with nobody connected a click fails at once and is never repeated', async () => {
    await postCard(slack);
    expect(await claim(slack)).toEqual({ acked: false, error: 'dispatch_failed', milliseconds: 0 });
    const line = await openLine(slack, () => ({}));
    slack.advance(600_000);
    expect(slack.deliveries).toHaveLength(1);
    expect(line.frames.map((frame) => frame.type)).toEqual(['hello']);
  });

  test('an ack that comes twice, or for nothing, is noted', async () => {
    await postCard(slack);
    const line = await openLine(slack, () => ({}));
    await claim(slack);
    const [, frame] = line.frames as [Frame, Frame];
    line.ack(frame);
    line.ack({ type: 'interactive', envelope_id: 'nonsense' });
    await slack.until(() => slack.mistakes.length === 2);
    expect(slack.mistakes.map((mistake) => mistake.kind)).toEqual(['double_ack', 'unknown_envelope']);
  });

  test('a lost ack shows the person an error for work that was done', async () => {
    await postCard(slack);
    const line = await openLine(slack, () => ({}));
    slack.loseAcks(1);
    expect(await claim(slack)).toMatchObject({ acked: false, error: 'operation_timeout' });
    expect((await claim(slack)).acked).toBe(true);
    expect(line.frames).toHaveLength(3);
  });

  test('a Bolt app comes back after a refresh', async () => {
    const app = boltApp(slack, 100);
    app.action('claim', ({ ack }) => ack());
    await app.start();
    await postCard(slack);
    expect((await claim(slack)).acked).toBe(true);
    slack.disconnect('refresh_requested');
    expect(await claim(slack)).toMatchObject({ acked: false, error: 'dispatch_failed' });
    await slack.until(() => slack.connections().open === 1);
    expect((await claim(slack)).acked).toBe(true);
    await app.stop();
  });

  test('an unplugged Slack breaks sockets and refuses new ones, until it is plugged in', async () => {
    const line = await openLine(slack);
    const ticket = await addressFor(slack);
    await fetch(`${slack.url}/_sandbox/plug`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ plugged: false }),
    });
    await line.closed;
    await expect(webClient(slack).auth.test()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    const [error] = (await once(new WebSocket(ticket), 'error')) as [Error];
    expect(error.message).not.toContain('401');
    slack.plug();
    expect((await openLine(slack)).frames).toMatchObject([{ type: 'hello' }]);
  });
});
