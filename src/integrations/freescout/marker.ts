import { createHash } from 'node:crypto';

/** The words by which something that Deskbell wrote is found again; FreeScout has no field for a key. */
export function markerFor(key: string): string {
  return `Deskbell ${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

/** Plain text as the HTML of a thread, with its marker below. */
export function htmlFor(text: string, marker: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
  return `<p>${escaped}</p><p><small>${marker}</small></p>`;
}

export function bearsMarker(html: string): boolean {
  return /\bDeskbell [0-9a-f]{12}\b/.test(html);
}
