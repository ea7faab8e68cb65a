import { state } from '../state.js';

/** Now, in epoch milliseconds, for all that the page draws: the demo's clock, which may be ahead. */
export function now() {
  return Date.now() + (state.pictures.demo?.clock.ahead ?? 0);
}

/** @type {readonly [Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const relativeAlways = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/**
 * "3 minutes ago", "in an hour".
 * @param {number} seconds since 1970
 */
export function ago(seconds) {
  const away = seconds - now() / 1000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(away) < size) continue;
    const format = unit === 'day' ? relative : relativeAlways;
    return format.format(Math.trunc(away / size), unit);
  }
  if (Math.abs(away) < 5) return 'just now';
  return relativeAlways.format(Math.trunc(away), 'second');
}

/**
 * @param {number} seconds
 * @param {Intl.DateTimeFormatOptions} options
 */
export function clock(seconds, options = { timeStyle: 'short' }) {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '?' : new Intl.DateTimeFormat(undefined, options).format(date);
}

/** @param {number} seconds */
export function whole(seconds) {
  return clock(seconds, { dateStyle: 'full', timeStyle: 'medium' });
}

/**
 * "today", "yesterday", else the month and the day, and the year where it is another.
 * @param {number} seconds
 */
export function prettyDay(seconds) {
  const away = Math.round((midnight(now()) - midnight(seconds * 1000)) / 86_400_000);
  if (away === 0) return 'today';
  if (away === 1) return 'yesterday';
  if (away === -1) return 'tomorrow';
  const isThisYear = new Date(seconds * 1000).getFullYear() === new Date(now()).getFullYear();
  return clock(seconds, { month: 'short', day: 'numeric', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** @param {number} milliseconds */
function midnight(milliseconds) {
  return new Date(milliseconds).setHours(0, 0, 0, 0);
}
