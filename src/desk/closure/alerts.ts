import type { Alert } from '../alert/alert.ts';
import { sameClient } from '../alert/ticket.ts';
import type { Failing } from './closure.ts';
import type { Settings } from '../settings.ts';
import { severityRank } from '../alert/severity.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** A device in the names of its source. */
function deviceKey(source: string, device: string): string {
  return `${source} ${device}`;
}

/** The devices that a ticket is about: those of its alerts. */
export function devicesOf(alerts: readonly Alert[]): ReadonlySet<string> {
  return new Set(alerts.flatMap(({ source, facts }) => (facts.device ? [deviceKey(source, facts.device.id)] : [])));
}

/**
 * What fails now on what the ticket is about, the worst first: its own alerts, and others of the same devices that began since the
 * ticket did. Planned work and mere information say nothing about a fix, and another client's alert is not named.
 */
export function failingFor(
  ticket: Ticket,
  linked: readonly Alert[],
  open: readonly Alert[],
  settings: Settings,
): Failing[] {
  const devices = devicesOf(linked);
  const own = linked.filter(({ ended }) => ended === undefined);
  const others = open.filter(
    (alert) =>
      alert.ended === undefined &&
      !linked.some(({ ref }) => ref === alert.ref) &&
      alert.facts.device !== undefined &&
      devices.has(deviceKey(alert.source, alert.facts.device.id)) &&
      alert.facts.startedAt >= ticket.facts.createdAt &&
      alert.severity !== 'info' &&
      alert.muted === undefined &&
      sameClient(alert, ticket, settings),
  );
  return [...own, ...others]
    .toSorted((one, other) => severityRank(one.severity) - severityRank(other.severity))
    .map((alert) => failing(alert, sameClient(alert, ticket, settings)));
}

function failing({ ref, severity, facts }: Alert, isNamed: boolean): Failing {
  const url = isNamed ? facts.links[0]?.url : undefined;
  const title = isNamed ? facts.title : 'an alert of another client';
  return { ref, title, severity, since: facts.startedAt, ...(url === undefined ? {} : { url }) };
}
