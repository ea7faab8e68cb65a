import { afterEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { call, post, refusalOf, webClient } from './slack-app.ts';

let slack: SlackStandIn;

async function start(options: SlackOptions = { limits: false }): Promise<ReturnType<typeof webClient>> {
  slack = await startSlack(options);
  return webClient(slack);
}

afterEach(() => slack.close());

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
    const between = { channel, oldest: first, latest: '9999999999.000000', limit: 2 };
    const page = await client.conversations.history(between);
    expect(page.messages?.map((one) => one.text)).toEqual(['four', 'three']);
    expect(page.has_more).toBe(true);
    const cursor = page.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.history({ ...between, cursor });
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

  test('history with a beginning alone gives what is closest to it, and pages forward', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    const oldest = await post(client, { channel, text: 'one' });
    for (const text of ['two', 'three', 'four']) await post(client, { channel, text });
    const page = await client.conversations.history({ channel, oldest, limit: 2 });
    expect(page.messages?.map((one) => one.text)).toEqual(['three', 'two']);
    const cursor = page.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.history({ channel, oldest, limit: 2, cursor });
    expect([rest.messages?.map((one) => one.text), rest.has_more]).toEqual([['four'], false]);
  });

  test('without the Messages tab nobody can be written to, and a bot never', async () => {
    const client = await start({ limits: false, appHome: { home: true, messages: false, readOnly: false } });
    expect(await refusalOf(post(client, { channel: 'U0ANN', text: 'x' }))).toMatchObject({
      error: 'messages_tab_disabled',
    });
    const { channel } = await client.conversations.open({ users: 'U0ANN' });
    expect(await refusalOf(post(client, { channel: channel?.id, text: 'x' }))).toMatchObject({
      error: 'messages_tab_disabled',
    });
    expect(await refusalOf(post(client, { channel: 'U0DESKBELL', text: 'x' }))).toMatchObject({
      error: 'cannot_dm_bot',
    });
    expect(slack.directMessages('U0ANN')).toEqual([]);
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
});
