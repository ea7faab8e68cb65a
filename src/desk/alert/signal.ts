import { isDeepStrictEqual } from 'node:util';
import type { Alert, AlertFacts } from './alert.ts';
import { quietChanges } from './changes.ts';
import { fulfil } from './fulfil.ts';
import { muteNews, withMute } from './mute.ts';
import { plainCard } from '../card.ts';
import { type Decision, type DeskView, type Notice, type TimelineEntry, titleOf, unchanged } from '../decision.ts';
import { channelNotice, threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { withQuiet } from '../quiet/quiet.ts';
import { joinPlaces, route } from '../routing.ts';
import { clientNamed } from '../settings.ts';
import { grade, severityRank, type Graded } from './severity.ts';
import { type AlertSignal, isOld } from '../signal.ts';

type OpenSignal = AlertSignal & { seen: { state: 'open' } };
type EndedSeen = AlertSignal['seen'] & { state: 'ended' };

/** How an alert ended, as a verb of the past. */
export const ENDED = {
  recovered: 'Recovered',
  resolved: 'Resolved by hand',
  deleted: 'Deleted',
  withdrawn: 'Out of sight',
} as const;

/**
 * What a source's word makes of the latest episode of a condition. The answer may be a new episode: its reference differs then.
 * `quiet` holds for what was open before the first start.
 */
export function decideAlertSignal(
  current: Alert | undefined,
  signal: AlertSignal,
  view: DeskView,
  quiet: boolean,
): Decision<Alert> {
  if (current && isOld(signal.readAt, current.readAt, view.now)) return unchanged();
  if (signal.seen.state === 'ended') return over(current, signal, signal.seen, view);
  return isOpen(current, { ...signal, seen: signal.seen }, view, quiet);
}

/** The source says that the condition holds. */
function isOpen(current: Alert | undefined, open: OpenSignal, view: DeskView, quiet: boolean): Decision<Alert> {
  if (!current) return opened(open, view, { episode: 1, quiet });
  if (!current.ended) return stillOpen(current, open, view, quiet);
  const sameEpisode = firedAt(current, open) - current.ended.at <= view.settings.severity.sameWithin;
  if (sameEpisode) return refired(withoutEnd(current), open, view, quiet);
  const ticket = stillOpenTicket(current);
  return opened(open, view, { episode: current.episode + 1, earlier: current.ref, quiet: false, ...ticket });
}

/** The source says that a row is over: the one that is known, or one that came and went before anybody looked. It is kept, and rings nobody. */
function over(current: Alert | undefined, signal: AlertSignal, seen: EndedSeen, view: DeskView): Decision<Alert> {
  const { facts } = seen;
  const isKnown = current && (signal.row === current.row || !facts || facts.startedAt <= current.facts.startedAt);
  if (isKnown) return ended(current, signal, seen, view);
  if (!facts) return unchanged();
  const came = isOpen(current, { ...signal, seen: { state: 'open', facts } }, view, false);
  const went = came.is === 'changed' ? ended(came.item, signal, seen, view) : came;
  if (came.is !== 'changed' || went.is !== 'changed') return unchanged();
  return { ...went, entries: [...came.entries, ...went.entries] };
}

function opened(
  signal: OpenSignal,
  view: DeskView,
  episode: { episode: number; earlier?: string; quiet: boolean; ticket?: Alert['ticket'] },
): Decision<Alert> {
  const { facts } = signal.seen;
  const graded = gradeOf(signal.source, facts, view);
  const { places } = route(
    { kind: 'alert', client: facts.client, site: facts.site, ...graded },
    view.settings,
    view.defaults,
  );
  const bare: Alert = {
    kind: 'alert',
    schema: 1,
    ref: `${signal.condition}/${episode.episode}`,
    revision: 0,
    source: signal.source,
    row: signal.row,
    condition: signal.condition,
    episode: episode.episode,
    ...(episode.earlier === undefined ? {} : { earlier: episode.earlier }),
    ...(episode.ticket ? { ticket: episode.ticket } : {}),
    facts,
    ...graded,
    firings: 1,
    seenAt: view.now,
    readAt: signal.readAt,
    time: [],
    places: episode.quiet ? places.map((place) => ({ ...place, as: 'baseline' })) : places,
  };
  const item = withQuiet(undefined, withMute(undefined, bare, view), view);
  const text = `${graded.severity}, because ${graded.because}`;
  const entry = { at: view.now, by: sourceOf(signal, view), what: 'opened', text };
  return changed(item, [entry, ...muteNews(undefined, item, view).entries], []);
}

/** When a condition that had ended came back: a new row tells it in the source's own time, however late it is read. */
function firedAt(current: Alert, signal: OpenSignal): number {
  return signal.row === current.row ? signal.readAt : Math.min(signal.readAt, signal.seen.facts.startedAt);
}

function stillOpen(current: Alert, signal: OpenSignal, view: DeskView, quiet: boolean): Decision<Alert> {
  if (signal.row === current.row) return updated(current, signal, view);
  const older = signal.seen.facts.startedAt < current.facts.startedAt;
  return older ? unchanged() : refired(current, signal, view, quiet);
}

/** The same condition under a new row, or a row that was opened again: the card goes on, and rings if it is urgent. */
function refired(current: Alert, signal: OpenSignal, view: DeskView, quiet: boolean): Decision<Alert> {
  const firings = current.firings + 1;
  const next = merged(current, signal, view, { firings }, !quiet);
  const text = `Still failing: fired for the ${ordinal(firings)} time`;
  const entry = { at: view.now, by: sourceOf(signal, view), what: 'refired', text };
  const occasion = { item: shownBefore(current, next), occasion: `refired-${firings}`, at: view.now };
  const news = muteNews(current, next, view);
  const rings = severityRank(next.severity) <= 1 && !next.muted;
  const card = plainCard({
    ref: next.ref,
    tone: next.severity,
    title: `${next.facts.title}: still failing`,
    lines: [[text]],
  });
  const notices = rings ? channelNotice(occasion, card) : threadLine(occasion, [text]);
  return changed(next, [entry, ...news.entries], [...notices, ...news.notices]);
}

function updated(current: Alert, signal: OpenSignal, view: DeskView): Decision<Alert> {
  const next = merged(current, signal, view);
  const by = sourceOf(signal, view);
  const { entries, notices } = muteNews(current, next, view);
  if (next.severity !== current.severity) {
    const text = `${capital(current.severity)} became ${next.severity}: ${next.because}`;
    const rose = severityRank(next.severity) < severityRank(current.severity);
    entries.push({ at: view.now, by, what: rose ? 'rose' : 'fell', text });
    const occasion = { item: shownBefore(current, next), occasion: `severity-${signal.readAt}`, at: view.now };
    const card = plainCard({
      ref: next.ref,
      tone: next.severity,
      title: `${next.facts.title}: now ${next.severity}`,
      lines: [[text]],
    });
    notices.push(...(rose && !next.muted ? channelNotice(occasion, card) : threadLine(occasion, [text])));
  }
  for (const { what, text, loud, ...change } of quietChanges(current, next, titleOf(signal.source, view))) {
    entries.push({ at: view.now, by: change.by ?? by, what, text });
    const occasion = { item: next, occasion: `${what}-${signal.readAt}`, at: view.now };
    const card = plainCard({ ref: next.ref, tone: next.severity, title: next.facts.title, lines: [[text]] });
    notices.push(...(loud && !next.muted ? channelNotice(occasion, card) : threadLine(occasion, [text])));
  }
  if (isDeepStrictEqual(next, { ...current, readAt: next.readAt })) return unchanged();
  const silent = entries.length === 0 && isDeepStrictEqual(shown(next), shown(current));
  return { is: 'changed', item: next, entries, effects: [], notices, silent };
}

/** A measured value moves at every run: it comes along with the next edit, and only an acknowledged alert counts its failures aloud. */
function shown(alert: Alert): object {
  const { value: _value, failures, ...facts } = alert.facts;
  const { severity, places, order, snooze, muted, acknowledged } = alert;
  return { severity, places, order, snooze, muted, facts, failures: acknowledged ? failures : undefined };
}

function ended(current: Alert, signal: AlertSignal, seen: EndedSeen, view: DeskView): Decision<Alert> {
  if (current.ended || signal.row !== current.row) return unchanged();
  const source = sourceOf(signal, view);
  const { order } = current;
  const by = seen.how === 'resolved' && order?.what === 'resolve' ? order.by : source;
  const ending = { ...current, readAt: signal.readAt, ended: { how: seen.how, at: seen.at, by } };
  const item = fulfil(current, ending, view.now);
  const text = by === source ? `${ENDED[seen.how]} in ${by.name}` : `Resolved in ${source.name} by ${by.name}`;
  const occasion = { item, occasion: `ended-${current.firings}`, at: view.now };
  return changed(item, [{ at: view.now, by, what: seen.how, text }], threadLine(occasion, [text]));
}

/** A card that is new at a place rings by itself; only those that stand already need a notice. */
function shownBefore(before: Alert, after: Alert): Pick<Alert, 'ref' | 'places'> {
  const stood = new Set(before.places.filter(({ as }) => as === 'card').map(({ destination }) => destination));
  return { ref: after.ref, places: after.places.filter(({ destination }) => stood.has(destination)) };
}

/** `fired` anew, or graver than before, it is shown where it had been listed quietly. */
function merged(current: Alert, signal: OpenSignal, view: DeskView, more: Partial<Alert> = {}, fired = false): Alert {
  const { facts } = signal.seen;
  const graded = gradeOf(signal.source, facts, view);
  const routed = route(
    { kind: 'alert', client: facts.client, site: facts.site, ...graded },
    view.settings,
    view.defaults,
  );
  const worse = severityRank(graded.severity) < severityRank(current.severity);
  const read: Alert = {
    ...current,
    ...more,
    ...graded,
    facts,
    row: signal.row,
    readAt: signal.readAt,
    places: joinPlaces(current.places, routed.places, worse || fired),
  };
  return withQuiet(current, withMute(current, fulfil(current, read, view.now), view), view);
}

/** A ticket that is still open is about the next episode as well. */
function stillOpenTicket({ ticket }: Alert): { ticket?: Alert['ticket'] } {
  return ticket?.state === 'linked' && ticket.sight?.state === 'open' ? { ticket } : {};
}

/** Acknowledge and claim outlive a resolve by hand, but not a recovery. */
function withoutEnd(alert: Alert): Alert {
  const { ended: end, acknowledged, claimed, muted: _muted, heldBack: _heldBack, ...rest } = alert;
  if (end?.how === 'recovered') return acknowledged || claimed ? { ...rest, handled: true } : rest;
  return { ...rest, ...(acknowledged ? { acknowledged } : {}), ...(claimed ? { claimed } : {}) };
}

function gradeOf(source: string, facts: AlertFacts, view: DeskView): Graded {
  const { settings } = view;
  const client = clientNamed(facts.client, settings);
  return grade(
    {
      source,
      type: facts.type,
      raw: facts.raw,
      check: facts.check,
      device: facts.device?.kind ?? 'unknown',
      client: client?.name ?? facts.client,
      site: facts.site,
      agent: facts.device?.name,
      name: facts.title,
      tier: client?.tier,
      fields: facts.device?.fields,
    },
    [...settings.severity.overrides, ...settings.severity.rules],
  );
}

function sourceOf(signal: AlertSignal, view: DeskView): Actor {
  return { name: titleOf(signal.source, view), via: signal.source };
}

function changed(item: Alert, entries: TimelineEntry[], notices: Notice[]): Decision<Alert> {
  return { is: 'changed', item, entries, effects: [], notices };
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function ordinal(count: number): string {
  const words = ['', 'first', 'second', 'third', 'fourth', 'fifth'];
  return words[count] ?? `${count}th`;
}
