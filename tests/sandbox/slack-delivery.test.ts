import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type BlockAction } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { boltApp, clientOptions, post, silent, webClient } from './slack-app.ts';
import { addressFor, openLine, type Frame } from './slack-socket.ts';

const BUTTON = { type: 'button', action_id: 'claim', text: { type: 'plain_text', text: 'Claim' }, value: 'a' };

let slack: SlackStandIn;
beforeEach(async () => {
  slack = await startSlack({ limits: false, ackDeadline: 200 });
});
afterEach(() => slack.close());

function card(): Promise<string> {
  const blocks = [{ type: 'actions', elements: [BUTTON] }];
  return post(webClient(slack), { channel: 'C0ALERTS', text: 'Disk full', blocks });
}

function claim(user = 'U0ANN') {
  return slack.click({ user, channel: 'C0ALERTS', actionId: 'claim' });
}

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
    await card();
    const lines = await Promise.all([1, 2, 3].map(() => openLine(slack, () => ({}))));
    for (let count = 0; count < 20; count += 1) expect((await claim()).acked).toBe(true);
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
    await card();
    const leaving = await openLine(slack, () => ({}));
    slack.disconnect('refresh_requested');
    const staying = await openLine(slack, () => ({}));
    expect((await claim()).acked).toBe(true);
    expect(leaving.frames.map((frame) => frame.type)).toEqual(['hello', 'disconnect']);
    expect(staying.frames.map((frame) => frame.type)).toEqual(['hello', 'interactive']);
  });

  test('with nobody connected a click fails at once and is never repeated', async () => {
    await card();
    expect(await claim()).toEqual({ acked: false, error: 'dispatch_failed', milliseconds: 0 });
    const line = await openLine(slack, () => ({}));
    slack.advance(600_000);
    expect(line.frames.map((frame) => frame.type)).toEqual(['hello']);
  });

  test('an ack that comes twice, or for nothing, is noted', async () => {
    await card();
    const line = await openLine(slack, () => ({}));
    await claim();
    const [, frame] = line.frames as [Frame, Frame];
    line.ack(frame);
    line.ack({ type: 'interactive', envelope_id: 'nonsense' });
    await slack.until(() => slack.mistakes.length === 2);
    expect(slack.mistakes.map((mistake) => mistake.kind)).toEqual(['double_ack', 'unknown_envelope']);
  });

  test('a lost ack shows the person an error for work that was done', async () => {
    await card();
    const line = await openLine(slack, () => ({}));
    slack.loseAcks(1);
    expect(await claim()).toMatchObject({ acked: false, error: 'operation_timeout' });
    expect((await claim()).acked).toBe(true);
    expect(line.frames).toHaveLength(3);
  });

  test('a Bolt app comes back after a refresh', async () => {
    const app = boltApp(slack, 100);
    app.action('claim', ({ ack }) => ack());
    await app.start();
    await card();
    expect((await claim()).acked).toBe(true);
    slack.disconnect('refresh_requested');
    expect(await claim()).toMatchObject({ acked: false, error: 'dispatch_failed' });
    await slack.until(() => slack.connections().open === 1);
    expect((await claim()).acked).toBe(true);
    await app.stop();
  });

  test('an unplugged Slack breaks sockets and refuses new ones, until it is plugged in', async () => {
    const line = await openLine(slack);
    await fetch(`${slack.url}/_sandbox/plug`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ plugged: false }),
    });
    await line.closed;
    await expect(webClient(slack).auth.test()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    slack.plug();
    expect((await openLine(slack)).frames).toMatchObject([{ type: 'hello' }]);
  });
});

describe('events', () => {
  test('come again at once, after a minute and after five while nobody acks them', async () => {
    const line = await openLine(slack);
    const first = slack.openHome({ user: 'U0ANN' });
    await slack.until(() => line.frames.length === 3);
    await first;
    slack.advance(58_000);
    expect(slack.deliveries).toHaveLength(2);
    slack.advance(2000);
    await slack.until(() => line.frames.length === 4);
    await slack.until(() => slack.deliveries.at(-1)?.outcome === 'operation_timeout');
    slack.advance(298_000);
    expect(slack.deliveries).toHaveLength(3);
    slack.advance(2000);
    await slack.until(() => line.frames.length === 5);
    const [, ...tries] = line.frames;
    expect(tries.map((frame) => [frame.retry_attempt, frame.retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ]);
    expect(new Set(tries.map((frame) => frame.envelope_id)).size).toBe(1);
    await slack.until(() => slack.mistakes.some((mistake) => mistake.kind === 'lost_event'));
  });

  test('that happened while nobody was connected arrive by retry alone', async () => {
    expect((await slack.openHome({ user: 'U0ANN' })).acked).toBe(false);
    const line = await openLine(slack, () => ({}));
    slack.advance(60_000);
    await slack.until(() => line.frames.length === 2);
    expect(line.frames[1]).toMatchObject({
      type: 'events_api',
      accepts_response_payload: false,
      retry_attempt: 2,
      payload: { type: 'event_callback', event: { type: 'app_home_opened', user: 'U0ANN', tab: 'home' } },
    });
    slack.advance(300_000);
    expect(line.frames).toHaveLength(2);
  });

  test('may come once more although they were acked', async () => {
    const line = await openLine(slack, () => ({}));
    await slack.openHome({ user: 'U0ANN' });
    await slack.repeatEvent();
    const [, first, again] = line.frames;
    expect(again).toEqual({ ...first, retry_attempt: 1, retry_reason: 'timeout' });
  });

  test('a person is heard only where the app subscribed to messages', async () => {
    const line = await openLine(slack, () => ({}));
    await slack.say({ user: 'U0ANN', channel: 'C0ALERTS', text: 'anyone?' });
    expect(line.frames.map((frame) => frame.type)).toEqual(['hello']);
  });

  test('the notice of too many events has no inner event', async () => {
    const line = await openLine(slack, () => ({}));
    await slack.event({ type: 'app_rate_limited' });
    expect(line.frames[1]?.payload).toEqual({
      team_id: 'T0ACME',
      api_app_id: 'A0DESKBELL',
      type: 'app_rate_limited',
      minute_rate_limited: expect.any(Number),
    });
  });
});

describe('signed HTTP', () => {
  async function overHttp(
    build: (app: App) => void,
    signingSecret = slack.settings.signingSecret,
  ): Promise<{ app: App; root: string }> {
    const receiver = new HTTPReceiver({ signingSecret, logger: silent() });
    const app = new App({
      token: slack.settings.botToken,
      receiver,
      convoStore: false,
      logger: silent(),
      clientOptions: clientOptions(slack),
    });
    build(app);
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    slack.deliverTo(root);
    return { app, root };
  }

  test('carries clicks, commands with their answers, and events', async () => {
    const events: unknown[] = [];
    const { app } = await overHttp((app) => {
      app.action<BlockAction>('claim', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'Ann has it' });
      });
      app.command('/desk', async ({ ack, command }) => ack({ text: `You said ${command.text}` }));
      app.event('app_home_opened', async ({ event }) => void events.push(event.tab));
    });
    await card();
    expect((await claim()).acked).toBe(true);
    await slack.until(() => slack.messages('alerts')[0]?.text === 'Ann has it');
    const said = await slack.command({ user: 'U0ANN', channel: 'C0ALERTS', command: '/desk', text: 'help' });
    expect(said.response).toEqual({ text: 'You said help' });
    expect(slack.ephemerals('U0ANN')).toMatchObject([{ text: 'You said help' }]);
    expect((await slack.openHome({ user: 'U0ANN' })).acked).toBe(true);
    await slack.until(() => events.length === 1);
    expect(new Set(slack.deliveries.map((one) => one.via))).toEqual(new Set(['http']));
    await app.stop();
  });

  test('fails in the open with another secret, with no listener, and with nobody there', async () => {
    await card();
    const { app: stranger } = await overHttp((app) => app.action('claim', ({ ack }) => ack()), 'another-secret');
    expect(await claim()).toMatchObject({ acked: false, error: 'http_401' });
    await stranger.stop();
    expect(await claim()).toMatchObject({ acked: false, error: 'dispatch_failed' });
    const { app: deaf } = await overHttp(() => undefined);
    expect(await claim()).toMatchObject({ acked: false, error: expect.stringMatching(/^http_404|operation_timeout$/) });
    await deaf.stop();
  });

  test('an address proves itself by giving the challenge back', async () => {
    const { app, root } = await overHttp(() => undefined);
    expect(await slack.verifyAddress(root)).toBe(true);
    expect(await slack.verifyAddress(slack.url)).toBe(false);
    await app.stop();
  });
});
