import { describe, expect, test, vi } from 'vitest';
import { button, option, post, problemsOf, select, text, V2 } from './discord-bodies.ts';
import { ALERTS, raw, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const picture = { url: 'https://a.example/a.png' };

function v2(...components: object[]): object {
  return { flags: V2, components };
}

const refused: [name: string, body: unknown, problems: string[]][] = [
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
    'the same number twice',
    v2({ ...text('a'), id: 5 }, { ...text('b'), id: 5 }),
    ['components.1.id COMPONENT_ID_DUPLICATED'],
  ],
  ['a number below zero', v2({ ...text('a'), id: -1 }), ['components.0.id NUMBER_TYPE_MIN']],
  ['an empty text display', v2(text('')), ['components.0.content BASE_TYPE_REQUIRED']],
  [
    'a section of four texts',
    v2({ type: 9, components: [text('a'), text('b'), text('c'), text('d')], accessory: button('b') }),
    ['components.0.components BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a section with a select beside it',
    v2({ type: 9, components: [text('a')], accessory: select([option]) }),
    ['components.0.accessory.type UNION_TYPE_CHOICES'],
  ],
  ['an empty container', v2({ type: 17, components: [] }), ['components.0.components BASE_TYPE_BAD_LENGTH']],
  [
    'a colour beyond white',
    v2({ type: 17, accent_color: 0x1_00_00_00, components: [text('a')] }),
    ['components.0.accent_color NUMBER_TYPE_MAX'],
  ],
  ['a gallery without pictures', v2({ type: 12, items: [] }), ['components.0.items BASE_TYPE_BAD_LENGTH']],
  [
    'a gallery of eleven',
    v2({ type: 12, items: Array.from({ length: 11 }, () => ({ media: picture })) }),
    ['components.0.items BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a picture with more than 1024 words about it',
    v2({ type: 12, items: [{ media: picture, description: 'x'.repeat(1025) }] }),
    ['components.0.items.0.description BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a picture that is nowhere',
    v2({ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }),
    ['components.0.items.0.media.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'a thumbnail without a picture',
    v2({ type: 9, components: [text('a')], accessory: { type: 11, description: 'x'.repeat(1025) } }),
    ['components.0.accessory.description BASE_TYPE_MAX_LENGTH', 'components.0.accessory.media BASE_TYPE_REQUIRED'],
  ],
  [
    'a thumbnail that is nowhere',
    v2({ type: 9, components: [text('a')], accessory: { type: 11, media: { url: 'attachment://a.png' } } }),
    ['components.0.accessory.media.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  ['a file from the web', v2({ type: 13, file: picture }), ['components.0.file.url URL_TYPE_INVALID_SCHEME']],
  ['a separator of an unknown height', v2({ type: 14, spacing: 3 }), ['components.0.spacing NUMBER_TYPE_MAX']],
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
