import { afterEach, describe, expect, test } from 'vitest';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { call } from './slack-app.ts';
import { CHANNEL, openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
afterEach(() => stage[Symbol.asyncDispose]());

async function listen(events: string[], more: SlackOptions = {}): Promise<Stage> {
  stage = await openStage({ events, ...more });
  return stage;
}

/** The types of everything heard, with what kind of channel it came from. */
function heard(): unknown[] {
  return stage.line.frames.slice(1).map((frame) => {
    const event = frame.payload?.['event'] as Record<string, unknown>;
    return event['channel_type'] ?? event['type'];
  });
}

async function writeEverywhere(): Promise<void> {
  const { channel } = await call(stage.client, 'conversations.open', { users: 'U0ANN' });
  for (const id of [CHANNEL, 'C0INNER', (channel as { id: string }).id])
    await stage.slack.say({ user: 'U0ANN', channel: id, text: 'hello' });
}

const channels = [
  { id: CHANNEL, name: 'alerts', member: true },
  { id: 'C0INNER', name: 'inner', member: true, isPrivate: true },
];
const scopes = [
  'im:write',
  'im:history',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'users:read',
];

describe('what the app subscribed to', () => {
  test.each([
    ['message.channels', 'channel'],
    ['message.groups', 'group'],
    ['message.im', 'im'],
  ])('%s brings messages of that kind of channel alone', async (event, kind) => {
    await listen([event], { channels, scopes });
    await writeEverywhere();
    expect(heard()).toEqual([kind]);
    expect(stage.told()).toMatchObject({
      type: 'event_callback',
      event_id: expect.any(String),
      event: { type: 'message', text: 'hello', user: 'U0ANN', channel_type: kind },
    });
    expect(stage.slack.mistakes).toEqual([]);
  });

  test.each([
    ['message.channels', 'channels:history'],
    ['message.groups', 'groups:history'],
    ['message.im', 'im:history'],
  ])('%s without %s stays silent, and is noted here', async (event, missing) => {
    await listen([event], { channels, scopes: scopes.filter((scope) => scope !== missing) });
    await writeEverywhere();
    expect(heard()).toEqual([]);
    expect(stage.slack.mistakes).toMatchObject([
      { kind: 'unheard_event', detail: `${event} is subscribed to without ${missing}` },
    ]);
  });

  test('a channel the bot is not in is not heard', async () => {
    await listen(['message.channels']);
    await stage.slack.say({ user: 'U0ANN', channel: 'C0GENERAL', text: 'hello' });
    expect(heard()).toEqual([]);
  });

  test('what an administrator does to its channels and people is told', async () => {
    const events = ['channel_left', 'member_joined_channel', 'channel_archive', 'channel_unarchive', 'user_change'];
    const { slack } = await listen([...events, 'group_left', 'group_archive'], { channels, scopes });
    slack.kick('alerts');
    slack.invite('alerts');
    slack.invite('alerts');
    slack.archive('alerts');
    slack.archive('alerts', false);
    slack.archive('inner');
    slack.kick('inner');
    slack.deactivate('U0BEN');
    const types = () =>
      stage.line.frames.slice(1).map((frame) => (frame.payload?.['event'] as { type: string } | undefined)?.type);
    await slack.until(() => types().length === 7);
    expect(types()).toEqual([...events.slice(0, 4), 'group_archive', 'group_left', 'user_change']);
    expect(stage.told()).toMatchObject({ event: { user: { id: 'U0BEN', deleted: true } } });
  });

  test('the app is told which of its tabs was opened, and nothing if it did not ask', async () => {
    const { slack } = await listen(['app_home_opened']);
    await slack.openHome({ user: 'U0ANN', tab: 'messages' });
    expect(stage.told()).toMatchObject({ event: { type: 'app_home_opened', tab: 'messages', user: 'U0ANN' } });
    await slack.openHome({ user: 'U0ANN' });
    expect(stage.told()).toMatchObject({ event: { tab: 'home' } });
    await stage[Symbol.asyncDispose]();
    await listen([]);
    expect(await stage.slack.openHome({ user: 'U0ANN' })).toMatchObject({ error: 'not_subscribed' });
    expect(heard()).toEqual([]);
  });
});

describe('what the app switched off', () => {
  test('has no home to publish to or to open, and nobody can write to it', async () => {
    const { slack, client } = await listen(['app_home_opened'], {
      appHome: { home: false, messages: true, readOnly: true },
    });
    const publish = call(client, 'views.publish', { user_id: 'U0ANN', view: { type: 'home', blocks: [] } });
    await expect(publish).rejects.toMatchObject({ data: { error: 'not_enabled' } });
    await expect(slack.openHome({ user: 'U0ANN' })).rejects.toThrow('The app has no home tab');
    const { channel } = await call(client, 'conversations.open', { users: 'U0ANN' });
    const said = slack.say({ user: 'U0ANN', channel: (channel as { id: string }).id, text: 'hello' });
    await expect(said).rejects.toThrow('Sending messages to this app is turned off');
  });

  test('hears of no click, choice or shortcut without interactivity', async () => {
    const { slack, client, line } = await listen([], { interactivity: false });
    const blocks = [
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } },
          { type: 'external_select', action_id: 'pick', min_query_length: 0 },
        ],
      },
    ];
    await call(client, 'chat.postMessage', { channel: CHANNEL, text: 'x', blocks });
    const there = { user: 'U0ANN', channel: CHANNEL };
    expect(await slack.click({ ...there, actionId: 'go' })).toMatchObject({ error: 'not_interactive' });
    expect(await slack.suggest({ ...there, actionId: 'pick', value: 'a' })).toMatchObject({ error: 'not_interactive' });
    expect(await slack.shortcut({ user: 'U0ANN', callbackId: 'a' })).toMatchObject({ error: 'not_interactive' });
    expect(line.frames).toHaveLength(1);
  });

  test('offers no shortcut that it did not register, and none without the scope', async () => {
    const { slack } = await listen([], { shortcuts: ['make-ticket'] });
    expect(await slack.shortcut({ user: 'U0ANN', callbackId: 'make-tea' })).toMatchObject({
      acked: false,
      error: 'unknown_shortcut',
    });
    expect(await slack.shortcut({ user: 'U0ANN', callbackId: 'make-ticket' })).toMatchObject({ acked: true });
    await stage[Symbol.asyncDispose]();
    await listen([], { scopes: ['chat:write'] });
    expect(await stage.slack.shortcut({ user: 'U0ANN', callbackId: 'make-ticket' })).toMatchObject({
      error: 'unknown_shortcut',
    });
    expect(await stage.slack.command({ user: 'U0ANN', channel: CHANNEL, command: '/desk' })).toMatchObject({
      error: 'unknown_command',
    });
  });
});
