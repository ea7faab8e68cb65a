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

/** What a route of the stand-in itself answers. */
async function does(route: string, body: object = {}): Promise<[number, unknown]> {
  const response = await fetch(`${slack.url}/_sandbox/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

describe('over HTTP', () => {
  test('the page has the same hands and eyes', async () => {
    await post(client, { channel: CHANNEL, text: 'Disk full', blocks: [card] });
    expect(await does('click', { user: 'U0ANN', channel: CHANNEL, actionId: 'ack' })).toMatchObject([
      200,
      { acked: true },
    ]);
    expect(await does('click', { user: 'U0ANN', channel: CHANNEL, actionId: 'nope' })).toMatchObject([
      400,
      { error: expect.stringContaining('sees nothing like') },
    ]);
    expect(await does('command', { user: 'U0ANN', channel: CHANNEL, command: '/desk' })).toMatchObject([
      200,
      { acked: true },
    ]);
    expect(await does('channels/alerts/kick', {})).toEqual([200, { ok: true }]);
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

  test('whoever is in another process can do what an administrator can', async () => {
    await does('break-token', { error: 'account_inactive' });
    expect(await refusalOf(client.auth.test())).toMatchObject({ error: 'account_inactive' });
    await does('break-token');
    expect((await client.auth.test()).ok).toBe(true);
    expect(await does('repeat-event')).toEqual([400, { error: 'No event was delivered yet' }]);
    await does('open-home', { user: 'U0ANN' });
    expect(await does('repeat-event')).toMatchObject([200, { acked: true }]);
    expect(stage.line.frames.at(-1)).toMatchObject({ retry_attempt: 1 });
    await does('lose-acks', { count: 1 });
    expect(await does('command', { user: 'U0ANN', channel: CHANNEL, command: '/desk' })).toMatchObject([
      200,
      { acked: false, error: 'operation_timeout' },
    ]);
    await client.chat.postEphemeral({ channel: CHANNEL, user: 'U0ANN', text: 'psst' });
    expect(await does('users/U0ANN/reload')).toEqual([200, { ok: true }]);
    expect(slack.ephemerals('U0ANN')).toEqual([]);
    await does('users/U0BEN/deactivate');
    expect((await client.users.info({ user: 'U0BEN' })).user?.deleted).toBe(true);
    expect(await does('users/U0NOBODY/deactivate')).toMatchObject([400, {}]);
    expect(await does('verify-address', { root: slack.url })).toEqual([200, { verified: false }]);
    const ts = await post(client, { channel: CHANNEL, text: 'Disk full' });
    expect(await does('channels/alerts/archive')).toEqual([200, { ok: true }]);
    expect(await refusalOf(post(client, { channel: CHANNEL, text: 'x' }))).toMatchObject({ error: 'is_archived' });
    await fetch(`${slack.url}/_sandbox/messages/${CHANNEL}/${ts}`, { method: 'DELETE' });
    const left = await fetch(`${slack.url}/_sandbox/messages/alerts`);
    expect(await left.json()).toEqual([]);
    await does('disconnect', { reason: 'warning' });
    expect(slack.connections()).toEqual({ open: 0, closing: 1 });
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
