import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, post } from './slack-app.ts';
import { button, card, CHANNEL, openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
let slack: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  stage = await openStage();
  ({ slack, client } = stage);
});
afterEach(() => stage[Symbol.asyncDispose]());

describe('response addresses', () => {
  async function answerTo(url: unknown, body: object): Promise<[number, unknown]> {
    const response = await fetch(String(url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return [response.status, text === 'ok' ? text : JSON.parse(text)];
  }

  test('work five times and half an hour', async () => {
    await slack.command({ user: 'U0ANN', channel: 'C0GENERAL', command: '/desk' });
    const url = stage.told()['response_url'];
    for (const text of ['1', '2', '3', '4']) expect(await answerTo(url, { text })).toEqual([200, 'ok']);
    expect(await answerTo(url, { text: 'all', response_type: 'in_channel' })).toEqual([200, 'ok']);
    expect(await answerTo(url, { text: '6' })).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(slack.ephemerals('U0ANN').map((one) => one.text)).toEqual(['1', '2', '3', '4']);
    expect(slack.messages('general')).toMatchObject([{ text: 'all' }]);
    await stage.trigger();
    slack.advance(30 * 60_000 + 1);
    expect(await answerTo(stage.told()['response_url'], { text: 'x' })).toEqual([
      404,
      { ok: false, error: 'expired_url' },
    ]);
  });

  test('replace and delete what was acted on, ephemeral or not', async () => {
    const ts = await post(client, { channel: CHANNEL, text: 'card', blocks: [card] });
    await call(client, 'chat.postEphemeral', {
      channel: CHANNEL,
      user: 'U0ANN',
      text: 'draft',
      blocks: [{ type: 'actions', elements: [button('go')] }],
    });
    await slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'go' });
    const draft = stage.told()['response_url'];
    await answerTo(draft, { text: 'sent', replace_original: true });
    expect(slack.ephemerals('U0ANN')).toMatchObject([{ text: 'sent' }]);
    expect(slack.ephemerals('U0ANN')[0]).not.toHaveProperty('blocks');
    await answerTo(draft, { delete_original: true });
    expect(slack.ephemerals('U0ANN')).toEqual([]);
    await slack.click({ user: 'U0ANN', channel: CHANNEL, ts, actionId: 'ack' });
    expect(await answerTo(stage.told()['response_url'], { text: 'x', blocks: [{ type: 'hologram' }] })).toMatchObject([
      400,
      { error: 'invalid_blocks' },
    ]);
    await answerTo(stage.told()['response_url'], { delete_original: true });
    expect(slack.messages('alerts')).toEqual([]);
  });
});

describe('commands', () => {
  test('show what comes with the ack, to one or to all', async () => {
    stage.answer = (frame) =>
      frame.payload?.['text'] === 'all' ? { response_type: 'in_channel', text: 'hello' } : { text: 'psst' };
    await slack.command({ user: 'U0BEN', channel: CHANNEL, command: '/desk' });
    await slack.command({ user: 'U0BEN', channel: CHANNEL, command: '/desk', text: 'all' });
    expect(slack.ephemerals('U0BEN')).toMatchObject([{ text: 'psst' }]);
    expect(slack.messages('alerts')).toMatchObject([{ text: 'hello' }]);
    expect(stage.told()).toMatchObject({
      command: '/desk',
      text: 'all',
      user_id: 'U0BEN',
      channel_name: 'alerts',
      team_domain: 'acme-it',
    });
    stage.answer = () => ({ blocks: [{ type: 'hologram' }] });
    expect(await slack.command({ user: 'U0BEN', channel: CHANNEL, command: '/desk' })).toMatchObject({
      error: 'invalid_blocks',
    });
    expect(slack.mistakes).toMatchObject([{ kind: 'invalid_ack' }]);
  });

  test('that the app did not register reach nobody', async () => {
    const other = await startSlack({ commands: ['/desk'] });
    expect(await other.command({ user: 'U0BEN', channel: CHANNEL, command: '/dsek' })).toMatchObject({
      error: 'unknown_command',
    });
    await other.close();
  });
});
