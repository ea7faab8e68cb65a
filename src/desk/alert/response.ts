import type { Alert, AlertResponse } from './alert.ts';
import { addWorking, endOfDay, endOfWeek, workingBetween } from '../clock/calendar.ts';
import { lookAt, type Telling, type Watched } from '../clock/look.ts';
import { isHeldBack } from '../destination.ts';
import { clientNamed, type Settings, type Target } from '../settings.ts';
import { type Severity, severityRank } from './severity.ts';
import { hoursOf } from '../clock/sla-policy.ts';
import { span } from '../clock/when.ts';

/** What comes so late in a working day, or in a week, is due at the end of the next one. */
const SHORTEST = 60 * 60_000;

/**
 * The alert with the clock that it must have as it stands: running from now on where it had none and nobody has it, stopped where
 * somebody has it, gone where it is kept quiet or has ended. A rise begins it anew. The same alert where nothing changes.
 */
export function withResponse(alert: Alert, settings: Settings, now: number): Alert {
  const { response, ...rest } = alert;
  const begun = responseOf(alert, settings, now);
  if (!begun) return response ? rest : alert;
  const next = lookAt(watched(alert, begun, settings), tellingFor(alert, settings), now);
  if (begun === response && next === response.lookAt) return alert;
  const { lookAt: _, ...kept } = begun;
  return { ...rest, response: next === undefined ? kept : { ...kept, lookAt: next } };
}

/** The clock as far as something of it may still have to be told: nothing where somebody has it. */
export function watched(
  { facts }: Pick<Alert, 'facts'>,
  { from, due, severity, breachedAt, warned, metAt }: AlertResponse,
  settings: Settings,
): Watched {
  if (due === undefined || metAt !== undefined) return { at: () => undefined };
  const { target } = targetFor({ severity, client: facts.client }, settings);
  const hours = hoursOf(facts.client, settings);
  const at = (share: number): number | undefined => {
    if (typeof target === 'number') return from + Math.ceil(((due - from) * share) / 100);
    const working = workingBetween(from, due, hours);
    return addWorking(from, Math.ceil((working * share) / 100), hours);
  };
  return { due, breachedAt, warned, at };
}

/** When its warnings may be told. */
export function tellingFor({ facts }: Pick<Alert, 'facts'>, settings: Settings): Telling {
  const hours = hoursOf(facts.client, settings);
  return { warnAt: settings.sla.warnAt, opening: (instant) => addWorking(instant, 0, hours) };
}

function responseOf(alert: Alert, settings: Settings, now: number): AlertResponse | undefined {
  const { response, severity } = alert;
  const deed = alert.acknowledged ?? alert.claimed;
  if (deed) return response && response.metAt === undefined ? { ...response, metAt: deed.at } : response;
  if (alert.ended || alert.muted || alert.facts.snoozed || isHeldBack(alert.places)) return undefined;
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
  const { target, whose } = targetFor({ severity, client }, settings);
  const hours = hoursOf(client, settings);
  const where = hours.name === undefined ? '' : ` in the calendar ${hours.name}`;
  const because = `${whose} for ${severity}: ${wordsOf(target)}${typeof target === 'number' ? '' : where}`;
  if (target === 'none') return { due: undefined, because };
  if (typeof target === 'number') return { due: from + target, because };
  const end = target === 'same day' ? endOfDay : endOfWeek;
  return { due: end(from, SHORTEST, hours), because };
}

function targetFor(
  { severity, client }: { severity: Severity; client: string | undefined },
  settings: Settings,
): { target: Target; whose: string } {
  const tierName = clientNamed(client, settings)?.tier;
  const own = tierName === undefined ? undefined : settings.tiers[tierName]?.targets[severity];
  if (own === undefined) return { target: settings.targets[severity], whose: 'the general target' };
  return { target: own, whose: `the target of tier ${tierName}` };
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
