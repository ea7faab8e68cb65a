import type { Alert, AlertResponse } from './alert.ts';
import { endOfDay, endOfWeek } from './calendar.ts';
import type { Decision, DeskView } from './decision.ts';
import { plainCard } from './card.ts';
import { channelNotice } from './notices.ts';
import { clientNamed, type Settings, type Target } from './settings.ts';
import { type Severity, severityRank } from './severity.ts';
import { hoursOf } from './sla-policy.ts';
import { span } from './when.ts';

/** What comes so late in a working day, or in a week, is due at the end of the next one. */
const SHORTEST = 60 * 60_000;

/**
 * The alert with the clock that it must have as it stands: running from now on where it had none and nobody has it, stopped where
 * somebody has it, gone where it is kept quiet or has ended. A rise begins it anew. The same alert where nothing changes.
 */
export function withResponse(alert: Alert, settings: Settings, now: number): Alert {
  const { response, ...rest } = alert;
  const next = responseOf(alert, settings, now);
  if (next === response) return alert;
  return next ? { ...rest, response: next } : rest;
}

function responseOf(alert: Alert, settings: Settings, now: number): AlertResponse | undefined {
  const { response, severity } = alert;
  const deed = alert.acknowledged ?? alert.claimed;
  if (deed) return response && response.metAt === undefined ? { ...response, metAt: deed.at } : response;
  if (alert.ended || alert.muted || alert.facts.snoozed) return undefined;
  if (!response || response.metAt !== undefined) return begun(alert, now, settings);
  if (response.severity === severity) return response;
  const rose = severityRank(severity) < severityRank(response.severity);
  return begun(alert, rose ? now : response.from, settings);
}

function begun(alert: Alert, from: number, settings: Settings): AlertResponse {
  const { severity, facts } = alert;
  const { due, because } = alertTarget({ from, severity, client: facts.client }, settings);
  return { from, severity, because, ...(due === undefined ? {} : { due }) };
}

/** By when an alert must be acknowledged or claimed: the tier's target before the general one. */
function alertTarget(
  { from, severity, client }: { from: number; severity: Severity; client: string | undefined },
  settings: Settings,
): { due: number | undefined; because: string } {
  const tierName = clientNamed(client, settings)?.tier;
  const tier = tierName === undefined ? undefined : settings.tiers[tierName];
  const target = tier?.targets[severity] ?? settings.targets[severity];
  const whose = tier?.targets[severity] === undefined ? 'the general target' : `the target of tier ${tierName}`;
  const hours = hoursOf(client, settings);
  const where = hours.name === undefined ? '' : ` in the calendar ${hours.name}`;
  const because = `${whose} for ${severity}: ${wordsOf(target)}${typeof target === 'number' ? '' : where}`;
  if (target === 'none') return { due: undefined, because };
  if (typeof target === 'number') return { due: from + target, because };
  const end = target === 'same day' ? endOfDay : endOfWeek;
  return { due: end(from, SHORTEST, hours), because };
}

function wordsOf(target: Target): string {
  if (typeof target === 'number') return `within ${span(target)}, round the clock`;
  return {
    'same day': 'by the end of the working day',
    'this week': 'by the end of the last working day of the week',
    none: 'no time is set',
  }[target];
}

/** When somebody must have acknowledged or claimed it, while nobody has. */
export function responseDue({ response }: Alert): number | undefined {
  return response && response.metAt === undefined ? response.due : undefined;
}

/** Nobody has it, and its target has passed. */
export function isLate(alert: Alert): boolean {
  return !alert.ended && alert.response?.breachedAt !== undefined && alert.response.metAt === undefined;
}

/** When its target has to be looked at; it is looked at once. */
export function breachAt(alert: Alert): number | undefined {
  return alert.response?.breachedAt === undefined ? responseDue(alert) : undefined;
}

/** The target has passed and nobody has it: the card says so, and the channel hears of it once. */
export function breach(alert: Alert, response: AlertResponse, due: number, view: DeskView): Decision<Alert> {
  const item = { ...alert, response: { ...response, breachedAt: view.now } };
  const text = `Nobody acknowledged or claimed it in time: it was due ${span(view.now - due)} ago`;
  const card = plainCard({
    ref: item.ref,
    tone: item.severity,
    badge: '⏰ LATE',
    title: item.facts.title,
    lines: [[text]],
  });
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by: { name: 'Deskbell', via: 'clock' }, what: 'late', text }],
    effects: [],
    notices: channelNotice({ item, occasion: `late-${due}`, at: view.now }, card),
  };
}
