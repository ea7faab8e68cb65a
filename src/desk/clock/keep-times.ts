import type { AlertTimes } from './alert-times.ts';
import type { Alert } from '../alert/alert.ts';

/** One that is snoozed for months keeps the latest. */
const MOST = 100;

const NOTHING: AlertTimes = { quiet: [] };

/** The alert with when it was answered and kept quiet by now; the same alert where nothing changed. */
export function withTimes(alert: Alert, now: number): Alert {
  const before = alert.times ?? NOTHING;
  const answered = before.answered ?? firstDeed(alert);
  const quiet = quietBy(alert, before.quiet, now);
  if (answered === before.answered && quiet === before.quiet) return alert;
  return { ...alert, times: { ...(answered ? { answered } : {}), quiet } };
}

function firstDeed({ acknowledged, claimed }: Alert): AlertTimes['answered'] {
  const deeds = [acknowledged, claimed].filter((deed) => deed !== undefined);
  const [first] = deeds.toSorted((left, right) => left.at - right.at);
  return first && { at: first.at, by: first.by };
}

function quietBy({ ended, muted, facts }: Alert, known: AlertTimes['quiet'], now: number): AlertTimes['quiet'] {
  const isQuiet = !ended && (muted !== undefined || facts.snoozed !== undefined);
  const last = known.at(-1);
  const wasQuiet = last !== undefined && last.to === undefined;
  if (isQuiet === wasQuiet) return known;
  if (!last || !wasQuiet) return [...known, { from: now }].slice(-MOST);
  return [...known.slice(0, -1), { from: last.from, to: Math.max(last.from, Math.min(now, ended?.at ?? now)) }];
}
