import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { openLine } from './slack-socket.ts';

let slack: SlackStandIn;
beforeEach(async () => {
  slack = await startSlack({ limits: false, ackDeadline: 200 });
});
afterEach(() => slack.close());

describe('events', () => {
  test('come again at once, after a minute and after five while nobody acks them', async () => {
    const line = await openLine(slack);
    const first = slack.openHome({ user: 'U0ANN' });
    await slack.until(() => line.frames.length === 3);
    await first;
    slack.advance(58_000);
    expect(slack.deliveries).toHaveLength(2);
    slack.advance(2000);
    await slack.until(() => line.frames.length === 4);
    await slack.until(() => slack.deliveries.at(-1)?.outcome === 'operation_timeout');
    slack.advance(298_000);
    expect(slack.deliveries).toHaveLength(3);
    slack.advance(2000);
    await slack.until(() => line.frames.length === 5);
    const [, ...tries] = line.frames;
    expect(tries.map((frame) => [frame.retry_attempt, frame.retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ]);
    expect(new Set(tries.map((frame) => frame.envelope_id)).size).toBe(1);
    await slack.until(() => slack.mistakes.some((mistake) => mistake.kind === 'lost_event'));
  });

  test('that happened while nobody was connected arrive by retry alone', async () => {
    expect((await slack.openHome({ user: 'U0ANN' })).acked).toBe(false);
    const line = await openLine(slack, () => ({}));
    slack.advance(60_000);
    await slack.until(() => line.frames.length === 2);
    expect(line.frames[1]).toMatchObject({
      type: 'events_api',
      accepts_response_payload: false,
      retry_attempt: 2,
      payload: { type: 'event_callback', event: { type: 'app_home_opened', user: 'U0ANN', tab: 'home' } },
    });
    slack.advance(300_000);
    expect(line.frames).toHaveLength(2);
  });

  test('may come once more although they were acked', async () => {
    const line = await openLine(slack, () => ({}));
    await slack.openHome({ user: 'U0ANN' });
    await slack.repeatEvent();
    const [, first, again] = line.frames;
    expect(again).toEqual({ ...first, retry_attempt: 1, retry_reason: 'timeout' });
  });

  test('a person is heard only where the app subscribed to messages', async () => {
    const line = await openLine(slack, () => ({}));
    await slack.say({ user: 'U0ANN', channel: 'C0ALERTS', text: 'anyone?' });
    expect(line.frames.map((frame) => frame.type)).toEqual(['hello']);
  });

  test('the notice of too many events has no inner event', async () => {
    const line = await openLine(slack, () => ({}));
    await slack.event({ type: 'app_rate_limited' });
    expect(line.frames[1]?.payload).toEqual({
      team_id: 'T0ACME',
      api_app_id: 'A0DESKBELL',
      type: 'app_rate_limited',
      minute_rate_limited: expect.any(Number),
    });
  });
});
