import { describe, expect, test, vi } from 'vitest';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { ALERTS, ANN, type Answer, APPLICATION, GUILD, raw, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const V2 = 1 << 15;

interface Leaf {
  place: string;
  code: string;
}

/** The problems of a 50035 body as `place code`. */
function problemsOf(body: Record<string, unknown>): string[] {
  return leaves(body['errors'], []).map(({ place, code }) => `${place} ${code}`);
}

function leaves(node: unknown, at: string[]): Leaf[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]) => {
    if (key !== '_errors') return leaves(inner, [...at, key]);
    return (inner as { code: string }[]).map(({ code }) => ({ place: at.join('.'), code }));
  });
}

async function post(discord: DiscordStandIn, body: unknown): Promise<Answer> {
  return raw(discord, 'POST', `/channels/${ALERTS}/messages`, body);
}

function row(...components: unknown[]): unknown {
  return { type: 1, components };
}

function button(customId: string, rest: object = {}): object {
  return { type: 2, style: 1, label: 'Go', custom_id: customId, ...rest };
}

function select(options: unknown[], rest: object = {}): object {
  return { type: 3, custom_id: 'choice', options, ...rest };
}

function text(content: string): object {
  return { type: 10, content };
}

const option = { label: 'One', value: 'one' };

const refused: [name: string, body: unknown, problems: string[]][] = [
  ['content over 2000', { content: 'x'.repeat(2001) }, ['content BASE_TYPE_MAX_LENGTH']],
  ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'a' })) }, ['embeds BASE_TYPE_BAD_LENGTH']],
  ['an embed title over 256', { embeds: [{ title: 'x'.repeat(257) }] }, ['embeds.0.title BASE_TYPE_MAX_LENGTH']],
  [
    'an empty field value',
    { embeds: [{ fields: [{ name: 'a', value: '' }] }] },
    ['embeds.0.fields.0.value BASE_TYPE_REQUIRED'],
  ],
  [
    '26 fields',
    { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'a', value: 'b' })) }] },
    ['embeds.0.fields BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'more than 6000 in all embeds',
    { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    ['embeds MAX_EMBED_SIZE_EXCEEDED'],
  ],
  ['an embed address that is none', { embeds: [{ title: 'a', url: 'nope' }] }, ['embeds.0.url URL_TYPE_INVALID_URL']],
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
    'six rows',
    { content: 'a', components: Array.from({ length: 6 }, (_, index) => row(button(`b${index}`))) },
    ['components BASE_TYPE_BAD_LENGTH'],
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
  ['a nonce over 25', { content: 'a', nonce: 'x'.repeat(26) }, ['nonce BASE_TYPE_MAX_LENGTH']],
  [
    'mentions both parsed and listed',
    { content: 'a', allowed_mentions: { parse: ['users'], users: [ANN] } },
    ['allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
  ],
  ['a V2 component without the flag', { components: [text('a')] }, ['components.0.type UNION_TYPE_CHOICES']],
  [
    'content beside V2 components',
    { content: 'a', flags: V2, components: [text('a')] },
    ['content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    'embeds beside V2 components',
    { embeds: [{ title: 'a' }], flags: V2, components: [text('a')] },
    ['embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    '41 components, nested ones counted',
    { flags: V2, components: [{ type: 17, components: Array.from({ length: 40 }, () => text('a')) }] },
    ['components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
  ],
  [
    'more than 4000 in all text displays',
    { flags: V2, components: [text('x'.repeat(4000)), text('y')] },
    ['components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  ],
  [
    'a section without its accessory',
    { flags: V2, components: [{ type: 9, components: [text('a')] }] },
    ['components.0.accessory BASE_TYPE_REQUIRED'],
  ],
  [
    'a container in a container',
    { flags: V2, components: [{ type: 17, components: [{ type: 17, components: [text('a')] }] }] },
    ['components.0.components.0.type UNION_TYPE_CHOICES'],
  ],
  [
    'a colour that is text',
    { flags: V2, components: [{ type: 17, accent_color: '#ff0000', components: [text('a')] }] },
    ['components.0.accent_color NUMBER_TYPE_COERCE'],
  ],
  [
    'an answer to a message that is not there',
    { content: 'a', message_reference: { message_id: '1234567890123456789' } },
    ['message_reference MESSAGE_REFERENCE_UNKNOWN_MESSAGE'],
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

test('an empty message is refused with 50006, also when an edit would empty it', async () => {
  const discord = await stand();
  const empty = await post(discord, { content: '   ', embeds: [] });
  expect(empty.body).toEqual({ message: 'Cannot send an empty message', code: 50006 });
  const { body } = await post(discord, { content: 'a' });
  const emptied = await raw(discord, 'PATCH', `/channels/${ALERTS}/messages/${String(body['id'])}`, { content: null });
  expect([emptied.status, emptied.body['code']]).toEqual([400, 50006]);
});

test('the widest message that Discord takes is taken', async () => {
  const discord = await stand();
  const rows = Array.from({ length: 5 }, (_, outer) =>
    row(...Array.from({ length: 5 }, (_, inner) => button(`${outer}.${inner}`))),
  );
  const classic = { content: '😀'.repeat(2000), embeds: [{ description: 'x'.repeat(4096) }], components: rows };
  expect((await post(discord, classic)).status).toBe(200);
  const v2 = {
    flags: V2,
    components: [{ type: 17, components: Array.from({ length: 39 }, () => text('x'.repeat(100))) }],
  };
  expect((await post(discord, v2)).status).toBe(200);
  expect(discord.violations).toEqual([]);
});

test('a key or flag that Discord drops is noted as a violation', async () => {
  const discord = await stand();
  await post(discord, { content: 'a', flags: 64, colour: 'red', embeds: [{ title: 'a', foot: 'b' }] });
  expect(discord.violations).toEqual([
    'message create: Discord ignores colour',
    'message create: Discord ignores embeds.0.foot',
    'message create: Discord ignores flags 64',
  ]);
});

test('V2 stays for good, and an old card becomes V2 only when its content is taken away', async () => {
  const discord = await stand();
  const { body } = await post(discord, { content: 'old', embeds: [{ title: 'a' }] });
  const path = `/channels/${ALERTS}/messages/${String(body['id'])}`;
  const mixed = await raw(discord, 'PATCH', path, { flags: V2, components: [text('new')] });
  expect(problemsOf(mixed.body)).toEqual([
    'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ]);
  const clean = await raw(discord, 'PATCH', path, { flags: V2, components: [text('new')], content: null, embeds: [] });
  expect([clean.status, clean.body['flags']]).toEqual([200, V2]);
  const back = await raw(discord, 'PATCH', path, { flags: 0, content: 'old again' });
  expect(problemsOf(back.body)).toEqual(['content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2']);
});

test('a message rings those whom allowed_mentions lets through, also from V2 text', async () => {
  const discord = await stand({ roles: [{ id: '500000000000000001', name: 'on call' }] });
  const content = `<@${ANN}> <@&500000000000000001> @everyone`;
  await post(discord, { content });
  await post(discord, { content, allowed_mentions: { parse: [] } });
  await post(discord, { flags: V2, components: [text(content)], allowed_mentions: { users: [ANN] } });
  const rung = discord.messages('alerts').map((message) => ({
    users: message.mentions.map(({ id }) => id),
    roles: message.mention_roles,
    everyone: message.mention_everyone,
  }));
  expect(rung).toEqual([
    { users: [ANN], roles: ['500000000000000001'], everyone: true },
    { users: [], roles: [], everyone: false },
    { users: [ANN], roles: [], everyone: false },
  ]);
});

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
