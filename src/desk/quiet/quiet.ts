import { isDeepStrictEqual } from 'node:util';
import { woken } from '../alert/fulfil.ts';
import type { Calendar } from '../clock/calendar.ts';
import { spansFrom } from '../clock/calendar-spans.ts';
import { type Changed, type Decision, type DeskView, type Notice, unchanged } from '../decision.ts';
import { type Destination, directAccount, isHeldBack, type Place } from '../destination.ts';
import { clientOf, isOpen, type Item, type WorkItem } from '../item.ts';
import type { QuietSetting } from './settings.ts';
import type { Settings } from '../settings.ts';
import { union } from '../clock/spans.ts';
import { stopOf } from '../stop/stop.ts';

/** Quiet hours that last longer never end. */
const LONGEST = 7 * 24 * 3_600_000;

/** The quiet hours of a channel, or none. Nobody's direct messages are quiet unless they are named. */
function quietOf(destination: Destination, { quiet }: Settings): QuietSetting | undefined {
  return quiet.find(({ to }) => (to ? to.includes(destination) : directAccount(destination) === undefined));
}

/** When a channel opens that is quiet at an instant; undefined where it is open then, or would never open. */
export function quietUntil(destination: Destination, settings: Settings, now: number): number | undefined {
  const setting = quietOf(destination, settings);
  if (!setting) return undefined;
  const { calendar: name, hours, zone } = setting;
  if (hours) return endOfHours(now, daily(hours), zone ?? settings.zone);
  const calendar = name === undefined ? undefined : settings.calendars[name];
  if (!calendar || calendar.always) return undefined;
  const [opening] = spansFrom(now, calendar, calendar.zone ?? settings.zone).take(1);
  return opening && opening.from > now ? opening.from : undefined;
}

/** When a channel opened last, if that is less than `within` milliseconds ago. */
export function lastOpening(
  destination: Destination,
  settings: Settings,
  { now, within }: { now: number; within: number },
): number | undefined {
  const setting = quietOf(destination, settings);
  if (!setting || quietUntil(destination, settings, now) !== undefined) return undefined;
  const { hours, zone } = setting;
  const calendar = hours ? daily(hours) : settings.calendars[setting.calendar ?? ''];
  if (!calendar || calendar.always) return undefined;
  const own = hours ? (zone ?? settings.zone) : (calendar.zone ?? settings.zone);
  // A window that began up to a day earlier, and all that goes on at once after it, counts as one.
  const spans = union([...spansFrom(now - within - LONGEST, calendar, own, now + 1)]);
  const opening = hours ? spans.findLast(({ to }) => to <= now)?.to : spans.at(-1)?.from;
  return opening !== undefined && opening > now - within ? opening : undefined;
}

const calendars = new WeakMap<object, Calendar>();

/** The same hours on every day, as a calendar. */
function daily(hours: NonNullable<QuietSetting['hours']>): Calendar {
  const known = calendars.get(hours);
  if (known) return known;
  const week = {
    monday: hours,
    tuesday: hours,
    wednesday: hours,
    thursday: hours,
    friday: hours,
    saturday: hours,
    sunday: hours,
  };
  const calendar: Calendar = { always: false, week, holidays: [] };
  calendars.set(hours, calendar);
  return calendar;
}

/** The end of the hours that hold at an instant. What goes on at once, as at midnight, is one; what never ends is none. */
function endOfHours(now: number, calendar: Calendar, zone: string): number | undefined {
  let end = now;
  for (const { from, to } of spansFrom(now, calendar, zone)) {
    if (from > end) break;
    end = to;
    if (end - now > LONGEST) return undefined;
  }
  return end === now ? undefined : end;
}

/** Until when an item would be held at a channel now; undefined where it may come. */
function holdUntil(
  destination: Destination,
  item: WorkItem,
  { settings, stops, now }: Pick<DeskView, 'settings' | 'stops' | 'now'>,
): number | undefined {
  const setting = quietOf(destination, settings);
  if (!setting || (item.kind === 'alert' ? item.severity === 'critical' : false)) return undefined;
  const grades: readonly string[] = item.kind === 'alert' ? setting.severity : setting.priority;
  if (!grades.includes(item.kind === 'alert' ? item.severity : item.priority)) return undefined;
  // What comes while its client is stopped may be the malware.
  if (stopOf(clientOf(item), { stops, settings }) !== undefined) return undefined;
  return quietUntil(destination, settings, now);
}

/**
 * The item with what quiet hours make of its places: what would be a new card now stands `held` until its channel opens; a card
 * that stands stays one. What is over meanwhile stays held. A place keeps for how long it was held last.
 */
export function withQuiet<T extends WorkItem>(before: T | undefined, next: T, view: DeskView): T {
  if (view.settings.quiet.length === 0 && next.places.every(({ held }) => held === undefined)) return next;
  const old = new Map(before?.places.map((place) => [place.destination, place]));
  const places = next.places.map((place) => held(old.get(place.destination), place, next, view));
  if (isDeepStrictEqual(places, next.places)) return next;
  const item = { ...next, places };
  return isHeldBack(before?.places ?? []) && !isHeldBack(places) ? awake(item, view.now) : item;
}

/** Nobody was reminded of an acknowledge that was given while it was held: the time for that begins with its card. */
function awake<T extends WorkItem>(item: T, now: number): T {
  return item.kind === 'alert' ? { ...item, ...woken(item, now) } : item;
}

function held(was: Place | undefined, place: Place, item: WorkItem, view: DeskView): Place {
  const kept = was?.held ? { held: was.held } : {};
  const { held: _, ...bare } = place;
  if (place.as !== 'card' && place.as !== 'held') return { ...bare, ...kept };
  if (was?.as === 'card') return { ...bare, as: 'card', ...kept };
  if (was?.as === 'held' && !isOpen(item)) return { ...bare, as: 'held', ...kept };
  const until = holdUntil(place.destination, item, view);
  if (until === undefined) {
    return { ...bare, as: 'card', ...(was?.held ? { held: waited(was, was.held, view) } : {}) };
  }
  // What is held on has waited since then; what was over and comes back in another night waits anew.
  const since = was?.as === 'held' && was.held && was.held.until > view.now ? was.held.since : view.now;
  return { ...bare, as: 'held', held: { since, until } };
}

/** For how long it was held that gets its card now. */
function waited({ as, destination }: Place, held: NonNullable<Place['held']>, view: DeskView): Place['held'] {
  if (as !== 'held') return held;
  const isEarly = quietUntil(destination, view.settings, view.now) !== undefined;
  return { since: held.since, until: Math.min(held.until, view.now), ...(isEarly ? { early: true as const } : {}) };
}

/** When a held item has to be looked at again. */
export function releaseAt(item: WorkItem): number | undefined {
  if (!isOpen(item)) return undefined;
  const instants = item.places.flatMap((place) => (place.as === 'held' && place.held ? [place.held.until] : []));
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** A channel opened: what still waits for that gets its card. */
export function tickQuiet<T extends WorkItem>(item: T, view: DeskView): Decision<T> {
  if (!isOpen(item) || item.places.every(({ as }) => as !== 'held')) return unchanged();
  const next = withQuiet(item, item, view);
  if (next === item) return unchanged();
  const isReleased = next.places.some(({ as }, index) => as === 'card' && item.places[index]?.as === 'held');
  const entry = {
    at: view.now,
    by: { name: 'Deskbell', via: 'clock' },
    what: 'released-quiet',
    text: 'Quiet hours are over, and it is still open: it gets its card',
  };
  return { is: 'changed', item: next, entries: isReleased ? [entry] : [], effects: [], notices: [] };
}

/** What would ring in quiet hours about a card that stands goes into its thread alone, unless a person did it. */
export function hushed<T extends Item>(change: Changed<T>, view: DeskView): Changed<T> {
  const { item, entries, notices } = change;
  if (view.settings.quiet.length === 0 || (item.kind !== 'alert' && item.kind !== 'ticket')) return change;
  if (entries.some(({ by }) => by.id !== undefined)) return change;
  const hush = (notice: Notice): Notice =>
    notice.loud && notice.ref === item.ref && holdUntil(notice.destination, item, view) !== undefined
      ? { ...notice, loud: false }
      : notice;
  return { ...change, notices: notices.map(hush) };
}
