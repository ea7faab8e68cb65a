import { expect, test } from 'vitest';
import { judgeFrom } from '../../../sandbox/discord/judge.ts';
import { createCheck } from '../../../sandbox/discord/rules/check.ts';
import { checkModal } from '../../../sandbox/discord/rules/modal.ts';
import { parseForm, readForm, renderForm } from '../../../src/bot/discord/form.ts';
import type { Form } from '../../../src/desk/form.ts';
import { specification } from '../../sandbox/discord-specification.ts';
import { HOSTILE_TEXT } from '../contract/hostile-cards.ts';
import { timeForm } from '../contract/script.ts';

const judge = specification ? judgeFrom(specification) : undefined;

function verdict(form: Form): string[] {
  const data = renderForm(form);
  const route = '/interactions/{interaction_id}/{interaction_token}/callback';
  const check = createCheck();
  checkModal(check, data, []);
  return [
    ...(judge?.body('POST', route, { type: 9, data }) ?? []),
    ...check.ignored,
    ...check.problems.map(({ message }) => message),
  ];
}

function choices(count: number): { id: string; label: string }[] {
  return Array.from({ length: count }, (_, index) => ({ id: `c${index}`, label: `Choice ${index}` }));
}

test('a form of four fields has its introduction above them', () => {
  const form = timeForm({ fields: timeForm().fields.slice(1) });
  expect(renderForm(form)).toEqual({
    custom_id: 'form|log-time|token-1',
    title: 'Log time',
    components: [
      { type: 10, content: String.raw`Goes to the time book as a **draft**\.` },
      {
        type: 18,
        label: 'Hours',
        description: 'In quarters',
        component: { type: 4, custom_id: 'hours', style: 1, required: true, max_length: 6, value: '0.25' },
      },
      {
        type: 18,
        label: 'Activity',
        component: {
          type: 3,
          custom_id: 'activity',
          required: true,
          options: [
            { label: 'Remote support', value: 'remote', default: true },
            { label: 'On site', value: 'onsite' },
          ],
        },
      },
      {
        type: 18,
        label: 'What was done',
        component: { type: 4, custom_id: 'text', style: 2, required: false, max_length: 500 },
      },
      { type: 18, label: 'Billable', component: { type: 23, custom_id: 'billable', default: true } },
    ],
  });
  expect(verdict(form)).toEqual([]);
});

test('with five fields the introduction stands below the first label, and a search is typed over its label', () => {
  const [first, ...others] = renderForm(timeForm()).components;
  expect(first).toEqual({
    type: 18,
    label: 'Customer',
    description: 'Goes to the time book as a draft.',
    component: { type: 4, custom_id: 'customer', style: 1, required: true, max_length: 100, value: 'Acme' },
  });
  expect(others).toHaveLength(4);
  expect(verdict(timeForm())).toEqual([]);
});

test('a list keeps the chosen one among its 25, each once; an empty one becomes a line', () => {
  const field = { id: 'pick', label: 'Pick', type: 'choice' } as const;
  const long = timeForm({ fields: [{ ...field, choices: [...choices(40), ...choices(40)], initial: 'c33' }] });
  const [, label] = renderForm(long).components;
  const options = label && 'component' in label && 'options' in label.component ? (label.component.options ?? []) : [];
  expect(options).toHaveLength(25);
  expect(options.filter((option) => 'default' in option && option.default)).toEqual([
    { label: 'Choice 33', value: 'c33', default: true },
  ]);
  const none = timeForm({ fields: [{ ...field, choices: [] }] });
  expect(renderForm(none).components[1]).toMatchObject({ component: { type: 4, custom_id: 'pick' } });
  expect([verdict(long), verdict(none)]).toEqual([[], []]);
});

test('hostile and endless words are cut to what Discord takes', () => {
  const long = HOSTILE_TEXT.repeat(20);
  const form = timeForm({
    title: long,
    intro: [long],
    fields: [
      { id: 'a', label: long, hint: long, type: 'text', long: true, most: 100_000, initial: long },
      { id: 'b', label: '', type: 'text', most: 0, initial: long },
      { id: 'c', label: long, type: 'search', among: 'customers', initial: { id: 'x', label: long } },
      {
        id: 'd',
        label: long,
        type: 'choice',
        choices: [
          { id: 'x', label: long },
          { id: '', label: '' },
        ],
      },
    ],
  });
  expect(verdict(form)).toEqual([]);
});

test('an identifier that Discord would cut is an error, not another form', () => {
  expect(() => renderForm(timeForm({ token: 'x'.repeat(100) }))).toThrow(RangeError);
});

test('what is sent comes back by field: a tick as yes, what was left out as nothing', () => {
  const sent = [
    { customId: 'text', value: 'Freed the disk' },
    { customId: 'billable', value: false },
    { customId: 'agreed', value: true },
    { customId: 'activity', values: ['remote'] },
    { customId: 'none', values: [] },
    { customId: 'radio', value: null },
  ];
  expect(readForm(sent)).toEqual({
    text: 'Freed the disk',
    billable: '',
    agreed: 'yes',
    activity: 'remote',
    none: '',
    radio: '',
  });
  expect(parseForm('form|log-time|a|b')).toEqual({ form: 'log-time', token: 'a|b' });
  expect([parseForm('other|x|y'), parseForm('form'), parseForm('')]).toEqual([undefined, undefined, undefined]);
});
