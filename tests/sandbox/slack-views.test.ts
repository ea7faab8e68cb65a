import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, refusalOf, webClient } from './slack-app.ts';
import { input, many, plain, rows, section, x, type Block } from './slack-bits.ts';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack({ limits: false });
});
afterAll(() => slack.close());

describe('views', () => {
  const modal = { type: 'modal', title: plain('Log time'), blocks: [section('x')] };

  test.each<[string, Block, string]>([
    [
      'a title of 25',
      { ...modal, title: plain(x(25)) },
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'an input without submit',
      { ...modal, blocks: [input({ type: 'plain_text_input' })] },
      'missing required field: submit [json-pointer:/view/submit]',
    ],
    [
      'private metadata of 3001',
      { ...modal, private_metadata: x(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      '101 blocks',
      { ...modal, blocks: many(101, { type: 'divider' }) },
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'a table in a modal',
      { ...modal, blocks: [{ type: 'table', rows: rows(1, 1) }] },
      'unsupported type: table [json-pointer:/view/blocks/0/type]',
    ],
    [
      'two elements in focus',
      {
        ...modal,
        submit: plain('Send'),
        blocks: many(2, input({ type: 'plain_text_input', focus_on_load: true })),
      },
      'only one element may set focus_on_load [json-pointer:/view]',
    ],
    [
      'a number field that nothing fits',
      {
        ...modal,
        submit: plain('Send'),
        blocks: [input({ type: 'number_input', is_decimal_allowed: true, min_value: '2', max_value: '1' })],
      },
      'max_value cannot be less than min_value [json-pointer:/view/blocks/0/element]',
    ],
    [
      'a text field that nothing fits',
      { ...modal, submit: plain('Send'), blocks: [input({ type: 'plain_text_input', min_length: 2, max_length: 1 })] },
      'max_length cannot be less than min_length [json-pointer:/view/blocks/0/element]',
    ],
    [
      'a home where a modal goes',
      { type: 'home', blocks: [] },
      'must be a valid enum value: modal [json-pointer:/view/type]',
    ],
  ])('with %s are refused', async (_name, view, problem) => {
    const refused = await refusalOf(call(webClient(slack), 'views.open', { trigger_id: '1.1.a', view }));
    expect(refused['error']).toBe('invalid_arguments');
    const { messages } = refused['response_metadata'] as { messages: string[] };
    expect(messages).toContain(`[ERROR] ${problem}`);
  });

  test('above 250 KB are too large', async () => {
    const blocks = many(100, section(x(3000)));
    const refused = refusalOf(
      call(webClient(slack), 'views.open', { trigger_id: '1.1.a', view: { ...modal, blocks } }),
    );
    expect(await refused).toMatchObject({ error: 'view_too_large' });
  });

  test('blocks.validate says the same without showing anything', async () => {
    const answer = await call(webClient(slack), 'blocks.validate', { blocks: [{ type: 'hologram' }] });
    expect(answer).toMatchObject({
      ok: true,
      valid: false,
      errors: [{ pointer: '/blocks/0/type', message: 'unsupported type: hologram' }],
    });
  });
});
