import { countOf, figureOf } from './figure.ts';
import { groupsOf } from './groups.ts';
import { lengthFigures } from './levels.ts';
import type { Section, Table } from './parts.ts';
import type { AlertRow, TicketRow } from './rows.ts';
import { dateOf, daysIn, type ReviewSpan } from './span.ts';
import { type Severity, severities } from '../alert/severity.ts';

/** More devices than this are no longer those with the most. */
const MOST_DEVICES = 10;
/** One alert or ticket is no repetition. */
const REPEATING = 2;

const severityTitles: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  warning: 'Warning',
  info: 'Info',
};

/** What the monitoring said. */
export function alertSection(alerts: readonly AlertRow[], span: ReviewSpan): Section {
  const came = alerts.filter(({ isNew }) => isNew);
  const perDay = Map.groupBy(came, ({ seenAt }) => dateOf(seenAt, span.zone));
  return {
    id: 'alerts',
    title: 'Alerts',
    notes: [
      'An alert counts on the day on which it was first seen, once for each time that its fault came back. What was there before Deskbell first looked is counted as open at the end alone.',
    ],
    figures: [
      countOf('alerts', 'Alerts', came),
      figureOf(
        { id: 'alert-firings', title: 'Firings', unit: 'count', of: 'sum' },
        came.map(({ ref, firings }) => ({ ref, amount: firings })),
      ),
      countOf(
        'alerts-planned',
        'During maintenance',
        came.filter(({ isPlanned }) => isPlanned),
      ),
      countOf(
        'alerts-open',
        'Open at the end',
        alerts.filter(({ isOpenAtEnd }) => isOpenAtEnd),
      ),
    ],
    pictures:
      came.length === 0
        ? []
        : [
            {
              is: 'days',
              title: 'Alerts by day',
              days: daysIn(span).map((date) => ({ date, value: perDay.get(date)?.length ?? 0 })),
            },
          ],
    tables: [
      bySeverity(came),
      lengths('acknowledged', 'Until somebody had it (MTTA)', alerts, 'acknowledgedIn'),
      lengths('repaired', 'Until it was over (MTTR)', alerts, 'resolvedIn'),
    ].filter(({ lines }) => lines.length > 0),
    listings: [],
  };
}

function bySeverity(came: readonly AlertRow[]): Table {
  return {
    title: 'By severity',
    head: ['Severity', 'Alerts', 'Firings'],
    lines: present(came).map(({ severity, some }) => ({
      name: severityTitles[severity],
      figures: [
        countOf(`alerts-severity:${severity}`, `Alerts, ${severityTitles[severity].toLowerCase()}`, some),
        figureOf(
          {
            id: `firings-severity:${severity}`,
            title: `Firings, ${severityTitles[severity].toLowerCase()}`,
            unit: 'count',
            of: 'sum',
          },
          some.map(({ ref, firings }) => ({ ref, amount: firings })),
        ),
      ],
    })),
  };
}

function present(alerts: readonly AlertRow[]): { severity: Severity; some: AlertRow[] }[] {
  return severities
    .map((severity) => ({ severity, some: alerts.filter((alert) => alert.severity === severity) }))
    .filter(({ some }) => some.length > 0);
}

function lengths(id: string, title: string, alerts: readonly AlertRow[], of: 'acknowledgedIn' | 'resolvedIn'): Table {
  const timesOf = (some: readonly AlertRow[]): { ref: string; amount: number }[] =>
    some.flatMap((alert) => (alert[of] === undefined ? [] : [{ ref: alert.ref, amount: alert[of] }]));
  const all = timesOf(alerts);
  const lines = present(alerts)
    .map(({ severity, some }) => ({ severity, times: timesOf(some) }))
    .filter(({ times }) => times.length > 0)
    .map(({ severity, times }) => ({
      name: severityTitles[severity],
      figures: lengthFigures(`${id}:${severity}`, `${title}, ${severityTitles[severity].toLowerCase()}`, times),
    }));
  const whole = { name: 'All', figures: lengthFigures(id, title, all) };
  return {
    title,
    note: 'Round the clock; less what it was snoozed or in maintenance.',
    head: ['Severity', 'Alerts', 'Mean', 'Median', 'Nine of ten within'],
    lines: all.length === 0 ? [] : [whole, ...lines],
  };
}

/** What fails again and again. */
export function deviceSection(tickets: readonly TicketRow[], alerts: readonly AlertRow[]): Section {
  const about = [...alerts.filter(({ isNew }) => isNew), ...tickets.filter(({ isNew }) => isNew)].filter(
    ({ device }) => device !== undefined,
  );
  const repeating = groupsOf(about, ({ device }) => device?.key ?? '').filter(([, some]) => some.length >= REPEATING);
  const worst = repeating.slice(0, MOST_DEVICES);
  const lines = worst.map(([key, some]) => {
    const name = some[0]?.device?.name ?? key;
    const [failing, filed] = [some.filter(isAlert), some.filter((row) => !isAlert(row))];
    return {
      name,
      figures: [
        countOf(`device-alerts:${key}`, `Alerts of ${name}`, failing),
        countOf(`device-tickets:${key}`, `Tickets about ${name}`, filed),
      ],
      words: whatFails(failing),
    };
  });
  return {
    id: 'devices',
    title: 'Repeating devices',
    notes: [
      'Devices with two alerts and tickets or more in these days, those with the most first, and what fails there.',
    ],
    figures: [
      countOf(
        'repeating',
        'Alerts and tickets of repeating devices',
        repeating.flatMap(([, some]) => some),
      ),
    ],
    pictures: [],
    tables:
      lines.length === 0
        ? []
        : [{ title: 'Those with the most', head: ['Device', 'Alerts', 'Tickets', 'What fails'], lines }],
    listings: [],
  };
}

function isAlert(row: AlertRow | TicketRow): row is AlertRow {
  return row.table === 'alert';
}

/** The three most frequent faults of a device, with how often. */
function whatFails(alerts: readonly AlertRow[]): string {
  const faults = groupsOf(alerts, ({ what }) => what);
  const named = faults.slice(0, 3).map(([what, some]) => (some.length === 1 ? what : `${what} (${some.length}×)`));
  return [...named, ...(faults.length > 3 ? [`${faults.length - 3} more`] : [])].join('; ');
}
