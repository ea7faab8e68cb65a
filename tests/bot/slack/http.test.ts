import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { PlatformHttp } from '../../../src/bot/contract.ts';
import { isSigned } from '../../../src/bot/slack/signature.ts';
import { createHttpReceiver } from '../../../src/bot/slack/http-receiver.ts';
import { system } from '../../../src/bot/slack/index.ts';
import { alertCard, createScript, said, timeForm, type Script } from '../contract/script.ts';
import { ALERTS, BEN, environmentFor, recordingLog, slackStage, type Line, type SlackStage } from './stage.ts';

/** What the HTTP floor does with a platform's entrance. */
async function serveOn(http: PlatformHttp): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const send = async (): Promise<void> => {
        const answer = await http.serve({ headers, body: Buffer.concat(chunks) });
        response.writeHead(request.url === http.path ? answer.status : 404, answer.headers).end(answer.body);
      };
      void send();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function overHttp(script: Script): Promise<SlackStage & { root: string }> {
  const stage = await slackStage({ limits: false });
  const log: Line[] = [];
  const { settings } = stage.slack;
  const environment = environmentFor(stage.slack, {
    SLACK_APP_TOKEN: undefined,
    SLACK_SIGNING_SECRET: settings.signingSecret,
  });
  const platform = system.connect(environment, recordingLog(log));
  onTestFinished(async () => {
    await platform.inbound.stop();
    await stage.close();
  });
  if (platform.http === undefined) throw new Error('there is no entrance');
  const root = await serveOn(platform.http);
  stage.slack.deliverTo(root);
  await platform.inbound.start(script);
  return { ...stage, platform, root };
}

function signed(body: string, secret: string, timestamp = Math.floor(Date.now() / 1000)) {
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    headers: {
      'x-slack-signature': signature,
      'x-slack-request-timestamp': String(timestamp),
      'content-type': 'application/json',
    },
    body: Buffer.from(body),
  };
}

describe('over signed HTTP', () => {
  test('presses, commands, forms and choices work as over sockets', async () => {
    const script = createScript('log-time');
    const stage = await overHttp(script);
    script.will(
      { is: 'form', form: timeForm() },
      { is: 'mistakes', form: timeForm(), mistakes: { hours: 'No.' } },
      said('Saved.'),
      said('Yours.'),
    );
    expect((await stage.command('log-time', {})).form?.title).toBe('Log time');
    expect(await stage.suggest({ field: 'customer', command: '' }, 'Glo')).toEqual(['Globex']);
    expect((await stage.submit({ hours: '0.3' })).text).toContain('No.');
    expect((await stage.submit({ hours: '0.5' })).text).toContain('Saved.');
    const signal = AbortSignal.timeout(5_000);
    const reference = await stage.platform.outbound.post({
      destination: `slack:${ALERTS}`,
      key: 'k',
      card: alertCard(),
      signal,
    });
    expect((await stage.press('Claim', reference)).text).toContain('Yours.');
    expect(stage.slack.deliveries.every((delivery) => delivery.via === 'http' && delivery.outcome === 'acked')).toBe(
      true,
    );
  });

  test('a slow answer is acknowledged in time and follows', async () => {
    const script = createScript();
    const stage = await overHttp(script);
    script.will(async () => {
      await pause(2_400);
      return said('At last.');
    });
    expect((await stage.command('alerts', {})).text).toContain('At last.');
    expect(stage.slack.deliveries.map((delivery) => delivery.outcome)).toEqual(['acked']);
  });

  test('a press that is delivered twice is the same request twice', async () => {
    const script = createScript();
    const stage = await overHttp(script);
    const body = new URLSearchParams({
      command: '/alerts',
      text: '',
      user_id: BEN,
      channel_id: ALERTS,
      trigger_id: '1.2.abc',
      response_url: `${stage.root}/nowhere`,
    }).toString();
    const { headers } = signed(body, stage.slack.settings.signingSecret);
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    for (const _ of [1, 2]) {
      const answer = await fetch(`${stage.root}/slack/events`, { method: 'POST', headers: form, body });
      expect(answer.status).toBe(200);
    }
    expect(script.asked.map((request) => request.id)).toEqual(['1.2.abc', '1.2.abc']);
  });

  test('Slack can verify the address, and what nobody listens to is not acknowledged', async () => {
    const stage = await overHttp(createScript());
    expect(await stage.slack.verifyAddress(stage.root)).toBe(true);
    const unknown = await stage.slack.command({ user: 'U0BEN', channel: ALERTS, command: '/unknown' });
    expect(unknown).toMatchObject({ acked: false, error: 'http_404' });
  });
});

describe('the entrance', () => {
  const secret = 'a secret';

  test('gives back the challenge', async () => {
    const { entrance } = createHttpReceiver(secret);
    const answer = await entrance.serve(signed('{"type":"url_verification","challenge":"abc"}', secret));
    expect(answer).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"challenge":"abc"}',
    });
  });

  test.each([
    ['no signature', { headers: {}, body: Buffer.from('{}') }, 401],
    ['another secret', signed('{}', 'another'), 401],
    ['a changed body', { ...signed('{}', secret), body: Buffer.from('{"a":1}') }, 401],
    ['six minutes ago', signed('{}', secret, Math.floor(Date.now() / 1000) - 360), 401],
    ['six minutes ahead', signed('{}', secret, Math.floor(Date.now() / 1000) + 360), 401],
    ['a time that is none', signed('{}', secret, Number.NaN), 401],
    ['no JSON', signed('{', secret), 400],
    ['a list', signed('[]', secret), 400],
    ['a press before anybody listens', signed('{"type":"block_actions"}', secret), 503],
  ])('%s', async (_name, request, status) => {
    const { entrance } = createHttpReceiver(secret);
    expect((await entrance.serve(request)).status).toBe(status);
  });

  test('the published example of a signature', () => {
    const body = Buffer.from(
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    );
    const request = {
      signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      timestamp: '1531420618',
      body,
    };
    expect(isSigned(request, '8f742231b10e8888abcd99yyyzzz85a5', 1_531_420_618_000)).toBe(true);
    expect(isSigned(request, '8f742231b10e8888abcd99yyyzzz85a6', 1_531_420_618_000)).toBe(false);
  });
});
