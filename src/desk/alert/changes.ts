import type { Alert } from './alert.ts';
import type { Actor } from '../people.ts';
import { severityRank } from './severity.ts';

interface QuietChange {
  what: string;
  text: string;
  /** Who ordered it here; otherwise it was done at the source. */
  by: Actor | undefined;
  loud: boolean;
}

/** What happened to an alert at its source, beside its severity and its end. `source` is what people call it. */
export function quietChanges(before: Alert, after: Alert, source: string): QuietChange[] {
  const changes: QuietChange[] = [];
  if (!before.facts.snoozed && after.facts.snoozed) changes.push(snoozedNow(after, source));
  if (before.facts.snoozed && !after.facts.snoozed) changes.push(wokenNow(before, after, source));
  if (!before.facts.hidden && after.facts.hidden)
    changes.push({ what: 'hidden', text: `Hidden in ${source}, not solved`, by: undefined, loud: false });
  return changes;
}

function snoozedNow({ snooze }: Alert, source: string): QuietChange {
  const who = snooze ? `${snooze.by.name} snoozed it in ${source}` : `Snoozed in ${source}`;
  const reason = snooze?.reason === undefined ? '' : ` (${snooze.reason})`;
  return { what: 'snoozed', text: `${who}${reason}; the check keeps running`, by: snooze?.by, loud: false };
}

/** Whoever ends a snooze by hand knows it; one that ran out gives the alert back to everybody. */
function wokenNow({ order }: Alert, after: Alert, source: string): QuietChange {
  const by = order?.what === 'wake' ? order.by : undefined;
  if (by?.id !== undefined) return { what: 'woken', text: `${by.name} ended the snooze`, by, loud: false };
  const text = `The snooze in ${source} is over, and it still fails`;
  return { what: 'woken', text, by, loud: severityRank(after.severity) <= 1 };
}
