import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, refusalOf } from './slack-app.ts';
import { button, modal, plain, textInput, openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
let slack: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  stage = await openStage();
  ({ slack, client } = stage);
});
afterEach(() => stage[Symbol.asyncDispose]());

describe('modals', () => {
  test('an update keeps what was typed, refuses an old hash, and ends with the modal', async () => {
    const view = await stage.open(modal('a', textInput('note')));
    await slack.submit({ user: 'U0ANN', values: { note: 'typed' } });
    const second = await stage.open(
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
    const view = await stage.open(modal('a', choice, textInput('note')));
    await slack.click({ user: 'U0ANN', viewId: String(view['id']), actionId: 'client', value: 'Acme' });
    expect(stage.told()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view['id'] },
      actions: [{ action_id: 'client', type: 'plain_text_input', value: 'Acme' }],
      view: { state: { values: { client: { client: { value: 'Acme' } } } } },
    });
    expect(stage.told()).not.toHaveProperty('response_url');
    await call(client, 'views.update', { view_id: view['id'], view: modal('a', choice, textInput('hours')) });
    expect(slack.views('U0ANN')).toMatchObject([
      { state: { values: { client: { client: { value: 'Acme' } }, hours: { hours: { value: null } } } } },
    ]);
    await expect(
      slack.click({ user: 'U0ANN', viewId: String(view['id']), actionId: 'hours', value: '1' }),
    ).rejects.toThrow('sends nothing');
  });

  test('stack up to three, and only from within', async () => {
    await stage.open(modal('one', textInput('a'), { type: 'actions', elements: [button('next')] }));
    const fromOutside = call(client, 'views.push', { trigger_id: await stage.trigger(), view: modal('two') });
    expect(await refusalOf(fromOutside)).toMatchObject({ error: 'not_found' });
    for (const callbackId of ['two', 'three']) {
      await slack.click({ user: 'U0ANN', actionId: 'next' });
      const view = modal(callbackId, { type: 'actions', elements: [button('next')] });
      await call(client, 'views.push', { trigger_id: stage.told()['trigger_id'], view });
    }
    await slack.click({ user: 'U0ANN', actionId: 'next' });
    const fourth = call(client, 'views.push', { trigger_id: stage.told()['trigger_id'], view: modal('four') });
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
    await stage.open(modal('below', { type: 'actions', elements: [button('next')] }));
    await slack.click({ user: 'U0ANN', actionId: 'next' });
    await call(client, 'views.push', {
      trigger_id: stage.told()['trigger_id'],
      view: modal('form', textInput('note')),
    });
    stage.answer = () => payload;
    const outcome = await slack.submit({ user: 'U0ANN', values: { note: 'hello' } });
    expect(outcome).toMatchObject({ acked: true, ...more });
    expect(slack.views('U0ANN').map((view) => view['callback_id'])).toEqual(left);
    expect(slack.mistakes.length).toBe('error' in more ? 1 : 0);
  });

  test('no answer keeps the form, with what was typed', async () => {
    await stage.open(modal('form', textInput('note')));
    stage.answer = () => undefined;
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
    await stage.open(
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
    const view = stage.told()['view'] as { state: { values: unknown } };
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

  test('a menu of channels gives an address to answer in the chosen one, where it asks for it', async () => {
    const menu = (name: string, more: object) => ({
      ...textInput(name),
      optional: true,
      element: { type: 'conversations_select', action_id: name, ...more },
    });
    await stage.open(modal('form', menu('silent', {}), menu('where', { response_url_enabled: true })));
    await slack.submit({ user: 'U0ANN', values: { silent: 'C0GENERAL', where: 'C0GENERAL' } });
    const [address, ...others] = stage.told()['response_urls'] as Record<string, unknown>[];
    expect(others).toEqual([]);
    expect(address).toMatchObject({ block_id: 'where', action_id: 'where', channel_id: 'C0GENERAL' });
    await fetch(String(address?.['response_url']), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Logged', response_type: 'in_channel' }),
    });
    expect(slack.messages('general')).toMatchObject([{ text: 'Logged' }]);
  });

  test('options must be few and short, and typed for', async () => {
    await stage.open(
      modal('form', { ...textInput('client'), element: { type: 'external_select', action_id: 'client' } }),
    );
    const query = { user: 'U0ANN', actionId: 'client' };
    expect(await slack.suggest({ ...query, value: 'ac' })).toMatchObject({ error: 'query_too_short' });
    stage.answer = () => ({
      options: Array.from({ length: 101 }, (_, index) => ({ text: plain('x'), value: String(index) })),
    });
    expect(await slack.suggest({ ...query, value: 'acme' })).toMatchObject({ acked: true, error: 'invalid_options' });
    stage.answer = () => ({ options: [] });
    expect(await slack.suggest({ ...query, value: 'acme' })).toMatchObject({ response: { options: [] } });
  });
});
