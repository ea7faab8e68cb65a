import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, post, refusalOf, webClient } from './slack-app.ts';

type Block = Record<string, unknown>;

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack({ limits: false });
});
afterAll(() => slack.close());

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) });
const button = (more: Block = {}): Block => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: Block[]): Block => ({ type: 'actions', elements });
const option = (text: string, value = text) => ({ text: plain(text), value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
const select = (more: Block): Block => ({ type: 'static_select', ...more });
const input = (element: Block, more: Block = {}): Block => ({ type: 'input', label: plain('L'), element, ...more });
const cell = (text: string) => ({ type: 'raw_text', text });
const rows = (count: number, columns: number) =>
  Array.from({ length: count }, () => Array.from({ length: columns }, () => cell('x')));
const many = (count: number, block: Block) => Array.from({ length: count }, () => block);
const x = (count: number) => 'x'.repeat(count);

async function problemsOf(blocks: unknown): Promise<unknown> {
  const refusal = await refusalOf(
    call(webClient(slack), 'chat.postMessage', { channel: 'C0ALERTS', text: 'x', blocks }),
  );
  const { messages } = refusal['response_metadata'] as { messages?: string[] };
  return [refusal['error'], ...(messages ?? [])];
}

describe('what a message may show', () => {
  test.each<[string, Block[]]>([
    ['50 blocks', many(50, { type: 'divider' })],
    ['a section of 3000 characters, astral ones counted once', [section('😀'.repeat(3000))]],
    ['a header of 150', [{ type: 'header', text: plain(x(150)) }]],
    ['10 fields of 200', [{ type: 'section', fields: many(10, mrkdwn(x(200))) }]],
    ['25 buttons', [actions(...many(25, button()))]],
    [
      'a button with everything',
      [
        actions(
          button({
            action_id: x(255),
            value: x(2000),
            url: 'https://rmm.example/a',
            style: 'danger',
            confirm: {
              title: plain('Sure?'),
              text: mrkdwn('Really'),
              confirm: plain('Yes'),
              deny: plain('No'),
              style: 'danger',
            },
          }),
        ),
      ],
    ],
    ['a menu of 100 options', [{ type: 'section', text: plain('x'), accessory: select({ options: options(100) }) }]],
    [
      'an overflow menu of 5',
      [{ type: 'section', text: plain('x'), accessory: { type: 'overflow', options: options(5) } }],
    ],
    [
      'alert, card and container',
      [
        { type: 'alert', level: 'error', text: mrkdwn('SLA broken') },
        { type: 'card', title: mrkdwn('#7'), body: mrkdwn('Printer'), actions: [button(), button(), button()] },
        {
          type: 'container',
          title: plain('History'),
          is_collapsible: true,
          default_collapsed: true,
          child_blocks: [section('x')],
        },
      ],
    ],
    ['a table', [{ type: 'table', rows: rows(10, 20) }]],
    [
      'rich text',
      [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'x' },
                { type: 'user', user_id: 'U0ANN' },
              ],
            },
          ],
        },
      ],
    ],
    ['no blocks at all beside text', []],
  ])('%s', async (_name, blocks) => {
    expect(await post(webClient(slack), { channel: 'C0ALERTS', text: 'x', blocks: blocks })).toMatch(/^\d+\.\d+$/);
  });

  test.each<[string, unknown[], string]>([
    ['51 blocks', many(51, { type: 'divider' }), 'no more than 50 items allowed [json-pointer:/blocks]'],
    ['an unknown block', [{ type: 'hologram' }], 'unsupported type: hologram [json-pointer:/blocks/0/type]'],
    ['a block without type', [{}], 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'an unknown property',
      [{ type: 'divider', colour: 'red' }],
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    ['a section of 3001', [section(x(3001))], 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    ['an empty section', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a section with nothing',
      [{ type: 'section' }],
      'must define one of the fields: text, fields [json-pointer:/blocks/0]',
    ],
    [
      'a field of 2001',
      [{ type: 'section', fields: [mrkdwn(x(2001))] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      '11 fields',
      [{ type: 'section', fields: many(11, mrkdwn('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a header in mrkdwn',
      [{ type: 'header', text: mrkdwn('x') }],
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'a header of 151',
      [{ type: 'header', text: plain(x(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      '11 context elements',
      [{ type: 'context', elements: many(11, mrkdwn('x')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    ['26 buttons', [actions(...many(26, button()))], 'no more than 25 items allowed [json-pointer:/blocks/0/elements]'],
    ['no buttons', [actions()], 'no fewer than 1 items required [json-pointer:/blocks/0/elements]'],
    [
      'a button text of 76',
      [actions(button({ text: plain(x(76)) }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a button value of 2001',
      [actions(button({ value: x(2001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a link of 3001',
      [actions(button({ url: `https://a.example/${x(3000)}` }))],
      'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'a link that is none',
      [actions(button({ url: 'rmm' }))],
      'must be a valid URL [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'an action id of 256',
      [actions(button({ action_id: x(256) }))],
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'one action id twice',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'one block id twice',
      many(2, { type: 'divider', block_id: 'b' }),
      '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      'a style of its own',
      [actions(button({ style: 'warning' }))],
      'must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a long confirmation',
      [actions(button({ confirm: { text: plain(x(301)) } }))],
      'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      '101 options',
      [actions(select({ options: options(101) }))],
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'no options',
      [actions(select({ options: [] }))],
      'no fewer than 1 items required [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'an option text of 76',
      [actions(select({ options: [option(x(76), 'v')] }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'an option value of 76',
      [actions(select({ options: [option('t', x(76))] }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
    ],
    [
      'a choice that is not offered',
      [actions(select({ options: options(2), initial_option: option('z') }))],
      'initial option must exactly match one of the options [json-pointer:/blocks/0/elements/0]',
    ],
    [
      '6 overflow options',
      [actions({ type: 'overflow', options: options(6) })],
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      '11 checkboxes',
      [actions({ type: 'checkboxes', options: options(11) })],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a number field among buttons',
      [actions({ type: 'number_input', is_decimal_allowed: true })],
      'unsupported type: number_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'a placeholder of 151',
      [input({ type: 'plain_text_input', placeholder: plain(x(151)) })],
      'must be less than 151 characters [json-pointer:/blocks/0/element/placeholder/text]',
    ],
    [
      'a label of 2001',
      [input({ type: 'plain_text_input' }, { label: plain(x(2001)) })],
      'must be less than 2001 characters [json-pointer:/blocks/0/label/text]',
    ],
    [
      'a text field of 3001',
      [input({ type: 'plain_text_input', max_length: 3001 })],
      'must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]',
    ],
    [
      'a table of 101 rows',
      [{ type: 'table', rows: rows(101, 1) }],
      'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
    ],
    [
      'a table of 21 columns',
      [{ type: 'table', rows: rows(1, 21) }],
      'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
    ],
    [
      'a ragged table',
      [{ type: 'table', rows: [[cell('a')], [cell('a'), cell('b')]] }],
      'all rows must have the same number of cells [json-pointer:/blocks/0/rows]',
    ],
    [
      'two tables',
      many(2, { type: 'table', rows: rows(1, 1) }),
      'only one table is allowed in a message [json-pointer:/blocks]',
    ],
    [
      'a data table without caption',
      [{ type: 'data_table', rows: rows(2, 2) }],
      'missing required field: caption [json-pointer:/blocks/0]',
    ],
    [
      'a card title of 151',
      [{ type: 'card', title: mrkdwn(x(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/title/text]',
    ],
    [
      'a card with 4 buttons',
      [{ type: 'card', title: mrkdwn('x'), actions: many(4, button()) }],
      'no more than 3 items allowed [json-pointer:/blocks/0/actions]',
    ],
    [
      'a carousel of 11',
      [{ type: 'carousel', elements: many(11, { type: 'card', title: mrkdwn('x') }) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a container of 11',
      [{ type: 'container', title: plain('x'), child_blocks: many(11, { type: 'divider' }) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]',
    ],
    [
      'a collapsed container that cannot open',
      [{ type: 'container', title: plain('x'), default_collapsed: true, child_blocks: [{ type: 'divider' }] }],
      'default_collapsed requires is_collapsible [json-pointer:/blocks/0]',
    ],
    [
      'markdown of 12,001',
      [{ type: 'markdown', text: x(12_001) }],
      'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      'a file block',
      [{ type: 'file', source: 'remote', external_id: 'a' }],
      'unsupported type: file [json-pointer:/blocks/0/type]',
    ],
  ])('not %s', async (_name, blocks, problem) => {
    expect(await problemsOf(blocks)).toEqual(['invalid_blocks', `[ERROR] ${problem}`]);
  });

  test('not more than about 13,200 characters together', async () => {
    const client = webClient(slack);
    await post(client, { channel: 'C0ALERTS', text: 'x', blocks: many(4, section(x(3000))) });
    const refused = refusalOf(post(client, { channel: 'C0ALERTS', text: 'x', blocks: many(5, section(x(2700))) }));
    expect(await refused).toMatchObject({ error: 'msg_blocks_too_long' });
    const split = [1, 2].map(() => ({ color: '#e01e5a', blocks: many(3, section(x(2700))) }));
    expect(await refusalOf(post(client, { channel: 'C0ALERTS', attachments: split }))).toMatchObject({
      error: 'msg_blocks_too_long',
    });
  });
});

describe('attachments', () => {
  test.each<[string, unknown, string]>([
    [
      'wrong blocks',
      { color: '#e01e5a', blocks: [section(x(3001))] },
      'must be less than 3001 characters [json-pointer:/attachments/0/blocks/0/text/text]',
    ],
    [
      'older fields beside blocks',
      { text: 'old', blocks: [section('x')] },
      'invalid additional property: text [json-pointer:/attachments/0]',
    ],
  ])('with %s are refused', async (_name, attachment, problem) => {
    const refused = refusalOf(
      call(webClient(slack), 'chat.postMessage', { channel: 'C0ALERTS', attachments: [attachment] }),
    );
    expect(await refused).toMatchObject({
      error: 'invalid_attachments',
      response_metadata: { messages: [`[ERROR] ${problem}`] },
    });
  });

  test('at most a hundred', async () => {
    const refused = refusalOf(
      call(webClient(slack), 'chat.postMessage', { channel: 'C0ALERTS', attachments: many(101, { text: 'x' }) }),
    );
    expect(await refused).toMatchObject({ error: 'too_many_attachments' });
  });
});

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
