import { createHash } from 'node:crypto';

/** The words by which something that Deskbell wrote is found again; FreeScout has no field for a key. */
export function markerFor(key: string): string {
  return `Deskbell ${digestOf(key)}`;
}

/** The same for what a customer gets to see: the name of a class, which FreeScout stores and mails as it is and no reader shows. */
export function hiddenMarkerFor(key: string): string {
  return `deskbell-${digestOf(key)}`;
}

/** Stands beside the marker of a mail from a template: no answer that anybody waited for. */
export const TOLD = 'deskbell-told';

function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}

/** Plain text as the HTML of a thread, with its marker below. */
export function htmlFor(text: string, marker: string): string {
  return `<p>${htmlOf(text)}</p><p><small>${marker}</small></p>`;
}

/** Plain text as the HTML of a mail, in which its marker is not to be seen. */
export function mailFor(text: string, marker: string): string {
  return `<div class="${marker}">${htmlOf(text)}</div>`;
}

/** Plain text as HTML. */
export function htmlOf(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('  ', '&nbsp; ')
    .replaceAll('\n', '<br>');
}

/** Text without the line by which it is found. */
export function withoutMarker(text: string): string {
  return text.replace(/\s*^Deskbell [0-9a-f]{12}$/m, '').trim();
}

/** Of either kind, whatever its key. */
export function bearsMarker(html: string): boolean {
  return /\bdeskbell[ -][0-9a-f]{12}\b/i.test(html);
}
