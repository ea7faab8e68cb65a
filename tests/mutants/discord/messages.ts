import type { Mutant } from '../mutant.ts';
import { mutantsOf } from './breaking.ts';

/** What a message may hold, and whom it rings. */
export const messages: Mutant[] = [
  ...mutantsOf('rules/message', '-messages', [
    ['2000 characters of content', 'CONTENT = 2000', 'CONTENT = 4000'],
    ['a nonce of 25', 'NONCE = 25', 'NONCE = 26'],
    ['ten attachments', "'attachments'], 0, 10)", "'attachments'], 0, 11)"],
    ['flags are a number', "check.whole(body.flags, [...at, 'flags'], 0, Number.MAX_SAFE_INTEGER);", ''],
    ['an empty message is refused', 'if (files.length === 0 && isEmpty(body, before)) throw refusal(50006);', ''],
    [
      'an edit may not empty a message',
      'body.content === undefined ? before?.content : body.content;\n  const rest',
      'body.content ?? before?.content;\n  const rest',
    ],
    ['flags that Discord drops are noted', 'if (lost) check', 'if (false) check'],
    ['keys that Discord drops are noted', 'check.keys(body, at, [...SHARED', 'void ([...SHARED'],
  ]),
  ...mutantsOf('rules/message', '-components-v2', [
    ['Components V2 allow no content', "['content', Boolean(content)]", "['content', false]"],
    ['Components V2 allow no embeds', "['embeds', itemsOf(embeds).length > 0]", "['embeds', false]"],
    ['the V2 flag of a message stays', '| ((before?.flags ?? 0) & MessageFlag.componentsV2)', ''],
    [
      'what an edit to V2 leaves counts',
      'body.embeds === undefined ? before?.embeds : body.embeds;\n  const present',
      'body.embeds;\n  const present',
    ],
  ]),
  ...mutantsOf('rules/embeds', '-messages', [
    ['ten embeds', 'EMBEDS = 10', 'EMBEDS = 11'],
    ['25 fields', 'FIELDS = 25', 'FIELDS = 26'],
    ['6000 characters in all embeds', 'TOTAL = 6000', 'TOTAL = 6001'],
    ['a title of 256', "'title'], { max: 256 }", "'title'], { max: 257 }"],
    ['a description of 4096', 'max: 4096', 'max: 4097'],
    ['a footer of 2048', 'max: 2048', 'max: 2049'],
    ['an author of 256', "'author', 'name'], { max: 256", "'author', 'name'], { max: 257"],
    ['a field name of 256', "index, 'name'], { max: 256", "index, 'name'], { max: 257"],
    ['a field value of 1024', 'max: 1024, required: true', 'max: 1025, required: true'],
    ['a field value is not empty', 'max: 1024, required: true', 'max: 1024'],
    ['the colour of an embed', '0xff_ff_ff', '0xfff_ff_ff'],
    ['the time of an embed', 'embed.timestamp !== undefined &&', 'false &&'],
    ['an embed shows something', 'if (isBare(embed))', 'if (false)'],
    ['a picture of an embed has an address', 'checkPictures(check, embed, at);', ''],
    ['one embed an address is shown', 'if (addresses.has(embed.url))', 'if (false)'],
  ]),
  ...mutantsOf('rules/urls', '-messages', [
    [
      'an address is well formed',
      'if (!URL.canParse(url)) return check.add',
      'if (!URL.canParse(url)) return; if (url === url.repeat(2)) return check.add',
    ],
    ['an address has a known scheme', 'if (schemes.includes(protocol)) return;', 'if (schemes.length > 0) return;'],
  ]),
  ...mutantsOf('rules/mentions', '-messages', [
    ['parsed and listed mentions exclude each other', '(allowed[kind]?.length ?? 0) > 0 &&', 'false &&'],
    ['a hundred mentions', 'IDS = 100', 'IDS = 101'],
    ['kinds of mentions', 'if (KINDS.includes(kind)) continue;', 'if (KINDS.length > 0) continue;'],
    ['a mention has an id', 'if (isSnowflake(id)) continue;', 'if (isSnowflake(id) || id) continue;'],
    ['a user is rung only when allowed', 'users : users.filter((id) => allowed.users?.includes(id))', 'users : users'],
    ['a role is rung only when allowed', 'roles : roles.filter((id) => allowed.roles?.includes(id))', 'roles : roles'],
    ['everyone is rung only when allowed', "parse.includes('everyone') &&", 'true &&'],
    ['V2 texts ring too', 'return [content, ...displays];', 'return displays.length > 99 ? displays : [content];'],
  ]),
  ...mutantsOf('compose', '-messages', [
    ['a message rings everybody it names by default', "parse: ['users', 'roles', 'everyone']", "parse: ['users']"],
  ]),
  ...mutantsOf('rules/length', '-messages', [['code points are counted', 'Array.from(text).length', 'text.length']]),
  ...mutantsOf('refusal', '-messages', [
    ['an invalid form is 50035', 'code: 50035', 'code: 50034'],
    ['an empty message is 50006', '50006: [400', '50006: [404'],
  ]),
];
