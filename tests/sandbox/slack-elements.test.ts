import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { actions, button, input, option, options, plain, problemsOf, select, x } from './slack-bits.ts';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack({ limits: false });
});
afterAll(() => slack.close());

describe('elements that a message may not show', () => {
  test.each<[string, unknown[], string]>([
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
  ])('not %s', async (_name, blocks, problem) => {
    expect(await problemsOf(slack, blocks)).toEqual(['invalid_blocks', `[ERROR] ${problem}`]);
  });
});
