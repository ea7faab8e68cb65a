import { html } from 'lit-html';
import { actor, state } from '../state.js';
import { ago, clock, whole } from '../text/time.js';

/** @import { DiscordEmoji } from './wire.d.ts' */

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
 * @param {string} kind `@`, `@!`, `@&` or `#`
 * @param {string} id
 */
export function mention(kind, id) {
  const me = actor();
  const mine = state.pictures.discord?.users.find((one) => one.id === me?.discord)?.roles ?? [];
  const isMine = id === me?.discord || (kind === '@&' && mine.includes(id));
  const name = (nameFor(kind, id) ?? 'unknown').replace(/^@/, '');
  return html`<span class=${isMine ? 'mention me' : 'mention'}>${kind.slice(0, 1)}${name}</span>`;
}

/**
 * @param {string} kind
 * @param {string} id
 */
function nameFor(kind, id) {
  const { users = [], roles = [], channels = [] } = state.pictures.discord ?? {};
  if (kind === '@&') return roles.find((one) => one.id === id)?.name;
  if (kind !== '#') return users.find((one) => one.id === id)?.name;
  return [...channels, ...channels.flatMap((one) => one.threads)].find((one) => one.id === id)?.name;
}

/**
 * A picture before a label; one of a guild's own stays its name.
 * @param {DiscordEmoji | undefined} emoji
 */
export function emojiWords(emoji) {
  if (!emoji?.name) return '';
  return emoji.id ? `:${emoji.name}: ` : `${emoji.name} `;
}
