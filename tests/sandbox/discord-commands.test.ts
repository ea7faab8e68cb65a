import { describe, expect, test, vi } from 'vitest';
import { problemsOf } from './discord-bodies.ts';
import { APPLICATION, GUILD, raw, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const PATH = `/applications/${APPLICATION}/guilds/${GUILD}/commands`;

function slash(options: object[]): object {
  return { name: 'ticket', description: 'a', options };
}

function text(name: string, rest: object = {}): object {
  return { type: 3, name, description: 'a', ...rest };
}

function choice(name: string): object {
  return { name, value: name };
}

function sub(name: string, options: object[]): object {
  return { type: 1, name, description: 'a', options };
}

function group(name: string, options: object[]): object {
  return { type: 2, name, description: 'a', options };
}

function several(type: number, count: number, prefix = 'c'): object[] {
  const described = type === 1 ? { description: 'a' } : {};
  return Array.from({ length: count }, (_, index) => ({ type, name: `${prefix}${index}`, ...described }));
}

const badCommands: [name: string, command: object, problems: string[]][] = [
  ['a capital in the name', { name: 'Ticket', description: 'a' }, ['0.name APPLICATION_COMMAND_INVALID_NAME']],
  [
    'a required option after an optional one',
    {
      name: 'ticket',
      description: 'a',
      options: [
        { type: 3, name: 'one', description: 'a' },
        { type: 3, name: 'two', description: 'a', required: true },
      ],
    },
    ['0.options.1.required APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID'],
  ],
  [
    'more than 8000 characters',
    {
      name: 'ticket',
      description: 'a',
      options: [
        {
          type: 3,
          name: 'one',
          description: 'a',
          choices: Array.from({ length: 25 }, (_, index) => ({
            name: `${index}`.padEnd(100, 'x'),
            value: 'x'.repeat(100),
          })),
        },
        {
          type: 3,
          name: 'two',
          description: 'a',
          choices: Array.from({ length: 25 }, (_, index) => ({
            name: `${index}`.padEnd(100, 'x'),
            value: 'x'.repeat(100),
          })),
        },
      ],
    },
    ['0 APPLICATION_COMMAND_TOO_LARGE'],
  ],
  [
    'a word that no option is of',
    slash([{ type: 3, name: 'Two words', description: 'a' }]),
    ['0.options.0.name APPLICATION_COMMAND_INVALID_NAME'],
  ],
  ['a name over 32', { name: 'x'.repeat(33), description: 'a' }, ['0.name APPLICATION_COMMAND_INVALID_NAME']],
  ['no description', { name: 'ticket' }, ['0.description BASE_TYPE_REQUIRED']],
  ['a description over 100', { name: 'ticket', description: 'x'.repeat(101) }, ['0.description BASE_TYPE_MAX_LENGTH']],
  [
    '26 options',
    slash(Array.from({ length: 26 }, (_, index) => text(`o${index}`))),
    ['0.options BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'the same option twice',
    slash([text('one'), text('one')]),
    ['0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'],
  ],
  ['an option without a type', slash([{ name: 'one', description: 'a' }]), ['0.options.0.type BASE_TYPE_REQUIRED']],
  ['an option of an unknown type', slash([text('one', { type: 12 })]), ['0.options.0.type NUMBER_TYPE_MAX']],
  [
    'a subcommand beside an option',
    slash([{ type: 1, name: 'show', description: 'a' }, text('one')]),
    ['0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    'a group in a group',
    slash([group('a', [group('b', [])])]),
    ['0.options.0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    'a subcommand in a subcommand',
    slash([group('a', [sub('b', [sub('c', [])])])]),
    ['0.options.0.options.0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    '26 choices',
    slash([text('one', { choices: Array.from({ length: 26 }, (_, index) => choice(`${index}`)) })]),
    ['0.options.0.choices BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'choices beside autocomplete',
    slash([text('one', { autocomplete: true, choices: [choice('a')] })]),
    ['0.options.0 APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_AND_CHOICES'],
  ],
  [
    'choices of a user',
    slash([text('who', { type: 6, choices: [choice('a')] })]),
    ['0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    'autocomplete of true or false',
    slash([text('sure', { type: 5, autocomplete: true })]),
    ['0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    'the same choice twice',
    slash([text('one', { choices: [choice('a'), choice('a')] })]),
    ['0.options.0.choices.1.name APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS'],
  ],
  [
    'a choice over 100',
    slash([text('one', { choices: [{ name: 'x'.repeat(101), value: 'y'.repeat(101) }] })]),
    ['0.options.0.choices.0.name BASE_TYPE_MAX_LENGTH', '0.options.0.choices.0.value BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a choice without a value',
    slash([text('one', { choices: [{ name: 'a' }] })]),
    ['0.options.0.choices.0.value BASE_TYPE_REQUIRED'],
  ],
  [
    'a choice of half a whole number',
    slash([text('one', { type: 4, choices: [{ name: 'a', value: 1.5 }] })]),
    ['0.options.0.choices.0.value NUMBER_TYPE_COERCE'],
  ],
  [
    'a choice of text for a number',
    slash([text('one', { type: 10, choices: [{ name: 'a', value: '1' }] })]),
    ['0.options.0.choices.0.value NUMBER_TYPE_COERCE'],
  ],
  [
    'translations of 8000 characters',
    { name: 'ticket', description: 'a', description_localizations: { de: 'x'.repeat(8000) } },
    ['0 APPLICATION_COMMAND_TOO_LARGE'],
  ],
  [
    'a context menu with a description and options',
    { type: 3, name: 'Make ticket', description: 'a', options: [text('one')] },
    [
      '0.options APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS',
      '0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
    ],
  ],
  ['a context menu over 32', { type: 3, name: 'x'.repeat(33) }, ['0.name BASE_TYPE_MAX_LENGTH']],
  ['a command of an unknown type', { type: 9, name: 'odd' }, ['0.type BASE_TYPE_CHOICES']],
];

describe('a command is refused for', () => {
  test.for(badCommands)('%s', async ([, command, problems]) => {
    const discord = await stand();
    const answer = await raw(discord, 'PUT', `/applications/${APPLICATION}/guilds/${GUILD}/commands`, [command]);
    expect([answer.status, problemsOf(answer.body)]).toEqual([400, problems]);
    expect(discord.commands()).toEqual([]);
  });
});

test('bulk overwrite removes what is not in the list and keeps the ids of the rest', async () => {
  const discord = await stand();
  const path = `/applications/${APPLICATION}/guilds/${GUILD}/commands`;
  await raw(discord, 'PUT', path, [
    { name: 'one', description: 'a' },
    { name: 'two', description: 'b' },
  ]);
  const before = discord.commands();
  await raw(discord, 'PUT', path, [{ name: 'two', description: 'c' }]);
  expect(discord.commands().map(({ id, name, description }) => [id, name, description])).toEqual([
    [before[1]?.id, 'two', 'c'],
  ]);
});

test('100 slash commands and 15 menus of each kind are taken, one more is not; a name is used once for each kind', async () => {
  const discord = await stand();
  const most = [...several(1, 100), ...several(2, 15), ...several(3, 15)];
  expect((await raw(discord, 'PUT', PATH, most)).status).toBe(200);
  for (const more of [several(1, 101), several(2, 16), several(3, 16)]) {
    expect(problemsOf((await raw(discord, 'PUT', PATH, more)).body)).toEqual([' APPLICATION_COMMAND_TOO_MANY']);
  }
  const twice = await raw(discord, 'PUT', PATH, [...several(3, 1), ...several(3, 1)]);
  expect(problemsOf(twice.body)).toEqual(['1.name APPLICATION_COMMANDS_DUPLICATE_NAME']);
  expect((await raw(discord, 'PUT', PATH, {})).status).toBe(400);
});

test('200 names a day may be new, and updates do not count', async () => {
  const discord = await stand();
  expect((await raw(discord, 'PUT', PATH, several(1, 100, 'a'))).status).toBe(200);
  expect((await raw(discord, 'PUT', PATH, several(1, 100, 'b'))).status).toBe(200);
  expect((await raw(discord, 'PUT', PATH, several(1, 100, 'b'))).status).toBe(200);
  const refused = await raw(discord, 'PUT', PATH, several(1, 1, 'c'));
  expect([refused.status, refused.body['code'], discord.commands().length]).toEqual([400, 30034, 100]);
  const global = await raw(discord, 'PUT', `/applications/${APPLICATION}/commands`, several(1, 1, 'c'));
  expect(global.status).toBe(200);
  discord.advance(24 * 3_600_000);
  expect((await raw(discord, 'PUT', PATH, several(1, 1, 'c'))).status).toBe(200);
});

test('a key that Discord drops is noted, and commands of others cannot be reached', async () => {
  const discord = await stand();
  await raw(discord, 'PUT', PATH, [{ name: 'one', description: 'a', colour: 'red' }]);
  expect(discord.violations).toEqual(['commands: Discord ignores 0.colour']);
  const foreign = await raw(discord, 'PUT', `/applications/100000000000000009/guilds/${GUILD}/commands`, []);
  const elsewhere = await raw(discord, 'PUT', `/applications/${APPLICATION}/guilds/200000000000000009/commands`, []);
  expect([foreign.body['code'], elsewhere.body['code']]).toEqual([50001, 50001]);
});
