import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, refusalOf } from './slack-app.ts';
import { card, CHANNEL, openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
let slack: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  stage = await openStage();
  ({ slack, client } = stage);
});
afterEach(() => stage[Symbol.asyncDispose]());

describe('home and shortcuts', () => {
  test('a home is published for one person, with a hash against races', async () => {
    const home = { type: 'home', blocks: [card] };
    const first = await call(client, 'views.publish', { user_id: 'U0ANN', view: home });
    const { hash } = first['view'] as { hash: string };
    await call(client, 'views.publish', { user_id: 'U0ANN', view: home, hash });
    const stale = call(client, 'views.publish', { user_id: 'U0ANN', view: home, hash });
    expect(await refusalOf(stale)).toMatchObject({ error: 'hash_conflict' });
    const outcome = await slack.openHome({ user: 'U0ANN' });
    expect(outcome).toMatchObject({ acked: true, view: { type: 'home', blocks: [card] } });
    const viewId = String(slack.home('U0ANN')?.['id']);
    expect((await slack.click({ user: 'U0ANN', viewId, actionId: 'ack' })).acked).toBe(true);
    expect(stage.told()).toMatchObject({ container: { type: 'view' }, view: { type: 'home' } });
    expect(slack.home('U0BEN')).toBeUndefined();
  });

  test('a shortcut on a message brings the message, a global one only a trigger', async () => {
    const { ts } = await slack.say({ user: 'U0CARA', channel: CHANNEL, text: 'The printer is on fire' });
    await slack.shortcut({ user: 'U0ANN', callbackId: 'make-ticket', channel: CHANNEL, ts });
    expect(stage.told()).toMatchObject({
      type: 'message_action',
      callback_id: 'make-ticket',
      message: { text: 'The printer is on fire', user: 'U0CARA' },
      channel: { id: CHANNEL },
      response_url: expect.any(String),
    });
    await slack.shortcut({ user: 'U0ANN', callbackId: 'log-time' });
    expect(stage.told()).toMatchObject({ type: 'shortcut', callback_id: 'log-time', trigger_id: expect.any(String) });
    expect(stage.told()).not.toHaveProperty('channel');
  });
});
