import { describe, expect, test, vi } from 'vitest';
import { problemsOf } from './discord-bodies.ts';
import { APPLICATION, GUILD, raw, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

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
