import { EXAMPLES, instantOf } from '../alert/until.ts';

const DAY = 24 * 60 * 60_000;
const LONGEST_DAYS = 30;
const FARTHEST_DAYS = 365;

/** A time that was typed: instants in epoch milliseconds, or the sentence for each end that is wrong. */
export type TypedSpan = { from: number; to: number } | { mistakes: Partial<Record<keyof Typed, string>> };

interface Typed {
  /** Empty or `now`, or as below. */
  begin: string;
  /** A length is counted, and a time of day is the next one, after the beginning. */
  end: string;
}

/** When a window is to begin and to end, as people type it: `now`, `2h`, `22:00`, `2026-12-01 22:00`, `morning`. */
export function parseSpan(typed: Typed, now: number, zone: string): TypedSpan {
  const from = beginning(typed.begin.trim().toLowerCase(), now, zone);
  const wrongBegin = typeof from === 'string' ? { begin: from } : {};
  const start = typeof from === 'string' ? now : from;
  const to = instantOf(typed.end.trim().toLowerCase(), start, zone);
  const wrong = wrongEnd(typed.end.trim(), start, to);
  if (typeof from === 'string' || to === undefined || wrong !== undefined)
    return { mistakes: { ...wrongBegin, ...(wrong === undefined ? {} : { end: wrong }) } };
  return { from, to };
}

function beginning(text: string, now: number, zone: string): number | string {
  if (text === '' || text === 'now') return now;
  const from = instantOf(text, now, zone);
  if (from === undefined) return EXAMPLES;
  if (from < now) return `${text} is over already: write now, or a time to come.`;
  return from > now + FARTHEST_DAYS * DAY ? `A window begins within ${FARTHEST_DAYS} days.` : from;
}

function wrongEnd(text: string, from: number, to: number | undefined): string | undefined {
  if (to === undefined) return EXAMPLES;
  if (to <= from) return `${text} is not after the beginning.`;
  return to > from + LONGEST_DAYS * DAY ? `A window lasts ${LONGEST_DAYS} days at most.` : undefined;
}
