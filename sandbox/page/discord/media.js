import { html, nothing } from 'lit-html';
import { picture } from '../text/picture.js';

/** @import { DiscordAttachment, DiscordComponent, DiscordMedia } from './wire.d.ts' */

const KILOBYTE = 1024;

/**
 * A picture; one that came with the message has no address that anybody could follow.
 * @param {DiscordMedia | undefined} source
 * @param {string | null | undefined} words
 * @param {boolean} [spoiler]
 */
export function media(source, words, spoiler = false) {
  const url = source?.url ?? '';
  const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : 'Picture';
  const shown = picture(url, words || name);
  return spoiler ? hidden(shown, 'Spoiler') : shown;
}

/** @param {{ media: DiscordMedia, description?: string | null, spoiler?: boolean }[]} items */
export function gallery(items) {
  return html`<div class="d-gallery" role="group" aria-label="Pictures">
    ${items.map((one) => media(one.media, one.description, one.spoiler))}
  </div>`;
}

/** @param {DiscordComponent} component */
export function file(component) {
  const name = component.file?.url.replace(/^attachment:\/\//, '') ?? '';
  const shown = html`<div class="d-file"><span aria-hidden="true">📄</span> ${name}</div>`;
  return component.spoiler ? hidden(shown, 'Spoiler') : shown;
}

/** @param {DiscordAttachment[]} all */
export function attachments(all) {
  return all.map(
    ({ filename, size }) =>
      html`<div class="d-file"><span aria-hidden="true">📄</span> ${filename} <small>${sizeOf(size)}</small></div>`,
  );
}

/** @param {number} bytes */
function sizeOf(bytes) {
  return bytes < KILOBYTE ? `${bytes} bytes` : `${(bytes / KILOBYTE).toFixed(1)} KB`;
}

/**
 * What is only seen once somebody asks for it.
 * @param {unknown} shown
 * @param {string} words
 */
export function hidden(shown, words) {
  return html`<details class="d-hidden">
    <summary>${words}</summary>
    ${shown ?? nothing}
  </details>`;
}
