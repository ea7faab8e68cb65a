import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { modal, plain, textInput, openStage, type Stage } from './slack-stage.ts';

let stage: Stage;
let slack: SlackStandIn;

beforeEach(async () => {
  stage = await openStage();
  ({ slack } = stage);
});
afterEach(() => stage[Symbol.asyncDispose]());

describe('forms', () => {
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

  test('a form refuses by itself what does not fit', async () => {
    await stage.open(
      modal(
        'form',
        textInput('short', { max_length: 3 }),
        textInput('long', { min_length: 3 }),
        { ...textInput('mail'), element: { type: 'email_text_input', action_id: 'mail' } },
        { ...textInput('web'), element: { type: 'url_text_input', action_id: 'web' } },
        { ...textInput('whole'), element: { type: 'number_input', action_id: 'whole', is_decimal_allowed: false } },
        {
          ...textInput('most'),
          element: { type: 'number_input', action_id: 'most', is_decimal_allowed: true, max_value: '2' },
        },
        textInput('needed'),
        { ...textInput('free'), optional: true },
      ),
    );
    const wrong = { short: 'four', long: 'ab', mail: 'ann', web: 'rmm', whole: '1.5', most: '2.01' };
    expect(await slack.submit({ user: 'U0ANN', values: wrong })).toMatchObject({
      acked: false,
      error: 'incomplete',
      errors: {
        short: 'Must be at most 3 characters.',
        long: 'Must be at least 3 characters.',
        mail: 'Please enter a valid email address.',
        web: 'Please enter a valid URL.',
        whole: 'Please enter a whole number.',
        most: 'Must be at most 2.',
        needed: 'Please complete this required field.',
      },
    });
    expect(stage.told()).not.toMatchObject({ type: 'view_submission' });
    const right = {
      short: 'abc',
      long: 'abc',
      mail: 'ann@example.com',
      web: 'https://rmm.example',
      whole: '1',
      most: '2',
    };
    expect(await slack.submit({ user: 'U0ANN', values: { ...right, needed: 'x' } })).toMatchObject({ acked: true });
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

  test('what is chosen from the start stays chosen, though nobody asked for options; anything else has to be offered', async () => {
    const acme = { text: plain('Acme'), value: 'acme' };
    const element = { type: 'external_select', action_id: 'client', initial_option: acme };
    await stage.open(modal('form', { ...textInput('client'), element }));
    const submit = (client: string) => slack.submit({ user: 'U0ANN', values: { client } });
    await expect(submit('Globex')).rejects.toThrow('is offered');
    expect(await submit('Acme')).toMatchObject({ acked: true });
  });
});
