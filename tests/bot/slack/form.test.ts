import { describe, expect, test } from 'vitest';
import { viewProblems } from '../../../sandbox/slack/blocks/views.ts';
import { blockFor, filledFrom, formView, linesView, optionsFor } from '../../../src/bot/slack/form.ts';
import { askFrom } from '../../../src/bot/slack/words.ts';
import { HOSTILE_TEXT } from '../contract/hostile-cards.ts';
import { commands, timeForm } from '../contract/script.ts';

const PLACE = 'slack:C0ALERTS';

describe('a form', () => {
  test('is a modal that remembers what it is about', () => {
    const view = formView(timeForm({ fields: timeForm().fields.slice(0, 2) }), PLACE);
    expect(view).toEqual({
      type: 'modal',
      callback_id: 'deskbell-form',
      private_metadata: '{"form":"log-time","token":"token-1","place":"slack:C0ALERTS"}',
      title: { type: 'plain_text', text: 'Log time', emoji: false },
      submit: { type: 'plain_text', text: 'Save', emoji: false },
      close: { type: 'plain_text', text: 'Cancel', emoji: false },
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Goes to the time book as a ' },
                { type: 'text', text: 'draft', style: { bold: true } },
                { type: 'text', text: '.' },
              ],
            },
          ],
        },
        {
          type: 'input',
          block_id: 'log-time:customer',
          label: { type: 'plain_text', text: 'Customer', emoji: false },
          element: {
            type: 'external_select',
            action_id: 'customers',
            min_query_length: 0,
            placeholder: { type: 'plain_text', text: 'Type to search', emoji: false },
            initial_option: { text: { type: 'plain_text', text: 'Acme', emoji: false }, value: 'acme' },
          },
        },
        {
          type: 'input',
          block_id: 'log-time:hours',
          label: { type: 'plain_text', text: 'Hours', emoji: false },
          hint: { type: 'plain_text', text: 'In quarters', emoji: false },
          element: {
            type: 'plain_text_input',
            action_id: 'value',
            multiline: false,
            max_length: 6,
            initial_value: '0.25',
          },
        },
      ],
    });
  });

  test.each([
    ['an ordinary one', timeForm()],
    [
      'too long in every part',
      timeForm({ title: HOSTILE_TEXT, submit: HOSTILE_TEXT, intro: [HOSTILE_TEXT.repeat(20)] }),
    ],
    [
      'without words',
      timeForm({ title: '', submit: '', intro: [''], fields: [{ id: 'x', label: '', type: 'text', most: 0 }] }),
    ],
    ['with nothing to choose from', timeForm({ fields: [{ id: 'x', label: 'Which', type: 'choice', choices: [] }] })],
    [
      'with an initial choice that is not offered',
      timeForm({
        fields: [{ id: 'x', label: 'Which', type: 'choice', choices: [{ id: 'a', label: '' }], initial: 'gone' }],
      }),
    ],
    [
      'with a first text that is too long',
      timeForm({ fields: [{ id: 'x', label: 'Text', type: 'text', most: 10, initial: '😀'.repeat(40) }] }),
    ],
  ])('%s is one that Slack opens', (_name, form) => {
    expect(viewProblems(formView(form, PLACE), 'modal')).toEqual([]);
  });

  test('a text that is not long enough for nothing is kept on several lines', () => {
    const form = timeForm({
      fields: [{ id: 'x', label: 'X', type: 'text', long: true, most: 100, initial: 'one\ntwo' }],
    });
    expect(JSON.stringify(formView(form, PLACE).blocks)).toContain(String.raw`one\ntwo`);
  });

  test('what was typed comes back', () => {
    const filled = { hours: '0.3', activity: 'onsite', text: 'Typed', billable: '', customer: 'acme' };
    const blocks = JSON.stringify(formView(timeForm(), PLACE, { filled }).blocks);
    for (const value of ['"initial_value":"0.3"', '"initial_value":"Typed"', '"value":"onsite"}}']) {
      expect(blocks).toContain(value);
    }
    expect(blocks).not.toContain('initial_options');
  });

  test('an empty notice says something all the same', () => {
    expect(viewProblems(linesView('', []), 'modal')).toEqual([]);
  });
});

describe('what was filled in', () => {
  test('is text by field, whatever kind the field is', () => {
    const state = {
      'log-time:customer': { customers: { type: 'external_select', selected_option: { value: 'acme' } } },
      'log-time:hours': { value: { type: 'plain_text_input', value: '0.5' } },
      'log-time:activity': { value: { type: 'static_select', selected_option: null } },
      'log-time:text': { value: { type: 'plain_text_input', value: null } },
      'log-time:billable': { value: { type: 'checkboxes', selected_options: [{ value: 'yes' }] } },
      'log-time:agreed': { value: { type: 'checkboxes', selected_options: [] } },
      'another:form': { value: { type: 'plain_text_input', value: 'not ours' } },
    };
    expect(filledFrom(state, 'log-time')).toEqual({
      customer: 'acme',
      hours: '0.5',
      activity: '',
      text: '',
      billable: 'yes',
      agreed: '',
    });
  });
});

test('a field that begins anew has another block, since Slack keeps what was typed in one of the same name', () => {
  const [customer, hours, ...rest] = timeForm().fields;
  const fields = [customer, hours && { ...hours, anew: 'press-7' }, ...rest].filter((field) => field !== undefined);
  const blocks = formView(timeForm({ fields }), PLACE)
    .blocks.filter((block) => block.type === 'input')
    .map((block) => block.block_id ?? '');
  expect(blocks.slice(0, 3)).toEqual(['log-time:customer', 'log-time:hours~press-7', 'log-time:activity']);
  expect(blockFor('log-time', 'hours', blocks)).toBe('log-time:hours~press-7');
  expect(blockFor('log-time', 'hour', blocks)).toBeUndefined();
  const state = { 'log-time:hours~press-7': { value: { type: 'plain_text_input', value: '0.5' } } };
  expect(filledFrom(state, 'log-time')).toEqual({ hours: '0.5' });
});

test('choices are cut to what Slack takes, each once', () => {
  const many = Array.from({ length: 120 }, (_, index) => ({ id: `c${index % 110}`, label: 'x'.repeat(100) }));
  const options = optionsFor([{ id: '', label: 'nothing' }, ...many]);
  expect(options).toHaveLength(100);
  expect(options[0]).toEqual({ text: { type: 'plain_text', text: `${'x'.repeat(74)}…`, emoji: false }, value: 'c0' });
});

describe('typed words', () => {
  const [, tickets, , desk] = commands;

  test.each([
    [tickets, '', { name: 'tickets' }],
    [tickets, '  mine  ', { name: 'tickets', argument: 'mine' }],
    [tickets, 'Meyer &amp; Sons &lt;x&gt;', { name: 'tickets', argument: 'Meyer & Sons <x>' }],
    [desk, '', { name: 'desk' }],
    [desk, 'Health', { name: 'desk', subcommand: 'health' }],
    [desk, 'link  Ann   Baker', { name: 'desk', subcommand: 'link', argument: 'Ann Baker' }],
    [desk, 'helth now', { name: 'desk', argument: 'helth now' }],
  ])('behind %s: "%s"', (spec, typed, ask) => {
    if (spec === undefined) throw new Error('no such command');
    expect(askFrom(spec, typed)).toEqual({ is: 'command', ...ask });
  });
});
