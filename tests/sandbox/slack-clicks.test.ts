import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, post, refusalOf } from './slack-app.ts';
import { button, card, CHANNEL, modal, plain, openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
let slack: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  stage = await openStage();
  ({ slack, client } = stage);
});
afterEach(() => stage[Symbol.asyncDispose]());

describe('triggers', () => {
  test('open one modal, within three seconds', async () => {
    const once = await stage.trigger();
    await call(client, 'views.open', { trigger_id: once, view: modal('a') });
    const again = call(client, 'views.open', { trigger_id: once, view: modal('b') });
    expect(await refusalOf(again)).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = await stage.trigger();
    slack.advance(3001);
    const tooLate = call(client, 'views.open', { trigger_id: late, view: modal('c') });
    expect(await refusalOf(tooLate)).toMatchObject({ error: 'expired_trigger_id' });
    const made = call(client, 'views.open', { trigger_id: '1.2.abc', view: modal('d') });
    expect(await refusalOf(made)).toMatchObject({ error: 'invalid_trigger_id' });
    expect(slack.views('U0ANN').map((view) => view['callback_id'])).toEqual(['a']);
  });

  test('a refused view does not spend the trigger', async () => {
    const good = await stage.trigger();
    const broken = call(client, 'views.open', {
      trigger_id: good,
      view: { ...modal('a'), title: plain('x'.repeat(25)) },
    });
    expect(await refusalOf(broken)).toMatchObject({ error: 'invalid_arguments' });
    await call(client, 'views.open', { trigger_id: good, view: modal('a') });
  });
});

describe('clicks', () => {
  test('inside an attachment say so', async () => {
    const ts = await post(client, { channel: CHANNEL, attachments: [{ color: '#e01e5a', blocks: [card] }] });
    await slack.click({ user: 'U0ANN', channel: CHANNEL, ts, actionId: 'ack' });
    expect(stage.told()['container']).toEqual({
      type: 'message_attachment',
      message_ts: ts,
      attachment_id: 1,
      channel_id: CHANNEL,
      is_ephemeral: false,
      is_app_unfurl: false,
    });
  });

  test('on a link open the page and still want an ack', async () => {
    await post(client, { channel: CHANNEL, text: 'x', blocks: [card] });
    const outcome = await slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'open' });
    expect(outcome).toEqual({ acked: true, opened: 'https://rmm.example/7', milliseconds: expect.any(Number) });
    stage.answer = () => undefined;
    expect((await slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'open' })).acked).toBe(false);
  });

  test('behind a confirmation can be taken back', async () => {
    const confirm = { title: plain('Sure?'), text: plain('Really'), confirm: plain('Yes'), deny: plain('No') };
    await post(client, {
      channel: CHANNEL,
      text: 'x',
      blocks: [{ type: 'actions', elements: [button('close', { confirm })] }],
    });
    const press = { user: 'U0ANN', channel: CHANNEL, actionId: 'close' };
    expect(await slack.click({ ...press, confirm: false })).toEqual({ acked: false, error: 'denied', milliseconds: 0 });
    expect(stage.line.frames).toHaveLength(1);
    expect((await slack.click(press)).acked).toBe(true);
  });

  test('choose from a menu', async () => {
    const options = ['1h', '4h'].map((value) => ({ text: plain(value), value }));
    await post(client, {
      channel: CHANNEL,
      text: 'x',
      blocks: [{ type: 'actions', block_id: 'b', elements: [{ type: 'static_select', action_id: 'snooze', options }] }],
    });
    await slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'snooze', value: '4h' });
    expect(stage.told()['actions']).toMatchObject([
      { type: 'static_select', action_id: 'snooze', block_id: 'b', selected_option: options[1] },
    ]);
    await expect(slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'snooze', value: '9h' })).rejects.toThrow(
      'No option "9h" is offered',
    );
  });

  test('on an icon are for those who may see it', async () => {
    const icon = { ...button('mute'), type: 'icon_button', icon: 'bell', visible_to_user_ids: ['U0ANN'] };
    await post(client, { channel: CHANNEL, text: 'x', blocks: [{ type: 'context_actions', elements: [icon] }] });
    const press = { channel: CHANNEL, actionId: 'mute' };
    expect((await slack.click({ ...press, user: 'U0ANN' })).acked).toBe(true);
    await expect(slack.click({ ...press, user: 'U0BEN' })).rejects.toThrow('sees nothing like');
  });

  test('are impossible for who is not in the channel', async () => {
    await call(client, 'views.publish', { user_id: 'U0BEN', view: { type: 'home', blocks: [card] } });
    const viewId = String(slack.home('U0BEN')?.['id']);
    await expect(slack.click({ user: 'U0ANN', viewId, actionId: 'ack' })).rejects.toThrow('sees nothing like');
    await expect(slack.command({ user: 'U0ANN', channel: 'C0NONE', command: '/desk' })).rejects.toThrow('is not in');
    await expect(slack.click({ user: 'U0NOBODY', channel: CHANNEL, actionId: 'ack' })).rejects.toThrow('Nobody');
  });

  test('are impossible on what a person cannot see', async () => {
    await post(client, { channel: CHANNEL, text: 'x', blocks: [card] });
    await expect(slack.click({ user: 'U0ANN', channel: CHANNEL, text: 'Claim' })).rejects.toThrow('sees nothing like');
    await call(client, 'chat.postEphemeral', {
      channel: CHANNEL,
      user: 'U0ANN',
      text: 'x',
      blocks: [{ type: 'actions', elements: [button('mine')] }],
    });
    await expect(slack.click({ user: 'U0BEN', channel: CHANNEL, actionId: 'mine' })).rejects.toThrow(
      'sees nothing like',
    );
    expect((await slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'mine' })).acked).toBe(true);
    expect(stage.told()).toMatchObject({ container: { is_ephemeral: true } });
    expect(stage.told()).not.toHaveProperty('message');
  });
});
