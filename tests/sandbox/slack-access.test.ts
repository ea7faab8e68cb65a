import { afterEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { refusalOf, webClient } from './slack-app.ts';

let slack: SlackStandIn;

async function start(options: SlackOptions = { limits: false }): Promise<ReturnType<typeof webClient>> {
  slack = await startSlack(options);
  return webClient(slack);
}

afterEach(() => slack.close());

describe('who may call what', () => {
  test.each([
    ['an unknown token', 'xoxb-other', 'auth.test', { ok: false, error: 'invalid_auth' }],
    ['the app token on a bot method', 'xapp-sandbox', 'auth.test', { ok: false, error: 'not_allowed_token_type' }],
    [
      'the bot token for sockets',
      'xoxb-sandbox',
      'apps.connections.open',
      { ok: false, error: 'not_allowed_token_type' },
    ],
    ['no token', '', 'auth.test', { ok: false, error: 'not_authed' }],
    [
      'an unknown method',
      'xoxb-sandbox',
      'chat.shout',
      { ok: false, error: 'unknown_method', req_method: 'chat.shout' },
    ],
  ])('%s is refused', async (_name, token, method, expected) => {
    await start();
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(expected);
  });

  test('a missing scope is named beside those that were granted', async () => {
    const client = await start({ scopes: ['chat:write', 'users:read'] });
    expect(await refusalOf(client.conversations.history({ channel: 'C0ALERTS' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'channels:history',
      provided: 'chat:write,users:read',
    });
    expect(await refusalOf(client.users.lookupByEmail({ email: 'ann@example.com' }))).toMatchObject({
      needed: 'users:read.email',
    });
    expect(await refusalOf(client.conversations.list({ types: 'public_channel,private_channel' }))).toMatchObject({
      needed: 'channels:read',
    });
    const { user } = await client.users.info({ user: 'U0ANN' });
    expect(user?.profile?.email).toBeUndefined();
  });

  test('the granted scopes come with every answer', async () => {
    const client = await start({ scopes: ['chat:write'] });
    const answer = await client.auth.test();
    expect(answer).toMatchObject({ user_id: 'U0DESKBELL', bot_id: 'B0DESKBELL', team_id: 'T0ACME', team: 'Acme IT' });
    expect(answer.response_metadata?.scopes).toEqual(['chat:write']);
  });

  test('and with every refusal too, beside what the method accepts', async () => {
    const client = await start({ scopes: ['chat:write'] });
    expect(await refusalOf(client.users.list({}))).toMatchObject({
      error: 'missing_scope',
      response_metadata: { scopes: ['chat:write'], acceptedScopes: ['users:read'] },
    });
    const stranger = await refusalOf(webClient(slack, 'xoxb-other').users.list({}));
    expect(stranger['response_metadata']).not.toHaveProperty('scopes');
  });

  test('a method may also be read with GET', async () => {
    await start();
    const response = await fetch(`${slack.apiUrl}users.info?user=U0ANN`, {
      headers: { authorization: 'Bearer xoxb-sandbox' },
    });
    expect(await response.json()).toMatchObject({ ok: true, user: { id: 'U0ANN' } });
  });

  test.each<[string, object, string]>([
    ['chat.postMessage', {}, 'chat:write'],
    ['chat.update', {}, 'chat:write'],
    ['chat.delete', {}, 'chat:write'],
    ['chat.postEphemeral', {}, 'chat:write'],
    ['conversations.open', {}, 'im:write'],
    ['conversations.info', { channel: 'C0ALERTS' }, 'channels:read'],
    ['conversations.info', { channel: 'C0INNER' }, 'groups:read'],
    ['conversations.members', { channel: 'C0ALERTS' }, 'channels:read'],
    ['conversations.history', { channel: 'C0ALERTS' }, 'channels:history'],
    ['conversations.history', { channel: 'C0INNER' }, 'groups:history'],
    ['conversations.replies', { channel: 'C0ALERTS' }, 'channels:history'],
    ['conversations.join', {}, 'channels:join'],
    ['conversations.list', {}, 'channels:read'],
    ['conversations.list', { types: 'private_channel' }, 'groups:read'],
    ['conversations.list', { types: 'im' }, 'im:read'],
    ['users.conversations', {}, 'channels:read'],
    ['users.info', {}, 'users:read'],
    ['users.list', {}, 'users:read'],
    ['users.lookupByEmail', {}, 'users:read'],
    ['usergroups.list', {}, 'usergroups:read'],
    ['usergroups.users.list', {}, 'usergroups:read'],
    ['usergroups.users.update', {}, 'usergroups:write'],
    ['usergroups.create', {}, 'usergroups:write'],
    ['usergroups.update', {}, 'usergroups:write'],
    ['usergroups.enable', {}, 'usergroups:write'],
    ['usergroups.disable', {}, 'usergroups:write'],
    ['team.info', {}, 'team:read'],
  ])('%s asks for its scope (%j)', async (method, args, needed) => {
    const client = await start({
      scopes: [],
      channels: [
        { id: 'C0ALERTS', name: 'alerts', member: true },
        { id: 'C0INNER', name: 'inner', member: true, isPrivate: true },
      ],
    });
    expect(await refusalOf(client.apiCall(method, { ...args }))).toMatchObject({ error: 'missing_scope', needed });
  });

  test('a removed app is told so until it is back', async () => {
    const client = await start();
    slack.breakToken('account_inactive');
    expect(await refusalOf(client.auth.test())).toMatchObject({ error: 'account_inactive' });
    slack.breakToken(undefined);
    expect((await client.auth.test()).ok).toBe(true);
  });
});
