import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { claim, postCard } from './slack-claim.ts';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Milliseconds before it is given. */
  after?: number;
}

let slack: SlackStandIn;
let bot: Server;
let asked: IncomingHttpHeaders[];
let answer: Answer;

beforeEach(async () => {
  slack = await startSlack({ limits: false, ackDeadline: 200 });
  asked = [];
  bot = createServer((request, response) => {
    asked.push(request.headers);
    const { status, headers = {}, after = 0 } = answer;
    request.resume();
    setTimeout(() => response.writeHead(status, headers).end(), after);
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  slack.deliverTo(`http://127.0.0.1:${(bot.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await slack.close();
  bot.closeAllConnections();
  await new Promise((resolve) => bot.close(resolve));
});

const retries = () => asked.map((headers) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);

describe('an address', () => {
  test('that answers without giving the challenge back is not proven', async () => {
    answer = { status: 200 };
    expect(await slack.verifyAddress(`http://127.0.0.1:${(bot.address() as AddressInfo).port}`)).toBe(false);
  });
});

describe('events over signed HTTP', () => {
  test('come again at once after an error, and say so', async () => {
    answer = { status: 500 };
    await slack.openHome({ user: 'U0ANN' });
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
    ]);
    slack.advance(60_000);
    await slack.until(() => asked.length === 3);
    slack.advance(300_000);
    await slack.until(() => asked.length === 4);
    expect(retries().slice(2)).toEqual([
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    await slack.until(() => slack.mistakes.some(({ kind }) => kind === 'lost_event'));
  });

  test('come again after a time-out, under another name', async () => {
    answer = { status: 200, after: 400 };
    await slack.openHome({ user: 'U0ANN' });
    expect(retries()[1]).toEqual(['1', 'http_timeout']);
  });

  test('come no more when the bot asks not to be told again', async () => {
    answer = { status: 500, headers: { 'x-slack-no-retry': '1' } };
    expect(await slack.openHome({ user: 'U0ANN' })).toMatchObject({ acked: false, error: 'http_500' });
    slack.advance(360_000);
    expect(asked).toHaveLength(1);
  });

  test('are content with any 2xx, unlike what a person did', async () => {
    answer = { status: 204 };
    expect(await slack.openHome({ user: 'U0ANN' })).toMatchObject({ acked: true });
    await postCard(slack);
    expect(await claim(slack)).toMatchObject({ acked: false, error: 'http_204' });
    expect(asked).toHaveLength(2);
  });
});
