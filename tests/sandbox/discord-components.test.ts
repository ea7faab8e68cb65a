import { describe, expect, test, vi } from 'vitest';
import { button, option, post, problemsOf, row, select } from './discord-bodies.ts';
import { stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

function classic(component: object): object {
  return { content: 'a', components: [row(component)] };
}

const refused: [name: string, body: unknown, problems: string[]][] = [
  [
    'six rows',
    { content: 'a', components: Array.from({ length: 6 }, (_, index) => row(button(`b${index}`))) },
    ['components BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'an address of another scheme',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'Go', url: 'file:///etc' })] },
    ['components.0.components.0.url URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'a link button with a custom_id',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'Go', url: 'https://a.example', custom_id: 'x' })] },
    ['components.0.components.0 BUTTON_COMPONENT_CUSTOM_ID_AND_URL'],
  ],
  [
    'six buttons in a row',
    { content: 'a', components: [row(...Array.from({ length: 6 }, (_, index) => button(`b${index}`)))] },
    ['components.0.components BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a select beside a button',
    { content: 'a', components: [row(select([option]), button('b'))] },
    ['components.0.components BASE_TYPE_BAD_LENGTH'],
  ],
  ['an empty row', { content: 'a', components: [row()] }, ['components.0.components BASE_TYPE_BAD_LENGTH']],
  [
    'the same custom_id twice, even disabled',
    { content: 'a', components: [row(button('b'), button('b', { disabled: true }))] },
    ['components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'a custom_id over 100',
    { content: 'a', components: [row(button('x'.repeat(101)))] },
    ['components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a button label over 80',
    { content: 'a', components: [row(button('b', { label: 'x'.repeat(81) }))] },
    ['components.0.components.0.label BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a select without options',
    { content: 'a', components: [row(select([]))] },
    [
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
      'components.0.components.0.min_values SELECT_COMPONENT_MIN_VALUES_TOO_HIGH',
      'components.0.components.0.max_values SELECT_COMPONENT_MAX_VALUES_TOO_HIGH',
    ],
  ],
  [
    'the same option twice',
    { content: 'a', components: [row(select([option, option]))] },
    ['components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
  ],
  [
    'a text input',
    classic({ type: 4, custom_id: 'a', style: 1 }),
    ['components.0.components.0.type UNION_TYPE_CHOICES'],
  ],
  [
    'a button without a custom_id',
    classic({ type: 2, style: 1, label: 'Go' }),
    ['components.0.components.0.custom_id BASE_TYPE_REQUIRED'],
  ],
  [
    'a button without a style',
    classic({ type: 2, custom_id: 'b', label: 'Go' }),
    ['components.0.components.0.style BASE_TYPE_REQUIRED'],
  ],
  [
    'a button of an unknown style',
    classic(button('b', { style: 7 })),
    ['components.0.components.0.style NUMBER_TYPE_MAX'],
  ],
  [
    'a button without words or emoji',
    classic(button('b', { label: '' })),
    ['components.0.components.0 BUTTON_COMPONENT_INVALID_LABEL'],
  ],
  [
    'a button with an address that is no link',
    classic(button('b', { url: 'https://a.example' })),
    ['components.0.components.0.url BUTTON_COMPONENT_URL_FORBIDDEN'],
  ],
  [
    'an emoji that is a word',
    classic(button('b', { emoji: { name: 'tada' } })),
    ['components.0.components.0.emoji.name COMPONENT_INVALID_EMOJI'],
  ],
  [
    'a link without an address',
    classic({ type: 2, style: 5, label: 'Go' }),
    ['components.0.components.0.url BUTTON_COMPONENT_URL_REQUIRED'],
  ],
  [
    'a link over 512',
    classic({ type: 2, style: 5, label: 'Go', url: `https://a.example/${'x'.repeat(500)}` }),
    ['components.0.components.0.url BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a premium button that is like the others',
    classic(button('b', { style: 6 })),
    [
      'components.0.components.0.sku_id BASE_TYPE_REQUIRED',
      'components.0.components.0.label BUTTON_COMPONENT_PREMIUM_FIELD',
      'components.0.components.0.custom_id BUTTON_COMPONENT_PREMIUM_FIELD',
    ],
  ],
  [
    '26 options',
    classic(select(Array.from({ length: 26 }, (_, index) => ({ label: 'a', value: `${index}` })))),
    ['components.0.components.0.options BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'texts of an option over 100',
    classic(select([{ label: 'x'.repeat(101), value: 'y'.repeat(101), description: 'z'.repeat(101) }])),
    ['label', 'value', 'description'].map(
      (field) => `components.0.components.0.options.0.${field} BASE_TYPE_MAX_LENGTH`,
    ),
  ],
  [
    'an empty description of an option',
    classic(select([{ ...option, description: '' }])),
    ['components.0.components.0.options.0.description BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'an emoji of an option that is none',
    classic(select([{ ...option, emoji: { name: 'x' } }])),
    ['components.0.components.0.options.0.emoji.name COMPONENT_INVALID_EMOJI'],
  ],
  [
    'a placeholder over 150',
    classic(select([option], { placeholder: 'x'.repeat(151) })),
    ['components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'two options chosen where one may be',
    classic(
      select([
        { ...option, default: true },
        { label: 'Two', value: 'two', default: true },
      ]),
    ),
    ['components.0.components.0.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES'],
  ],
  [
    'more to choose at least than at most',
    classic(select([option, { label: 'Two', value: 'two' }], { min_values: 2, max_values: 1 })),
    ['components.0.components.0.min_values SELECT_COMPONENT_MIN_VALUES_OVER_MAX_VALUES'],
  ],
  [
    '26 users to choose',
    classic({ type: 5, custom_id: 'who', max_values: 26 }),
    ['components.0.components.0.max_values NUMBER_TYPE_MAX'],
  ],
  [
    'a role chosen among users',
    classic({ type: 5, custom_id: 'who', default_values: [{ id: 'nobody', type: 'role' }] }),
    [
      'components.0.components.0.default_values.0.id NUMBER_TYPE_COERCE',
      'components.0.components.0.default_values.0.type BASE_TYPE_CHOICES',
    ],
  ],
];

describe('a message is refused with 400/50035 for', () => {
  test.for(refused)('%s', async ([, body, problems]) => {
    const discord = await stand();
    const answer = await post(discord, body);
    expect([answer.status, answer.body['code'], problemsOf(answer.body)]).toEqual([400, 50035, problems]);
    expect(discord.messages('alerts')).toEqual([]);
    expect(discord.violations.length).toBeGreaterThan(0);
  });
});
