import { isDeepStrictEqual } from 'node:util';
import type { Alert } from './alert.ts';
import { woken } from './fulfil.ts';
import { plainCard } from '../card.ts';
import { type Decision, type DeskView, type Notice, type TimelineEntry, unchanged } from '../decision.ts';
import type { Place } from '../destination.ts';
import { channelNotice, threadLine } from '../notices.ts';
import { withQuiet } from '../quiet/quiet.ts';
import { joinPlaces, route } from '../routing.ts';
import { severityRank } from './severity.ts';
import { stopOf } from '../stop/stop.ts';
import { oneLine } from '../text.ts';
import { span } from '../clock/when.ts';
import { type Window, windowsOver } from '../quiet/window.ts';

type Mute = NonNullable<Alert['muted']>;

/** Windows that an alert remembers: a weekly one must not make it grow for ever. */
const MOST_REMEMBERED = 20;

/** The alert with what holds it back now: what would be a new card stands `muted`; a card that stands stays one. An ended alert stays as it is. */
export function withMute(before: Alert | undefined, next: Alert, view: DeskView): Alert {
  if (next.ended) return next;
  // What comes while its client is stopped may be the malware: it rings, whatever was planned.
  const isAlarm = !next.muted && stopOf(next.facts.client, view) !== undefined;
  const windows = isAlarm ? [] : windowsOver(next, view.windows, view.settings, view.now);
  const [longest] = windows;
  if (longest) return held(before, next, windows, muteBy(longest, next.muted, view.now));
  const { muted, ...free } = next;
  if (!muted) return next;
  const rested = { ...free, ...woken(free, view.now) };
  const wasHidden = before?.places.some(({ as }) => as === 'muted') === true;
  return wasHidden ? { ...rested, heldBack: { ...muted, until: Math.min(muted.until ?? view.now, view.now) } } : rested;
}

function held(before: Alert | undefined, next: Alert, windows: readonly Window[], muted: Mute): Alert {
  const { heldBack: _, ...rest } = next;
  const known = next.mutedBy ?? [];
  const fresh = windows.map(({ ref }) => ref).filter((ref) => !known.includes(ref));
  const mutedBy = [...known, ...fresh].slice(-MOST_REMEMBERED);
  return { ...rest, muted, mutedBy, places: hushed(before?.places ?? [], next.places) };
}

function muteBy({ ref, by, reason, to }: Window, before: Mute | undefined, now: number): Mute {
  return { window: ref, by, reason, since: before?.since ?? now, ...(to === undefined ? {} : { until: to }) };
}

function hushed(before: readonly Place[], after: readonly Place[]): Place[] {
  const cards = new Set(before.filter(({ as }) => as === 'card').map(({ destination }) => destination));
  return after.map((place) =>
    place.as === 'held' || (place.as === 'card' && !cards.has(place.destination)) ? { ...place, as: 'muted' } : place,
  );
}

/** What has to be told of a window that began over an alert, or was over, between the two. */
export function muteNews(
  before: Alert | undefined,
  after: Alert,
  view: DeskView,
): { entries: TimelineEntry[]; notices: Notice[] } {
  if (after.ended || after.muted?.window === before?.muted?.window) return { entries: [], notices: [] };
  const mute = after.muted ?? before?.muted;
  if (!mute) return { entries: [], notices: [] };
  const text = after.muted ? heldText(after.muted, view.now) : overText(mute);
  const by = after.muted ? mute.by : { name: 'Deskbell', via: 'clock' };
  const entry = { at: view.now, by, what: after.muted ? 'muted' : 'unmuted', text };
  if (!before) return { entries: [entry], notices: [] };
  const stood = new Set(before.places.filter(({ as }) => as === 'card').map(({ destination }) => destination));
  const item = { ref: after.ref, places: after.places.filter(({ destination }) => stood.has(destination)) };
  const occasion = { item, occasion: `${entry.what}-${mute.window}-${view.now}`, at: view.now };
  const rings = !after.muted && severityRank(after.severity) <= 1;
  const card = plainCard({ ref: after.ref, tone: after.severity, title: after.facts.title, lines: [[text]] });
  return { entries: [entry], notices: rings ? channelNotice(occasion, card) : threadLine(occasion, [text]) };
}

function heldText({ by, reason, until }: Mute, now: number): string {
  const length = until === undefined ? '' : ` for ${span(until - now)}`;
  return `Held back${length} by maintenance of ${by.name}: ${oneLine(reason)}`;
}

function overText({ by, reason }: Mute): string {
  return `The maintenance of ${by.name} (${oneLine(reason)}) is over, and it still fails`;
}

function shownPlaces({ facts, severity, places }: Alert, view: DeskView): Place[] {
  const { client, site } = facts;
  const routed = route({ kind: 'alert', client, site, severity }, view.settings, view.defaults);
  return joinPlaces(places, routed.places, false);
}

/** What a window that begins, ends or changes makes of an alert that it is about. */
export function tickMute(alert: Alert, view: DeskView): Decision<Alert> {
  const next = withMute(alert, alert, view);
  const freed = alert.muted && !next.muted ? { ...next, places: shownPlaces(alert, view) } : next;
  const item = withQuiet(alert, freed, view);
  if (isDeepStrictEqual(item, alert)) return unchanged();
  return { is: 'changed', item, ...muteNews(alert, item, view), effects: [] };
}
