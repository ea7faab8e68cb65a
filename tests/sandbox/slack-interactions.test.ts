import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, post, refusalOf, webClient } from './slack-app.ts';
import { openLine, type Frame, type Line } from './slack-socket.ts';

const CHANNEL = 'C0ALERTS';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const button = (actionId: string, more = {}) => ({
  type: 'button',
  action_id: actionId,
  text: plain(actionId),
  ...more,
});
const card = {
  type: 'actions',
  block_id: 'verbs',
  elements: [button('ack'), button('open', { url: 'https://rmm.example/7' })],
};
const textInput = (name: string, more = {}) => ({
  type: 'input',
  block_id: name,
  label: plain(name),
  element: { type: 'plain_text_input', action_id: name, ...more },
});
const modal = (callbackId: string, ...blocks: object[]) => ({
  type: 'modal',
  callback_id: callbackId,
  title: plain('A form'),
  submit: plain('Send'),
  blocks,
});

let slack: SlackStandIn;
let client: WebClient;
let line: Line;
let answer: (frame: Frame) => unknown;

beforeEach(async () => {
  slack = await startSlack({ limits: false, ackDeadline: 200 });
  client = webClient(slack);
  answer = () => ({});
  line = await openLine(slack, (frame) => answer(frame));
});
afterEach(() => slack.close());

/** The last thing the bot was told. */
function told(): Record<string, unknown> {
  return line.frames.at(-1)?.payload ?? {};
}

async function trigger(user = 'U0ANN'): Promise<string> {
  await slack.command({ user, channel: CHANNEL, command: '/desk' });
  return String(told()['trigger_id']);
}

async function open(view: object, user = 'U0ANN'): Promise<Record<string, unknown>> {
  const opened = await call(client, 'views.open', { trigger_id: await trigger(user), view });
  return opened['view'] as Record<string, unknown>;
}

describe('triggers', () => {
  test('open one modal, within three seconds', async () => {
    const once = await trigger();
    await call(client, 'views.open', { trigger_id: once, view: modal('a') });
    const again = call(client, 'views.open', { trigger_id: once, view: modal('b') });
    expect(await refusalOf(again)).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = await trigger();
    slack.advance(3001);
    const tooLate = call(client, 'views.open', { trigger_id: late, view: modal('c') });
    expect(await refusalOf(tooLate)).toMatchObject({ error: 'expired_trigger_id' });
    const made = call(client, 'views.open', { trigger_id: '1.2.abc', view: modal('d') });
    expect(await refusalOf(made)).toMatchObject({ error: 'invalid_trigger_id' });
    expect(slack.views('U0ANN').map((view) => view['callback_id'])).toEqual(['a']);
  });

  test('a refused view does not spend the trigger', async () => {
    const good = await trigger();
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
    expect(told()['container']).toEqual({
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
    answer = () => undefined;
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
    expect(line.frames).toHaveLength(1);
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
    expect(told()['actions']).toMatchObject([
      { type: 'static_select', action_id: 'snooze', block_id: 'b', selected_option: options[1] },
    ]);
    await expect(slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'snooze', value: '9h' })).rejects.toThrow(
      'No option "9h" is offered',
    );
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
    expect(told()).toMatchObject({ container: { is_ephemeral: true } });
    expect(told()).not.toHaveProperty('message');
  });
});

describe('response addresses', () => {
  async function answerTo(url: unknown, body: object): Promise<[number, unknown]> {
    const response = await fetch(String(url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return [response.status, text === 'ok' ? text : JSON.parse(text)];
  }

  test('work five times and half an hour', async () => {
    await slack.command({ user: 'U0ANN', channel: 'C0GENERAL', command: '/desk' });
    const url = told()['response_url'];
    for (const text of ['1', '2', '3', '4']) expect(await answerTo(url, { text })).toEqual([200, 'ok']);
    expect(await answerTo(url, { text: 'all', response_type: 'in_channel' })).toEqual([200, 'ok']);
    expect(await answerTo(url, { text: '6' })).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(slack.ephemerals('U0ANN').map((one) => one.text)).toEqual(['1', '2', '3', '4']);
    expect(slack.messages('general')).toMatchObject([{ text: 'all' }]);
    await trigger();
    slack.advance(30 * 60_000 + 1);
    expect(await answerTo(told()['response_url'], { text: 'x' })).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  test('replace and delete what was acted on, ephemeral or not', async () => {
    const ts = await post(client, { channel: CHANNEL, text: 'card', blocks: [card] });
    await call(client, 'chat.postEphemeral', {
      channel: CHANNEL,
      user: 'U0ANN',
      text: 'draft',
      blocks: [{ type: 'actions', elements: [button('go')] }],
    });
    await slack.click({ user: 'U0ANN', channel: CHANNEL, actionId: 'go' });
    const draft = told()['response_url'];
    await answerTo(draft, { text: 'sent', replace_original: true });
    expect(slack.ephemerals('U0ANN')).toMatchObject([{ text: 'sent' }]);
    expect(slack.ephemerals('U0ANN')[0]).not.toHaveProperty('blocks');
    await answerTo(draft, { delete_original: true });
    expect(slack.ephemerals('U0ANN')).toEqual([]);
    await slack.click({ user: 'U0ANN', channel: CHANNEL, ts, actionId: 'ack' });
    expect(await answerTo(told()['response_url'], { text: 'x', blocks: [{ type: 'hologram' }] })).toMatchObject([
      400,
      { error: 'invalid_blocks' },
    ]);
    await answerTo(told()['response_url'], { delete_original: true });
    expect(slack.messages('alerts')).toEqual([]);
  });
});

describe('commands', () => {
  test('show what comes with the ack, to one or to all', async () => {
    answer = (frame) =>
      frame.payload?.['text'] === 'all' ? { response_type: 'in_channel', text: 'hello' } : { text: 'psst' };
    await slack.command({ user: 'U0BEN', channel: CHANNEL, command: '/desk' });
    await slack.command({ user: 'U0BEN', channel: CHANNEL, command: '/desk', text: 'all' });
    expect(slack.ephemerals('U0BEN')).toMatchObject([{ text: 'psst' }]);
    expect(slack.messages('alerts')).toMatchObject([{ text: 'hello' }]);
    expect(told()).toMatchObject({
      command: '/desk',
      text: 'all',
      user_id: 'U0BEN',
      channel_name: 'alerts',
      team_domain: 'acme-it',
    });
    answer = () => ({ blocks: [{ type: 'hologram' }] });
    expect(await slack.command({ user: 'U0BEN', channel: CHANNEL, command: '/desk' })).toMatchObject({
      error: 'invalid_blocks',
    });
    expect(slack.mistakes).toMatchObject([{ kind: 'invalid_ack' }]);
  });

  test('that the app did not register reach nobody', async () => {
    const other = await startSlack({ commands: ['/desk'] });
    expect(await other.command({ user: 'U0BEN', channel: CHANNEL, command: '/dsek' })).toMatchObject({
      error: 'unknown_command',
    });
    await other.close();
  });
});

describe('modals', () => {
  test('an update keeps what was typed, refuses an old hash, and ends with the modal', async () => {
    const view = await open(modal('a', textInput('note')));
    await slack.submit({ user: 'U0ANN', values: { note: 'typed' } });
    const second = await open(
      modal('a', textInput('note'), { type: 'section', block_id: 's', text: plain('x'), accessory: button('more') }),
    );
    const next = modal('b', textInput('note'), textInput('more', { multiline: true }));
    const updated = await call(client, 'views.update', { view_id: second['id'], hash: second['hash'], view: next });
    expect(updated['view']).toMatchObject({ id: second['id'], callback_id: 'b', root_view_id: second['id'] });
    const stale = call(client, 'views.update', { view_id: second['id'], hash: second['hash'], view: next });
    expect(await refusalOf(stale)).toMatchObject({ error: 'hash_conflict' });
    const gone = call(client, 'views.update', { view_id: view['id'], view: next });
    expect(await refusalOf(gone)).toMatchObject({ error: 'not_found' });
  });

  test('a dispatching field tells at once, and its value survives the update it causes', async () => {
    const choice = { ...textInput('client'), dispatch_action: true };
    const view = await open(modal('a', choice, textInput('note')));
    await slack.click({ user: 'U0ANN', viewId: String(view['id']), actionId: 'client', value: 'Acme' });
    expect(told()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view['id'] },
      actions: [{ action_id: 'client', type: 'plain_text_input', value: 'Acme' }],
      view: { state: { values: { client: { client: { value: 'Acme' } } } } },
    });
    expect(told()).not.toHaveProperty('response_url');
    await call(client, 'views.update', { view_id: view['id'], view: modal('a', choice, textInput('hours')) });
    expect(slack.views('U0ANN')).toMatchObject([
      { state: { values: { client: { client: { value: 'Acme' } }, hours: { hours: { value: null } } } } },
    ]);
    await expect(
      slack.click({ user: 'U0ANN', viewId: String(view['id']), actionId: 'hours', value: '1' }),
    ).rejects.toThrow('sends nothing');
  });

  test('stack up to three, and only from within', async () => {
    await open(modal('one', textInput('a'), { type: 'actions', elements: [button('next')] }));
    const fromOutside = call(client, 'views.push', { trigger_id: await trigger(), view: modal('two') });
    expect(await refusalOf(fromOutside)).toMatchObject({ error: 'not_found' });
    for (const callbackId of ['two', 'three']) {
      await slack.click({ user: 'U0ANN', actionId: 'next' });
      const view = modal(callbackId, { type: 'actions', elements: [button('next')] });
      await call(client, 'views.push', { trigger_id: told()['trigger_id'], view });
    }
    await slack.click({ user: 'U0ANN', actionId: 'next' });
    const fourth = call(client, 'views.push', { trigger_id: told()['trigger_id'], view: modal('four') });
    expect(await refusalOf(fourth)).toMatchObject({ error: 'push_limit_reached' });
    expect(slack.views('U0ANN').map((view) => view['callback_id'])).toEqual(['one', 'two', 'three']);
    await slack.closeModal({ user: 'U0ANN' });
    expect(slack.views('U0ANN').map((view) => view['callback_id'])).toEqual(['one', 'two']);
    await slack.closeModal({ user: 'U0ANN', all: true });
    expect(slack.views('U0ANN')).toEqual([]);
  });

  test.each<[string, object, string[], object]>([
    ['nothing closes the view', {}, ['below'], {}],
    ['clear closes all', { response_action: 'clear' }, [], {}],
    ['update replaces it', { response_action: 'update', view: modal('next') }, ['below', 'next'], {}],
    ['push goes on top', { response_action: 'push', view: modal('next') }, ['below', 'form', 'next'], {}],
    [
      'errors keep it',
      { response_action: 'errors', errors: { note: 'No' } },
      ['below', 'form'],
      { errors: { note: 'No' } },
    ],
    [
      'errors for a block that is no field break it',
      { response_action: 'errors', errors: { nte: 'No' } },
      ['below', 'form'],
      { error: 'invalid_error_block' },
    ],
    [
      'a view that is too wide breaks it',
      { response_action: 'update', view: { ...modal('x'), title: plain('x'.repeat(25)) } },
      ['below', 'form'],
      { error: 'invalid_arguments' },
    ],
    ['an unknown word breaks it', { response_action: 'shut' }, ['below', 'form'], { error: 'invalid_response_action' }],
  ])('answered with %s', async (_name, payload, left, more) => {
    await open(modal('below', { type: 'actions', elements: [button('next')] }));
    await slack.click({ user: 'U0ANN', actionId: 'next' });
    await call(client, 'views.push', { trigger_id: told()['trigger_id'], view: modal('form', textInput('note')) });
    answer = () => payload;
    const outcome = await slack.submit({ user: 'U0ANN', values: { note: 'hello' } });
    expect(outcome).toMatchObject({ acked: true, ...more });
    expect(slack.views('U0ANN').map((view) => view['callback_id'])).toEqual(left);
    expect(slack.mistakes.length).toBe('error' in more ? 1 : 0);
  });

  test('no answer keeps the form, with what was typed', async () => {
    await open(modal('form', textInput('note')));
    answer = () => undefined;
    const outcome = await slack.submit({ user: 'U0ANN', values: { note: 'hello' } });
    expect(outcome).toMatchObject({
      acked: false,
      error: 'operation_timeout',
      view: { state: { values: { note: { note: { value: 'hello' } } } } },
    });
  });

  test('every kind of field gives its value as Slack does', async () => {
    const options = ['a', 'b'].map((value) => ({ text: plain(value.toUpperCase()), value }));
    const field = (name: string, element: object) => ({
      ...textInput(name),
      optional: true,
      element: { action_id: name, ...element },
    });
    await open(
      modal(
        'form',
        field('text', { type: 'plain_text_input', initial_value: 'kept' }),
        field('pick', { type: 'static_select', options }),
        field('ticks', { type: 'checkboxes', options }),
        field('who', { type: 'users_select' }),
        field('day', { type: 'datepicker' }),
        field('at', { type: 'timepicker' }),
        field('empty', { type: 'radio_buttons', options }),
      ),
    );
    await slack.submit({
      user: 'U0ANN',
      values: { pick: 'B', ticks: ['a'], who: 'U0BEN', day: '2026-11-21', at: '09:15' },
    });
    const view = told()['view'] as { state: { values: unknown } };
    expect(view.state.values).toEqual({
      text: { text: { type: 'plain_text_input', value: 'kept' } },
      pick: { pick: { type: 'static_select', selected_option: options[1] } },
      ticks: { ticks: { type: 'checkboxes', selected_options: [options[0]] } },
      who: { who: { type: 'users_select', selected_user: 'U0BEN' } },
      day: { day: { type: 'datepicker', selected_date: '2026-11-21' } },
      at: { at: { type: 'timepicker', selected_time: '09:15' } },
      empty: { empty: { type: 'radio_buttons', selected_option: null } },
    });
  });

  test('options must be few and short, and typed for', async () => {
    await open(modal('form', { ...textInput('client'), element: { type: 'external_select', action_id: 'client' } }));
    const query = { user: 'U0ANN', actionId: 'client' };
    expect(await slack.suggest({ ...query, value: 'ac' })).toMatchObject({ error: 'query_too_short' });
    answer = () => ({
      options: Array.from({ length: 101 }, (_, index) => ({ text: plain('x'), value: String(index) })),
    });
    expect(await slack.suggest({ ...query, value: 'acme' })).toMatchObject({ acked: true, error: 'invalid_options' });
    answer = () => ({ options: [] });
    expect(await slack.suggest({ ...query, value: 'acme' })).toMatchObject({ response: { options: [] } });
  });
});

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
    expect(told()).toMatchObject({ container: { type: 'view' }, view: { type: 'home' } });
    expect(slack.home('U0BEN')).toBeUndefined();
  });

  test('a shortcut on a message brings the message, a global one only a trigger', async () => {
    const { ts } = await slack.say({ user: 'U0CARA', channel: CHANNEL, text: 'The printer is on fire' });
    await slack.shortcut({ user: 'U0ANN', callbackId: 'make-ticket', channel: CHANNEL, ts });
    expect(told()).toMatchObject({
      type: 'message_action',
      callback_id: 'make-ticket',
      message: { text: 'The printer is on fire', user: 'U0CARA' },
      channel: { id: CHANNEL },
      response_url: expect.any(String),
    });
    await slack.shortcut({ user: 'U0ANN', callbackId: 'log-time' });
    expect(told()).toMatchObject({ type: 'shortcut', callback_id: 'log-time', trigger_id: expect.any(String) });
    expect(told()).not.toHaveProperty('channel');
  });
});

describe('over HTTP', () => {
  test('the page has the same hands and eyes', async () => {
    await post(client, { channel: CHANNEL, text: 'Disk full', blocks: [card] });
    const hand = async (verb: string, body: object) => {
      const response = await fetch(`${slack.url}/_sandbox/${verb}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()];
    };
    expect(await hand('click', { user: 'U0ANN', channel: CHANNEL, actionId: 'ack' })).toMatchObject([
      200,
      { acked: true },
    ]);
    expect(await hand('click', { user: 'U0ANN', channel: CHANNEL, actionId: 'nope' })).toMatchObject([
      400,
      { error: expect.stringContaining('sees nothing like') },
    ]);
    expect(await hand('command', { user: 'U0ANN', channel: CHANNEL, command: '/desk' })).toMatchObject([
      200,
      { acked: true },
    ]);
    expect(await hand('channels/alerts/kick', {})).toEqual([200, { ok: true }]);
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

  test('the page hears of every change', async () => {
    const stream = await fetch(`${slack.url}/_sandbox/changes`);
    const reader = stream.body?.getReader();
    const heard = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await heard()).toBe('data: changed\n\n');
    await post(client, { channel: CHANNEL, text: 'x' });
    expect(await heard()).toContain('data: changed');
  });
});
