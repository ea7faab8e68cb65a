import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { post, refusalOf } from './slack-app.ts';
import { card, CHANNEL, openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
let slack: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  stage = await openStage();
  ({ slack, client } = stage);
});
afterEach(() => stage[Symbol.asyncDispose]());

describe('over HTTP', () => {
  test('the page has the same hands and eyes', async () => {
    await post(client, { channel: CHANNEL, text: 'Disk full', blocks: [card] });
    const hand = async (verb: string, body: object) => {
      const response = await fetch(`${slack.url}/_sandbox/${verb}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()];
    };
    expect(await hand('click', { user: 'U0ANN', channel: CHANNEL, actionId: 'ack' })).toMatchObject([
      200,
      { acked: true },
    ]);
    expect(await hand('click', { user: 'U0ANN', channel: CHANNEL, actionId: 'nope' })).toMatchObject([
      400,
      { error: expect.stringContaining('sees nothing like') },
    ]);
    expect(await hand('command', { user: 'U0ANN', channel: CHANNEL, command: '/desk' })).toMatchObject([
      200,
      { acked: true },
    ]);
    expect(await hand('channels/alerts/kick', {})).toEqual([200, { ok: true }]);
    expect(await refusalOf(post(client, { channel: CHANNEL, text: 'x' }))).toMatchObject({ error: 'not_in_channel' });
    const state = await (await fetch(`${slack.url}/_sandbox/state`)).json();
    expect(state).toMatchObject({
      team: { name: 'Acme IT' },
      channels: [
        { id: CHANNEL, messages: [{ text: 'Disk full', replies: [] }] },
        { id: 'C0GENERAL', messages: [] },
      ],
      connections: { open: 1, closing: 0 },
      mistakes: [],
    });
  });

  test('the page hears of every change', async () => {
    const stream = await fetch(`${slack.url}/_sandbox/changes`);
    const reader = stream.body?.getReader();
    const heard = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await heard()).toBe('data: changed\n\n');
    await post(client, { channel: CHANNEL, text: 'x' });
    expect(await heard()).toContain('data: changed');
  });
});
