import { type Path, refusal } from '../refusal.ts';
import type { Component, Embed, Message, MessageBody } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { walk } from './components.ts';

/** A file that came beside a body; `size` in bytes. */
export interface UploadedFile {
  name: string;
  size: number;
}

const MOST = 10;
/** Of one file, in a guild that pays nothing. */
const LARGEST = 10 * 1024 * 1024;
const SCHEME = 'attachment://';

/** Ten files, each of 10 MiB. */
export function demandBearable(files: readonly UploadedFile[]): void {
  if (files.length > MOST) throw refusal(30015);
  if (files.some(({ size }) => size > LARGEST)) throw refusal(40005);
}

interface Around {
  before: Message | undefined;
  files: readonly UploadedFile[];
  v2: boolean;
  at: Path;
}

/** What points to a file must find it; with Components V2 a file that nothing points to is shown nowhere. */
export function checkReferences(check: Check, body: MessageBody, { before, files, v2, at }: Around): void {
  const names = new Set(
    [...files, ...(before?.attachments ?? [])].map((file) => ('name' in file ? file.name : file.filename)),
  );
  const references = [
    ...itemsOf(body.embeds).flatMap((embed, index) => inEmbed(embed, [...at, 'embeds', index])),
    ...[...walk(body.components ?? [], [...at, 'components'])].flatMap(([component, path]) =>
      inComponent(component, path),
    ),
  ].filter(([url]) => typeof url === 'string' && url.startsWith(SCHEME));
  for (const [url, path] of references) {
    const name = String(url).slice(SCHEME.length);
    if (names.has(name)) continue;
    const message = `The referenced attachment "${name}" was not found.`;
    check.add([...path, 'url'], 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message);
  }
  if (!v2) return;
  for (const { name } of files) {
    if (references.some(([url]) => url === `${SCHEME}${name}`)) continue;
    check.ignored.push([...at, `the file ${name}, to which no component points`].join('.'));
  }
}

type Reference = [url: string | undefined, path: Path];

function inEmbed({ image, thumbnail }: Embed, at: Path): Reference[] {
  return [
    [image?.url, [...at, 'image']],
    [thumbnail?.url, [...at, 'thumbnail']],
  ];
}

function inComponent({ media, file, items }: Component, at: Path): Reference[] {
  const gallery = itemsOf(items).map((item, index): Reference => [item.media?.url, [...at, 'items', index, 'media']]);
  return [[media?.url, [...at, 'media']], [file?.url, [...at, 'file']], ...gallery];
}
