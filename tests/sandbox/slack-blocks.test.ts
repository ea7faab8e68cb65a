import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { post, webClient } from './slack-app.ts';
import {
  actions,
  button,
  many,
  mrkdwn,
  options,
  plain,
  problemsOf,
  rows,
  section,
  select,
  x,
  type Block,
} from './slack-bits.ts';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack({ limits: false });
});
afterAll(() => slack.close());

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
      'one block id twice',
      many(2, { type: 'divider', block_id: 'b' }),
      '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
    ],
  ])('not %s', async (_name, blocks, problem) => {
    expect(await problemsOf(slack, blocks)).toEqual(['invalid_blocks', `[ERROR] ${problem}`]);
  });
});
