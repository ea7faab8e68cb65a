import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { button, cell, many, mrkdwn, plain, problemsOf, rows, x } from './slack-bits.ts';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack({ limits: false });
});
afterAll(() => slack.close());

describe('tables, cards and containers that a message may not show', () => {
  test.each<[string, unknown[], string]>([
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
      'two tables, one of them in a container',
      [
        { type: 'table', rows: rows(1, 1) },
        { type: 'container', title: plain('x'), child_blocks: [{ type: 'table', rows: rows(1, 1) }] },
      ],
      'only one table is allowed in a message [json-pointer:/blocks]',
    ],
    [
      'a table of 10,001 characters',
      [{ type: 'table', rows: [[cell(x(5000)), cell(x(5001))]] }],
      'must be less than 10001 characters in all cells together [json-pointer:/blocks/0/rows]',
    ],
    [
      'two markdown blocks of 12,001 together',
      [
        { type: 'markdown', text: x(6000) },
        { type: 'markdown', text: x(6001) },
      ],
      'must be less than 12001 characters in all markdown blocks together [json-pointer:/blocks]',
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
    expect(await problemsOf(slack, blocks)).toEqual(['invalid_blocks', `[ERROR] ${problem}`]);
  });
});
