import type { Path } from '../refusal.ts';
import type { Embed } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { lengthOf } from './length.ts';

const EMBEDS = 10;
const FIELDS = 25;
const TOTAL = 6000;
const KEYS = [
  'type',
  'title',
  'description',
  'url',
  'color',
  'timestamp',
  'fields',
  'footer',
  'author',
  'image',
  'thumbnail',
  'provider',
  'video',
];

/** Lengths of each embed and 6000 code points over all of them. */
export function checkEmbeds(check: Check, embeds: Embed[] | null | undefined, at: Path): void {
  check.list(embeds, at, 0, EMBEDS);
  let total = 0;
  for (const [index, embed] of itemsOf(embeds).entries()) {
    checkEmbed(check, embed, [...at, index]);
    total += embedLength(embed);
  }
  if (total > TOTAL) check.add(at, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${TOTAL}`);
}

function checkEmbed(check: Check, embed: Embed, at: Path): void {
  check.keys(embed, at, KEYS);
  check.text(embed.title, [...at, 'title'], { max: 256 });
  check.text(embed.description, [...at, 'description'], { max: 4096 });
  check.text(embed.footer?.text, [...at, 'footer', 'text'], { max: 2048, required: embed.footer !== undefined });
  check.text(embed.author?.name, [...at, 'author', 'name'], { max: 256, required: embed.author !== undefined });
  check.whole(embed.color, [...at, 'color'], 0, 0xff_ff_ff);
  checkUrl(check, embed.url, [...at, 'url']);
  if (embed.timestamp !== undefined && Number.isNaN(Date.parse(embed.timestamp))) {
    check.add([...at, 'timestamp'], 'DATE_TIME_TYPE_PARSE', `Could not parse ${embed.timestamp}.`);
  }
  check.list(embed.fields, [...at, 'fields'], 0, FIELDS);
  for (const [index, field] of itemsOf(embed.fields).entries()) {
    check.text(field.name, [...at, 'fields', index, 'name'], { max: 256, required: true });
    check.text(field.value, [...at, 'fields', index, 'value'], { max: 1024, required: true });
  }
}

/** Addresses must be well formed and http or https (also `discord:` on link buttons). */
export function checkUrl(check: Check, url: string | undefined, at: Path, schemes = ['http:', 'https:']): void {
  if (url === undefined || url === null) return;
  if (!URL.canParse(url)) return check.add(at, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  const { protocol } = new URL(url);
  if (schemes.includes(protocol)) return;
  const message = `Scheme "${protocol.slice(0, -1)}" is not supported. Scheme must be one of ('http', 'https').`;
  check.add(at, 'URL_TYPE_INVALID_SCHEME', message);
}

function embedLength(embed: Embed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  for (const field of itemsOf(embed.fields)) texts.push(field.name, field.value);
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}
