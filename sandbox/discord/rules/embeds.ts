import type { Path } from '../refusal.ts';
import type { Embed } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { lengthOf } from './length.ts';
import { checkUrl } from './urls.ts';

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
  const addresses = new Set<string>();
  for (const [index, embed] of itemsOf(embeds).entries()) {
    checkEmbed(check, embed, [...at, index]);
    total += embedLength(embed);
    if (!embed.url) continue;
    if (addresses.has(embed.url)) check.ignored.push([...at, index, 'since an earlier one has the same url'].join('.'));
    addresses.add(embed.url);
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
  checkPictures(check, embed, at);
  if (isBare(embed)) check.add([...at, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if (embed.timestamp !== undefined && Number.isNaN(Date.parse(embed.timestamp))) {
    check.add([...at, 'timestamp'], 'DATE_TIME_TYPE_PARSE', `Could not parse ${embed.timestamp}.`);
  }
  check.list(embed.fields, [...at, 'fields'], 0, FIELDS);
  for (const [index, field] of itemsOf(embed.fields).entries()) {
    check.text(field.name, [...at, 'fields', index, 'name'], { max: 256, required: true });
    check.text(field.value, [...at, 'fields', index, 'value'], { max: 1024, required: true });
  }
}

/** Pictures may also be files of the same message. */
function checkPictures(check: Check, { author, footer, image, thumbnail }: Embed, at: Path): void {
  const schemes = ['http:', 'https:', 'attachment:'];
  checkUrl(check, image?.url, [...at, 'image', 'url'], schemes);
  checkUrl(check, thumbnail?.url, [...at, 'thumbnail', 'url'], schemes);
  checkUrl(check, footer?.icon_url, [...at, 'footer', 'icon_url'], schemes);
  checkUrl(check, author?.icon_url, [...at, 'author', 'icon_url'], schemes);
  checkUrl(check, author?.url, [...at, 'author', 'url']);
}

/** A colour or an address alone shows nothing. */
function isBare(embed: Embed): boolean {
  const { title, description, footer, author, image, thumbnail } = embed;
  return !(title || description || footer || author || image || thumbnail || itemsOf(embed.fields).length > 0);
}

function embedLength(embed: Embed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  for (const field of itemsOf(embed.fields)) texts.push(field.name, field.value);
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}
