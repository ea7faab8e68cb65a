import { html } from 'lit-html';
import { actor, state } from '../state.js';
import { ago, clock, whole } from '../text/time.js';

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/**
 * @param {number} seconds
 * @param {string} style Discord's letter
 */
export function instant(seconds, style) {
  const words = style === 'R' ? ago(seconds) : clock(seconds, STYLES[style]);
  return html`<time class="d-time" title=${whole(seconds)}>${words}</time>`;
}

/**
 * @param {string} kind `@`, `@&` or `#`
 * @param {string} id
 */
export function mention(kind, id) {
  const discord = state.pictures.discord;
  const name =
    kind === '#'
      ? discord?.channels.find((one) => one.id === id)?.name
      : discord?.users.find((one) => one.id === id)?.name;
  const me = id === actor()?.discord;
  return html`<span class=${me ? 'mention me' : 'mention'}>${kind.slice(0, 1)}${name ?? 'unknown'}</span>`;
}
