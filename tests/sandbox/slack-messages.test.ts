import { afterEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { call, post, refusalOf, webClient } from './slack-app.ts';

const SECTION = { type: 'section', block_id: 'body', text: { type: 'mrkdwn', text: 'Disk *full*' } };
const METADATA = { event_type: 'alert', event_payload: { outbox_id: 'o-1', alert: { id: 7 } } };

let slack: SlackStandIn;

async function start(options: SlackOptions = { limits: false }): Promise<ReturnType<typeof webClient>> {
  slack = await startSlack(options);
  return webClient(slack);
}

afterEach(() => slack.close());

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
    [
      'markdown beside blocks',
      { channel: 'C0ALERTS', blocks: [SECTION], markdown_text: 'y' },
      'markdown_text_conflict',
    ],
    ['markdown of 12,001', { channel: 'C0ALERTS', markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
    ['attachments that are no list', { channel: 'C0ALERTS', attachments: '{}' }, 'invalid_attachments'],
    ['blocks that are no list', { channel: 'C0ALERTS', text: 'x', blocks: '{}' }, 'invalid_blocks_format'],
    [
      'metadata with an empty name',
      { channel: 'C0ALERTS', text: 'x', metadata: { event_type: '', event_payload: {} } },
      'invalid_metadata_schema',
    ],
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

  test('an edit that names no blocks keeps them', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    const ts = await post(client, { channel, text: 'Disk full', blocks: [SECTION] });
    await client.chat.update({ channel, ts, text: 'Ann has it' });
    expect(slack.messages('alerts')).toMatchObject([{ text: 'Ann has it', blocks: [SECTION] }]);
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

  test('an answer inside a thread has no thread of its own', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    const parent = await post(client, { channel, text: 'card' });
    const answer = await post(client, { channel, text: 'answer', thread_ts: parent });
    expect(await refusalOf(post(client, { channel, text: 'x', thread_ts: answer }))).toMatchObject({
      error: 'cannot_reply_to_message',
    });
  });

  test('in an archived channel nothing is edited, and nothing is whispered', async () => {
    const client = await start();
    const channel = 'C0ALERTS';
    const ts = await post(client, { channel, text: 'card' });
    slack.archive('alerts');
    expect(await refusalOf(client.chat.update({ channel, ts, text: 'x' }))).toMatchObject({ error: 'is_inactive' });
    expect(await refusalOf(client.chat.postEphemeral({ channel, user: 'U0ANN', text: 'x' }))).toMatchObject({
      error: 'is_archived',
    });
    slack.archive('alerts', false);
    slack.kick('alerts');
    expect(await refusalOf(client.chat.postEphemeral({ channel, user: 'U0ANN', text: 'x' }))).toMatchObject({
      error: 'not_in_channel',
    });
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
