import type { Path } from '../refusal.ts';
import type { Component, Media } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { checkUrl } from './urls.ts';

const ITEMS = 10;
const DESCRIPTION = 1024;
const URL_LENGTH = 2048;
const SPACINGS = 2;

/** One to ten pictures or films. */
export function checkGallery(check: Check, gallery: Component, at: Path): void {
  if (gallery.items === undefined) check.add([...at, 'items'], 'BASE_TYPE_REQUIRED', 'This field is required');
  check.list(gallery.items, [...at, 'items'], 1, ITEMS);
  for (const [index, item] of itemsOf(gallery.items).entries()) {
    const place = [...at, 'items', index];
    check.keys(item, place, ['media', 'description', 'spoiler']);
    check.text(item.description, [...place, 'description'], { min: 1, max: DESCRIPTION });
    checkMedia(check, item.media, [...place, 'media']);
  }
}

export function checkThumbnail(check: Check, thumbnail: Component, at: Path): void {
  check.text(thumbnail.description, [...at, 'description'], { min: 1, max: DESCRIPTION });
  checkMedia(check, thumbnail.media, [...at, 'media']);
}

/** A file that was uploaded; Discord fetches none from elsewhere. */
export function checkFile(check: Check, file: Component, at: Path): void {
  checkMedia(check, file.file, [...at, 'file'], ['attachment:']);
}

export function checkSeparator(check: Check, separator: Component, at: Path): void {
  check.whole(separator.spacing, [...at, 'spacing'], 1, SPACINGS);
}

function checkMedia(check: Check, media: Media | undefined, at: Path, schemes?: string[]): void {
  if (!media) return check.add(at, 'BASE_TYPE_REQUIRED', 'This field is required');
  check.text(media.url, [...at, 'url'], { max: URL_LENGTH, required: true });
  checkUrl(check, media.url, [...at, 'url'], schemes ?? ['http:', 'https:', 'attachment:']);
}
