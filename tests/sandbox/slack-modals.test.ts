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

  test('closing tells the bot only where it asked for that', async () => {
    await stage.open(modal('silent'));
    await slack.closeModal({ user: 'U0ANN' });
    expect(stage.told()).not.toMatchObject({ type: 'view_closed' });
    await stage.open({ ...modal('asked'), notify_on_close: true });
    await slack.closeModal({ user: 'U0ANN' });
    expect(stage.told()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { callback_id: 'asked' } });
    await stage.open({ ...modal('all'), notify_on_close: true, clear_on_close: true });
    await slack.closeModal({ user: 'U0ANN' });
    expect(stage.told()).toMatchObject({ type: 'view_closed', is_cleared: true });
  });

  test('one external id belongs to one view, which it can name', async () => {
    await stage.open({ ...modal('first'), external_id: 'ticket-7' });
    const twice = stage.open({ ...modal('second'), external_id: 'ticket-7' }, 'U0BEN');
    expect(await refusalOf(twice)).toMatchObject({ error: 'duplicate_external_id' });
    await call(client, 'views.update', { external_id: 'ticket-7', view: modal('renamed') });
    expect(slack.views('U0ANN')).toMatchObject([{ callback_id: 'renamed' }]);
  });
});
