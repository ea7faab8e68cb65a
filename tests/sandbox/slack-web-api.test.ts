import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { call, post, refusalOf, webClient } from './slack-app.ts';

let slack: SlackStandIn;
const SECTION = { type: 'section', block_id: 'body', text: { type: 'mrkdwn', text: 'Disk *full*' } };
const METADATA = { event_type: 'alert', event_payload: { outbox_id: 'o-1', alert: { id: 7 } } };

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

  test('a removed app is told so until it is back', async () => {
    const client = await start();
    slack.breakToken('account_inactive');
    expect(await refusalOf(client.auth.test())).toMatchObject({ error: 'account_inactive' });
    slack.breakToken(undefined);
    expect((await client.auth.test()).ok).toBe(true);
  });
});

describe('posting', () => {
  test.each([
    ['a channel that does not exist', { channel: 'C0NOWHERE', text: 'x' }, 'channel_not_found'],
    ['a channel the bot is not in', { channel: 'C0GENERAL', text: 'x' }, 'not_in_channel'],
    ['a private channel it cannot see', { channel: 'C0SECRET', text: 'x' }, 'channel_not_found'],
    ['an archived channel', { channel: 'C0OLD', text: 'x' }, 'is_archived'],
    ['nothing at all', { channel: 'C0ALERTS' }, 'no_text'],
    ['blocks that are no JSON', { channel: 'C0ALERTS', text: 'x', blocks: '[{' }, 'invalid_blocks_format'],
    [
      'a thread that was never there',
      { channel: 'C0ALERTS', text: 'x', thread_ts: '1700000000.000100' },
      'thread_not_found',
    ],
    ['a thread given as a number', { channel: 'C0ALERTS', text: 'x', thread_ts: '1700000000.1' }, 'invalid_thread_ts'],
    ['markdown beside text', { channel: 'C0ALERTS', text: 'x', markdown_text: 'y' }, 'markdown_text_conflict'],
    ['metadata that is no JSON', { channel: 'C0ALERTS', text: 'x', metadata: '{' }, 'invalid_metadata_format'],
    [
      'metadata without payload',
      { channel: 'C0ALERTS', text: 'x', metadata: { event_type: 'a' } },
      'invalid_metadata_schema',
    ],
    [
      'metadata two levels deep',
      { channel: 'C0ALERTS', text: 'x', metadata: { event_type: 'a', event_payload: { b: { c: { d: 1 } } } } },
      'invalid_metadata_schema',
    ],
    [
      'metadata that is large',
      { channel: 'C0ALERTS', text: 'x', metadata: { event_type: 'a', event_payload: { b: 'x'.repeat(3000) } } },
      'metadata_too_large',
    ],
  ])('%s is refused', async (_name, message, error) => {
    const client = await start({
      limits: false,
      channels: [
        { id: 'C0ALERTS', name: 'alerts', member: true },
        { id: 'C0GENERAL', name: 'general', member: false },
        { id: 'C0SECRET', name: 'secret', member: false, isPrivate: true },
        { id: 'C0OLD', name: 'old', member: true, isArchived: true },
      ],
    });
    expect(await refusalOf(call(client, 'chat.postMessage', message))).toMatchObject({ error });
    expect(slack.messages('C0ALERTS')).toEqual([]);
  });

  test('chat:write.public opens public channels without an invitation', async () => {
    const client = await start({ scopes: ['chat:write', 'chat:write.public'] });
    await post(client, { channel: '#general', text: 'Hello' });
    expect(slack.messages('general')).toMatchObject([{ text: 'Hello' }]);
  });

  test('a card is kept as sent, and its metadata is shown only on demand', async () => {
    const client = await start();
    const ts = await post(client, { channel: 'C0ALERTS', text: 'Disk full', blocks: [SECTION], metadata: METADATA });
    const [plain] = (await client.conversations.history({ channel: 'C0ALERTS' })).messages ?? [];
    const [full] =
      (await client.conversations.history({ channel: 'C0ALERTS', include_all_metadata: true })).messages ?? [];
    const common = {
      type: 'message',
      ts,
      user: 'U0DESKBELL',
      bot_id: 'B0DESKBELL',
      app_id: 'A0DESKBELL',
      team: 'T0ACME',
      text: 'Disk full',
      blocks: [SECTION],
    };
    expect(plain).toEqual(common);
    expect(full).toEqual({ ...common, metadata: METADATA });
  });

  test('an edit keeps what it does not name, and clears what it empties', async () => {
    const client = await start();
    const attachments = [{ color: '#e01e5a', fallback: 'Disk full', blocks: [SECTION] }];
    const channel = 'C0ALERTS';
    const ts = await post(client, { channel, text: 'Disk full', attachments, metadata: METADATA });
    await client.chat.update({ channel, ts, text: 'Ann has it' });
    expect(slack.messages('alerts')).toMatchObject([
      { text: 'Ann has it', attachments: [{ id: 1, color: '#e01e5a', blocks: [SECTION] }], metadata: METADATA },
    ]);
    await call(client, 'chat.update', { channel, ts, text: 'Done', attachments: [], metadata: {} });
    const [message] = slack.messages('alerts');
    expect(message).toEqual({
      type: 'message',
      ts,
      user: 'U0DESKBELL',
      bot_id: 'B0DESKBELL',
      app_id: 'A0DESKBELL',
      team: 'T0ACME',
      text: 'Done',
      edited: { user: 'U0DESKBELL', ts: expect.any(String) },
      replies: [],
    });
    expect(slack.pings).toEqual([{ channel, ts, mentions: [] }]);
  });

  test('edits and deletions are refused for what is gone, not its own, or too long', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    const ts = await post(client, { channel, text: 'mine' });
    const theirs = await slack.say({ user: 'U0ANN', channel, text: 'hers' });
    const update = (more: { ts: string; text: string }) => refusalOf(client.chat.update({ channel, ...more }));
    expect(await update({ ts: '1700000000.000100', text: 'x' })).toMatchObject({ error: 'message_not_found' });
    expect(await update({ ts: theirs.ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    expect(await update({ ts, text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' });
    expect(await refusalOf(client.chat.delete({ channel, ts: theirs.ts }))).toMatchObject({
      error: 'cant_delete_message',
    });
    expect(await refusalOf(client.chat.update({ channel: 'U0ANN', ts, text: 'x' }))).toMatchObject({
      error: 'channel_not_found',
    });
    await client.chat.delete({ channel, ts });
    expect(await update({ ts, text: 'x' })).toMatchObject({ error: 'message_not_found' });
    expect(slack.messages('alerts')).toMatchObject([{ text: 'hers' }]);
  });

  test('text beyond 40,000 characters is cut in silence, and noted here', async () => {
    const client = await start();
    await post(client, { channel: 'C0ALERTS', text: '🔥'.repeat(40_001) });
    expect(slack.messages('alerts')[0]?.text).toBe('🔥'.repeat(40_000));
    expect(slack.mistakes).toMatchObject([{ kind: 'text_truncated' }]);
  });

  test('mentions ring only unescaped and only in what is shown', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    await post(client, { channel, text: '<!channel> and &lt;!here&gt;' });
    await post(client, {
      channel,
      text: '<!channel>',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '<@U0ANN> <!subteam^S0ONCALL>' } }],
    });
    await post(client, {
      channel,
      text: 'x',
      blocks: [{ type: 'section', text: { type: 'plain_text', text: '<!everyone>' } }],
    });
    expect(slack.pings.map((ping) => ping.mentions)).toEqual([['channel'], ['U0ANN', 'S0ONCALL'], []]);
  });
});

describe('threads, history and places', () => {
  test('answers hang under their parent, and only broadcasts show in the channel', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    const parent = await post(client, { channel, text: 'card' });
    const reply = await post(client, { channel, text: 'Ann acknowledged', thread_ts: parent });
    await post(client, { channel, text: 'still failing', thread_ts: parent, reply_broadcast: true });
    expect(await refusalOf(call(client, 'chat.postMessage', { channel, text: 'x', thread_ts: reply }))).toMatchObject({
      error: 'cannot_reply_to_message',
    });
    const { messages: thread } = await client.conversations.replies({ channel, ts: parent });
    expect(thread?.map((one) => one.text)).toEqual(['card', 'Ann acknowledged', 'still failing']);
    const { messages: top } = await client.conversations.history({ channel });
    expect(top?.map((one) => [one.text, one.subtype, one.reply_count])).toEqual([
      ['still failing', 'thread_broadcast', undefined],
      ['card', undefined, 2],
    ]);
    expect(slack.messages('alerts')).toMatchObject([
      { text: 'card', replies: [{ text: 'Ann acknowledged' }, { text: 'still failing' }] },
    ]);
    await client.chat.delete({ channel, ts: parent });
    expect(slack.messages('alerts')).toMatchObject([{ subtype: 'tombstone', replies: [{}, {}] }]);
  });

  test('history starts after oldest, comes newest first, and in pages', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    const first = await post(client, { channel, text: 'one' });
    for (const text of ['two', 'three', 'four']) await post(client, { channel, text });
    const page = await client.conversations.history({ channel, oldest: first, limit: 2 });
    expect(page.messages?.map((one) => one.text)).toEqual(['four', 'three']);
    expect(page.has_more).toBe(true);
    const cursor = page.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.history({ channel, oldest: first, limit: 2, cursor });
    expect([rest.messages?.map((one) => one.text), rest.has_more]).toEqual([['two'], false]);
    const exact = await client.conversations.history({ channel, oldest: first, latest: first, inclusive: true });
    expect(exact.messages?.map((one) => one.text)).toEqual(['one']);
    expect(await refusalOf(client.conversations.history({ channel, oldest: 'yesterday' }))).toMatchObject({
      error: 'invalid_ts_oldest',
    });
    expect(await refusalOf(client.conversations.history({ channel, cursor: 'nonsense' }))).toMatchObject({
      error: 'invalid_cursor',
    });
    expect(await refusalOf(client.conversations.history({ channel: 'C0GENERAL' }))).toMatchObject({
      error: 'not_in_channel',
    });
  });

  test('a direct message by user id lands in the channel that conversations.open names, and needs its own scope to be read', async () => {
    const client = await start();
    const { channel } = await client.conversations.open({ users: 'U0ANN' });
    await post(client, { channel: 'U0ANN', text: 'Your digest' });
    expect(slack.directMessages('U0ANN')).toMatchObject([{ text: 'Your digest' }]);
    expect(slack.messages(channel?.id ?? '')).toMatchObject([{ text: 'Your digest' }]);
    expect(await refusalOf(client.conversations.history({ channel: channel?.id ?? '' }))).toMatchObject({
      needed: 'im:history',
    });
    expect(await refusalOf(client.conversations.open({ users: 'U0NOBODY' }))).toMatchObject({
      error: 'user_not_found',
    });
  });

  test('an ephemeral needs its reader in the channel, and can be no more than that', async () => {
    const client = await start({
      limits: false,
      channels: [{ id: 'C0ALERTS', name: 'alerts', member: true, members: ['U0ANN'] }],
    });
    const channel = 'C0ALERTS';
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel, user: 'U0ANN', text: 'only you' });
    expect(slack.ephemerals('U0ANN')).toEqual([{ ts, channel, user: 'U0ANN', text: 'only you' }]);
    expect(slack.messages(channel)).toEqual([]);
    expect(await refusalOf(client.chat.postEphemeral({ channel, user: 'U0BEN', text: 'x' }))).toMatchObject({
      error: 'user_not_in_channel',
    });
    expect(await refusalOf(client.chat.update({ channel, ts, text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    });
    slack.reload('U0ANN');
    expect(slack.ephemerals('U0ANN')).toEqual([]);
  });

  test('channels, members and permalinks', async () => {
    const client = await start();
    const { channels } = await client.conversations.list();
    expect(channels?.map((one) => [one.name, one.is_member])).toEqual([
      ['alerts', true],
      ['general', false],
    ]);
    const { channel } = await client.conversations.info({ channel: 'C0ALERTS' });
    expect(channel).toMatchObject({ name: 'alerts', is_member: true, is_archived: false });
    const { members } = await client.conversations.members({ channel: 'C0ALERTS' });
    expect(members).toEqual(['U0ANN', 'U0BEN', 'U0CARA', 'U0GUEST', 'U0DESKBELL']);
    const ts = await post(client, { channel: 'C0ALERTS', text: 'card' });
    const { permalink } = await client.chat.getPermalink({ channel: 'C0ALERTS', message_ts: ts });
    expect(permalink).toBe(`https://acme-it.slack.example/archives/C0ALERTS/p${ts.replace('.', '')}`);
  });

  test('people and groups', async () => {
    const client = await start();
    const { user } = await client.users.lookupByEmail({ email: 'Ann@Example.com' });
    expect(user).toMatchObject({
      id: 'U0ANN',
      tz: 'Europe/Berlin',
      is_admin: true,
      profile: { email: 'ann@example.com' },
    });
    expect([3600, 7200]).toContain(user?.tz_offset);
    expect(await refusalOf(client.users.lookupByEmail({ email: 'no@example.com' }))).toMatchObject({
      error: 'users_not_found',
    });
    const { members } = await client.users.list({});
    expect(members?.map((one) => [one.id, one.is_bot, one.is_restricted])).toEqual([
      ['U0ANN', false, false],
      ['U0BEN', false, false],
      ['U0CARA', false, false],
      ['U0GUEST', false, true],
      ['U0DESKBELL', true, false],
    ]);
    const { usergroups } = await client.usergroups.list();
    expect(usergroups).toMatchObject([{ id: 'S0ONCALL', handle: 'on-call' }]);
    expect((await client.usergroups.users.list({ usergroup: 'S0ONCALL' })).users).toEqual(['U0ANN']);
    expect(await refusalOf(client.usergroups.users.update({ usergroup: 'S0ONCALL', users: 'U0BEN' }))).toMatchObject({
      needed: 'usergroups:write',
    });
  });
});

describe('people who left', () => {
  test('are found no more and written to no more, yet keep their id', async () => {
    const client = await start();
    slack.deactivate('U0BEN');
    const lookup = client.users.lookupByEmail({ email: 'ben@example.com' });
    expect(await refusalOf(lookup)).toMatchObject({ error: 'users_not_found' });
    expect(await refusalOf(post(client, { channel: 'U0BEN', text: 'x' }))).toMatchObject({ error: 'user_disabled' });
    expect((await client.users.info({ user: 'U0BEN' })).user).toMatchObject({ id: 'U0BEN', deleted: true });
  });
});

describe('rate limits', () => {
  async function attempt(client: ReturnType<typeof webClient>, channel: string): Promise<number | 'posted'> {
    try {
      await call(client, 'chat.postMessage', { channel, text: 'x' });
      return 'posted';
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
      throw error;
    }
  }

  test('one post a second to a channel, by whatever name, after the burst', async () => {
    const client = await start({ burst: 2 });
    expect(await attempt(client, 'C0ALERTS')).toBe('posted');
    expect(await attempt(client, '#alerts')).toBe('posted');
    expect(await attempt(client, 'C0ALERTS')).toBe(1);
    expect(await attempt(client, 'U0ANN')).toBe('posted');
    slack.advance(1000);
    expect(await attempt(client, 'C0ALERTS')).toBe('posted');
  });

  test('a refused call says 429 with Retry-After and does nothing', async () => {
    const client = await start({});
    await attempt(client, 'C0ALERTS');
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C0ALERTS', text: 'x' }),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await response.json()).toEqual({ ok: false, error: 'ratelimited' });
    expect(slack.messages('alerts')).toHaveLength(1);
  });

  test('fifty edits a minute for the whole workspace, each method for itself', async () => {
    const client = await start({});
    const ts = await post(client, { channel: 'C0ALERTS', text: 'card' });
    const edit = () => client.chat.update({ channel: 'C0ALERTS', ts, text: 'card' });
    for (let count = 0; count < 50; count += 1) await edit();
    await expect(edit()).rejects.toMatchObject({ retryAfter: expect.any(Number) });
    await client.conversations.history({ channel: 'C0ALERTS' });
    slack.advance(60_000);
    await edit();
  });

  test('all channels together hit the cap of the workspace', async () => {
    const channels = Array.from({ length: 350 }, (_, index) => ({ id: `C${index}`, name: `c${index}`, member: true }));
    const client = await start({ channels });
    const attempts = await Promise.all(channels.map((channel) => attempt(client, channel.id)));
    const posted = attempts.filter((one) => one === 'posted').length;
    expect(posted).toBeGreaterThanOrEqual(300);
    expect(posted).toBeLessThan(340);
  });
});
