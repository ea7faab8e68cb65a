import { describe, expect, test, vi } from 'vitest';
import { button, post, problemsOf, row, text, V2 } from './discord-bodies.ts';
import { ALERTS, ANN, raw, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

function embed(rest: object): object {
  return { embeds: [rest] };
}

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
  ['content that is no text', { content: 7 }, ['content STRING_TYPE_CONVERT']],
  [
    'an embed description over 4096',
    embed({ description: 'x'.repeat(4097) }),
    ['embeds.0.description BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a field name over 256',
    embed({ fields: [{ name: 'x'.repeat(257), value: 'b' }] }),
    ['embeds.0.fields.0.name BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a field value over 1024',
    embed({ fields: [{ name: 'a', value: 'x'.repeat(1025) }] }),
    ['embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH'],
  ],
  ['a footer over 2048', embed({ footer: { text: 'x'.repeat(2049) } }), ['embeds.0.footer.text BASE_TYPE_MAX_LENGTH']],
  ['an author over 256', embed({ author: { name: 'x'.repeat(257) } }), ['embeds.0.author.name BASE_TYPE_MAX_LENGTH']],
  ['a footer without text', embed({ footer: {} }), ['embeds.0.footer.text BASE_TYPE_REQUIRED']],
  ['an author without a name', embed({ author: {} }), ['embeds.0.author.name BASE_TYPE_REQUIRED']],
  ['an embed colour beyond white', embed({ title: 'a', color: 0x1_00_00_00 }), ['embeds.0.color NUMBER_TYPE_MAX']],
  ['an embed time that is none', embed({ title: 'a', timestamp: 'soon' }), ['embeds.0.timestamp DATE_TIME_TYPE_PARSE']],
  [
    'an embed that shows nothing',
    embed({ color: 1, url: 'https://a.example' }),
    ['embeds.0.description BASE_TYPE_REQUIRED'],
  ],
  [
    'a picture from elsewhere than the web',
    embed({ image: { url: 'ftp://a.example/b' } }),
    ['embeds.0.image.url URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'a small picture from elsewhere',
    embed({ thumbnail: { url: 'data:,a' } }),
    ['embeds.0.thumbnail.url URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'an icon in a footer from elsewhere',
    embed({ footer: { text: 'a', icon_url: 'a:b' } }),
    ['embeds.0.footer.icon_url URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'an author whose icon and address are none',
    embed({ author: { name: 'a', icon_url: 'nope', url: 'attachment://a' } }),
    ['embeds.0.author.icon_url URL_TYPE_INVALID_URL', 'embeds.0.author.url URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'a picture that was not uploaded',
    embed({ image: { url: 'attachment://a.png' } }),
    ['embeds.0.image.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'eleven attachments',
    { content: 'a', attachments: Array.from({ length: 11 }, (_, id) => ({ id })) },
    ['attachments BASE_TYPE_BAD_LENGTH'],
  ],
  ['flags that are text', { content: 'a', flags: 'many' }, ['flags NUMBER_TYPE_COERCE']],
  [
    'mentions of an unknown kind',
    { content: 'a', allowed_mentions: { parse: ['all'] } },
    ['allowed_mentions.parse.0 BASE_TYPE_CHOICES'],
  ],
  [
    'a mention whose id is none',
    { content: 'a', allowed_mentions: { roles: ['on-call'] } },
    ['allowed_mentions.roles.0 NUMBER_TYPE_COERCE'],
  ],
  [
    'more than a hundred mentions',
    { content: 'a', allowed_mentions: { users: Array.from({ length: 101 }, () => ANN) } },
    ['allowed_mentions.users BASE_TYPE_BAD_LENGTH'],
  ],
  ['a nonce over 25', { content: 'a', nonce: 'x'.repeat(26) }, ['nonce BASE_TYPE_MAX_LENGTH']],
  [
    'mentions both parsed and listed',
    { content: 'a', allowed_mentions: { parse: ['users'], users: [ANN] } },
    ['allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
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
  const twin = { title: 'a', url: 'https://a.example' };
  await post(discord, { embeds: [twin, { title: 'b' }, twin] });
  expect(discord.violations.slice(3)).toEqual([
    'message create: Discord ignores embeds.2.since an earlier one has the same url',
  ]);
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
