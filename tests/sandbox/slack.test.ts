import type { App, BlockAction } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { post } from './slack-app.ts';
import { boltApp } from './slack-bolt.ts';

const ACTIONS = {
  type: 'actions',
  block_id: 'verbs',
  elements: [
    { type: 'button', action_id: 'acknowledge', text: { type: 'plain_text', text: 'Acknowledge' }, value: 'alert:1:1' },
    { type: 'button', action_id: 'claim', text: { type: 'plain_text', text: 'Claim' }, value: 'alert:1:1' },
    { type: 'button', action_id: 'slow', text: { type: 'plain_text', text: 'Slow' } },
    { type: 'button', action_id: 'nobody', text: { type: 'plain_text', text: 'Nobody' } },
  ],
};
const FORM = {
  type: 'modal' as const,
  callback_id: 'log-time',
  private_metadata: 'ticket:7',
  title: { type: 'plain_text' as const, text: 'Log time' },
  submit: { type: 'plain_text' as const, text: 'Log' },
  blocks: [
    {
      type: 'input',
      block_id: 'hours',
      label: { type: 'plain_text', text: 'Hours' },
      element: { type: 'number_input', action_id: 'hours', is_decimal_allowed: true, min_value: '0.25' },
    },
    {
      type: 'input',
      block_id: 'client',
      label: { type: 'plain_text', text: 'Client' },
      element: { type: 'external_select', action_id: 'client', min_query_length: 1 },
    },
  ],
};

describe('a Bolt app in Socket Mode', () => {
  let slack: SlackStandIn;
  let app: App;

  beforeEach(async () => {
    slack = await startSlack({ ackDeadline: 300 });
    app = boltApp(slack);
  });
  afterEach(async () => {
    await app.stop();
    await slack.close();
  });

  async function card(): Promise<string> {
    return post(app.client, { channel: 'C0ALERTS', text: 'Disk full', blocks: [ACTIONS] });
  }

  test('a click reaches the app once, with everything it needs to edit the card', async () => {
    let body: unknown;
    app.action<BlockAction>('acknowledge', async (press) => {
      await press.ack();
      body = press.body;
      await press.client.chat.update({
        channel: 'C0ALERTS',
        ts: press.body.container['message_ts'],
        text: 'Ann has it',
      });
    });
    await app.start();
    const ts = await card();

    const outcome = await slack.click({ user: 'U0ANN', channel: 'C0ALERTS', ts, actionId: 'acknowledge' });
    expect(outcome).toEqual({ acked: true, milliseconds: expect.any(Number) });
    await slack.until(() => slack.messages('alerts')[0]?.text === 'Ann has it');
    expect(body).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0ANN', username: 'ann.baker', name: 'ann.baker', team_id: 'T0ACME' },
      channel: { id: 'C0ALERTS', name: 'alerts' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0ALERTS', is_ephemeral: false },
      message: { ts, text: 'Disk full' },
      actions: [{ type: 'button', action_id: 'acknowledge', block_id: 'verbs', value: 'alert:1:1' }],
      response_url: expect.stringContaining(slack.url),
      trigger_id: expect.any(String),
    });
    expect(slack.messages('alerts')[0]?.blocks).toEqual([ACTIONS]);
    expect(slack.deliveries).toMatchObject([{ type: 'interactive', via: 'socket', outcome: 'acked' }]);
    expect(slack.mistakes).toEqual([]);
  });

  test('nobody listening, or listening too slowly, leaves the person with an error', async () => {
    app.action('slow', async ({ ack }) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await ack();
    });
    await app.start();
    await card();

    const slow = await slack.click({ user: 'U0BEN', channel: 'C0ALERTS', text: 'Slow' });
    expect(slow).toEqual({ acked: false, error: 'operation_timeout', milliseconds: 300 });
    const nobody = await slack.click({ user: 'U0BEN', channel: 'C0ALERTS', text: 'Nobody' });
    expect(nobody).toMatchObject({ acked: false, error: 'operation_timeout' });
    expect(slack.mistakes).toMatchObject([{ kind: 'late_ack' }]);
  });

  test('a form opens, asks for options, refuses nonsense by itself, is corrected, and closes', async () => {
    const submitted: unknown[] = [];
    app.command('/log-time', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: FORM });
    });
    app.options('client', async ({ ack, payload }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: `Acme (${payload.value})` }, value: 'acme' }] });
    });
    app.view('log-time', async ({ ack, view }) => {
      submitted.push(view.state.values);
      if (submitted.length > 1) await ack();
      else await ack({ response_action: 'errors', errors: { hours: 'Overlaps with 10:00' } });
    });
    await app.start();

    const opened = await slack.command({ user: 'U0ANN', channel: 'C0ALERTS', command: '/log-time', text: '7' });
    expect(opened.acked).toBe(true);
    const [view] = await slack.until(() => slack.views('U0ANN').length > 0 && slack.views('U0ANN'));
    expect(view).toMatchObject({ callback_id: 'log-time', private_metadata: 'ticket:7' });

    const offered = await slack.suggest({ user: 'U0ANN', actionId: 'client', blockId: 'client', value: 'ac' });
    expect(offered.response).toEqual({ options: [{ text: { type: 'plain_text', text: 'Acme (ac)' }, value: 'acme' }] });
    const incomplete = await slack.submit({ user: 'U0ANN', values: { hours: '0.1' } });
    expect(incomplete).toMatchObject({
      acked: false,
      error: 'incomplete',
      errors: { hours: 'Must be at least 0.25.', client: 'Please complete this required field.' },
    });
    const refused = await slack.submit({ user: 'U0ANN', values: { hours: '1.5', client: 'acme' } });
    expect(refused).toMatchObject({ acked: true, errors: { hours: 'Overlaps with 10:00' } });
    const done = await slack.submit({ user: 'U0ANN', values: { hours: '2' } });
    expect(done).toEqual({ acked: true, milliseconds: expect.any(Number) });
    expect(slack.views('U0ANN')).toEqual([]);
    expect(submitted[1]).toEqual({
      hours: { hours: { type: 'number_input', value: '2' } },
      client: {
        client: {
          type: 'external_select',
          selected_option: { text: { type: 'plain_text', text: 'Acme (ac)' }, value: 'acme' },
        },
      },
    });
  });
});
