import type { Alert } from '../alert/alert.ts';
import { titleOf, type DeskView } from '../decision.ts';
import type { WorkItem } from '../item.ts';
import { route } from '../routing.ts';
import { severities } from '../alert/severity.ts';
import { type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { phaseAt, type Window } from './window.ts';

/** Something that hides items from people. */
export interface MuteEntry {
  /** Short enough for a button, and the same as long as it hides: `window`, `snooze`, or the name of a rule. */
  id: string;
  /** The window, or the alert that is snoozed; absent for rules. */
  ref?: string;
  window?: Window;
  label: string;
  /** Whose it is, and why. */
  owner: string;
  reason: string;
  /** Absent where nobody knows, or where it is for good. */
  until?: number;
  hides: readonly WorkItem[];
}

/** What the book is made of; only what may be shown there. */
export interface MuteFacts {
  /** All that is open. */
  alerts: readonly Alert[];
  tickets: readonly Ticket[];
  /** What ended in the last days. */
  ended: readonly Alert[];
  windows: readonly Window[];
}

type BookView = Pick<DeskView, 'now' | 'settings' | 'defaults' | 'titles'>;

/** Everything that hides something now: windows and snoozes by their end, then what sources and rules hide; planned windows last. */
export function muteBook(facts: MuteFacts, view: BookView): MuteEntry[] {
  const windows = facts.windows.filter((window) => phaseAt(window, view.now) !== 'over');
  const running = windows.filter((window) => phaseAt(window, view.now) === 'running');
  const planned = windows.filter((window) => phaseAt(window, view.now) === 'planned');
  return [
    ...running.map((window) => windowEntry(window, facts)).toSorted(byEnd),
    ...facts.alerts
      .filter(({ facts: { snoozed } }) => snoozed)
      .map((alert) => snoozeEntry(alert, view))
      .toSorted(byEnd),
    ...hiddenEntries(facts.alerts, view),
    ...ruleEntries(facts, view),
    ...planned.map((window) => windowEntry(window, facts)),
  ];
}

/** Windows that were over, the latest first, with what they hid. */
export function pastEntries(past: readonly Window[], facts: MuteFacts): MuteEntry[] {
  const endOf = ({ ended, to }: Window): number => ended?.at ?? to ?? 0;
  return past.toSorted((left, right) => endOf(right) - endOf(left)).map((window) => windowEntry(window, facts));
}

/** One window with what it hid. */
function windowEntry(window: Window, { alerts, ended }: MuteFacts): MuteEntry {
  const { ref, scope, by, reason, to } = window;
  const hides = [...alerts, ...ended].filter(({ mutedBy }) => mutedBy?.includes(ref));
  const until = window.ended?.at ?? to;
  return {
    id: 'window',
    ref,
    window,
    label: scope.label,
    owner: by.name,
    reason,
    ...(until === undefined ? {} : { until }),
    hides,
  };
}

function snoozeEntry(alert: Alert, view: BookView): MuteEntry {
  const { snooze, facts, ref, source } = alert;
  const until = snooze?.until ?? facts.snoozed?.until;
  const title = titleOf(source, view);
  return {
    id: 'snooze',
    ref,
    label: facts.title,
    owner: snooze?.by.name ?? `somebody in ${title}`,
    reason: snooze?.reason ?? (snooze ? 'no reason was given' : `snoozed by hand in ${title}`),
    ...(until === undefined ? {} : { until }),
    hides: [alert],
  };
}

/** What its source keeps off its own lists: it has a card here all the same, and nobody who looks there sees it. */
function hiddenEntries(alerts: readonly Alert[], view: BookView): MuteEntry[] {
  const hidden = alerts.filter(({ facts }) => facts.hidden);
  return [...new Set(hidden.map(({ source }) => source))].map((source) => {
    const title = titleOf(source, view);
    const hides = hidden.filter((alert) => alert.source === source);
    return { id: `hidden-${source}`, label: `Hidden in ${title}`, owner: title, reason: 'shown here alone', hides };
  });
}

function ruleEntries({ alerts, tickets }: MuteFacts, view: BookView): MuteEntry[] {
  const items = [...alerts, ...tickets];
  const listed = items.filter(({ places }) => places.some(({ as }) => as === 'listed'));
  const byRoute = new Map(listed.map((item) => [item, listingRoute(item, view)]));
  const routes = view.settings.routes.map((_, index) =>
    rule(
      `route-${index + 1}`,
      `Route ${index + 1} lists and does not post`,
      listed.filter((item) => byRoute.get(item) === index),
      'routes',
    ),
  );
  const posts = severities.map((severity) =>
    rule(
      `post-${severity}`,
      `${severity.slice(0, 1).toUpperCase()}${severity.slice(1)} alerts are listed, not posted`,
      listed.filter((item) => item.kind === 'alert' && item.severity === severity && byRoute.get(item) === undefined),
      'severity.post',
    ),
  );
  const baseline: MuteEntry = {
    id: 'baseline',
    label: 'Open before Deskbell first looked',
    owner: 'Deskbell',
    reason: 'posted only if it becomes worse or fires again',
    hides: items.filter(({ places }) => places.some(({ as }) => as === 'baseline')),
  };
  return [...quietEntries(items), ...routes, ...posts, baseline].filter(({ hides }) => hides.length > 0);
}

/** What waits for its channels to open; each entry is for those that open together. */
function quietEntries(items: readonly WorkItem[]): MuteEntry[] {
  const waiting = (until: number): WorkItem[] =>
    items.filter(({ places }) => places.some(({ as, held }) => as === 'held' && held?.until === until));
  const openings = items.flatMap(({ places }) =>
    places.flatMap(({ as, held }) => (as === 'held' && held ? [held.until] : [])),
  );
  return [...new Set(openings)]
    .toSorted((left, right) => left - right)
    .map((until) => ({ ...rule(`quiet-${until}`, 'Quiet hours', waiting(until), 'quiet'), until }));
}

function rule(id: string, label: string, hides: readonly WorkItem[], part: string): MuteEntry {
  return { id, label, owner: 'the configuration', reason: `${part} says so`, hides };
}

/** The route by which an item is only listed, if it is one. */
function listingRoute(item: WorkItem, { settings, defaults }: BookView): number | undefined {
  const routed =
    item.kind === 'alert'
      ? { kind: item.kind, client: item.facts.client, site: item.facts.site, severity: item.severity }
      : { kind: item.kind, client: item.client, mailbox: item.facts.mailbox.name, priority: item.priority };
  const { because } = route(routed, settings, defaults);
  const index = settings.routes.findIndex((_, at) => because.startsWith(`route ${at + 1} of `));
  return settings.routes[index]?.as === 'listed' ? index : undefined;
}

function byEnd(left: MuteEntry, right: MuteEntry): number {
  return (left.until ?? Infinity) - (right.until ?? Infinity) || 0;
}

const ICONS: Readonly<Record<string, string>> = { window: '🔧', snooze: '😴' };

/** An entry as one line of the book. */
export function entryLine(entry: MuteEntry, now: number): Line {
  const { window, label, owner, reason, until, hides } = entry;
  const phase = window && phaseAt(window, now);
  return [
    `${ICONS[entry.id] ?? '📋'} `,
    { bold: oneLine(label) },
    ...(phase === 'planned' && window ? [' · planned, begins ', { at: window.from, as: 'clock' as const }] : []),
    ...endSpans(entry, phase, until),
    ` · ${oneLine(owner)}: ${oneLine(reason)}`,
    ...(phase === 'planned' || entry.id === 'snooze'
      ? []
      : [` · ${hides.length} ${phase === 'over' ? 'held back' : 'hidden'}`]),
  ];
}

function endSpans({ id }: MuteEntry, phase: string | undefined, until: number | undefined): Line {
  if (until !== undefined) return [phase === 'over' ? ' · over ' : ' · until ', { at: until, as: 'clock' }];
  return phase === 'running' || id === 'snooze' ? [' · without an end'] : [];
}
