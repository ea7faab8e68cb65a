import { html } from 'lit-html';
import { actor, state } from '../state.js';
import { ago, clock, prettyDay, whole } from '../text/time.js';

/** @param {string} id */
export function nameOf(id) {
  return state.pictures.slack?.users.find((user) => user.id === id)?.name ?? id;
}

/**
 * `@` a person, `#` a channel, `&` a group of people, `!` all of them, such as `here`.
 * @param {string} kind
 * @param {string} id
 * @param {string} [label]
 */
export function mention(kind, id, label) {
  const words = label ?? nameFor(kind, id);
  const me = id === actor()?.slack || kind === '!';
  return html`<span class=${me ? 'mention me' : 'mention'}
    >${kind === '#' ? '#' : '@'}${words.replace(/^[@#]/, '')}</span
  >`;
}

/**
 * @param {string} kind
 * @param {string} id
 */
function nameFor(kind, id) {
  const slack = state.pictures.slack;
  if (kind === '@') return nameOf(id);
  if (kind === '#') return slack?.channels.find((one) => one.id === id)?.name ?? id;
  return slack?.userGroups?.find((one) => one.id === id)?.handle ?? id;
}

/**
 * A date in the reader's own zone, as Slack's format tokens say.
 * @param {number} seconds
 * @param {string} format
 * @param {string} fallback
 */
export function dateText(seconds, format, fallback) {
  if (!Number.isFinite(seconds)) return fallback;
  const words = format.replaceAll(/\{(\w+)\}/g, (whole, name) => tokenText(name, seconds) ?? whole);
  return html`<time title=${whole(seconds)}>${words}</time>`;
}

/**
 * @param {string} name
 * @param {number} seconds
 */
function tokenText(name, seconds) {
  switch (name) {
    case 'ago':
      return ago(seconds);
    case 'time':
      return clock(seconds);
    case 'time_secs':
      return clock(seconds, { timeStyle: 'medium' });
    case 'date_num':
      return clock(seconds, { dateStyle: 'short' });
    case 'date':
    case 'date_long':
      return clock(seconds, { dateStyle: 'long' });
    case 'date_short':
      return clock(seconds, { dateStyle: 'medium' });
    case 'day_divider_pretty':
    case 'date_pretty':
    case 'date_short_pretty':
    case 'date_long_pretty':
      return prettyDay(seconds);
    default:
      return undefined;
  }
}
