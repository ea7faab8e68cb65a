import type { DeskView } from '../decision.ts';
import { isNamed } from '../quiet/maintenance.ts';
import type { Rotation } from './settings.ts';
import { openSpans, orderAfter, type Turn, turnsOf } from './turns.ts';
import { mayAct, type Person } from '../people.ts';
import { rotationFor } from './rotation-for.ts';
import type { CoverSpan } from './roster.ts';
import type { Settings } from '../settings.ts';
import { oneLine } from '../text.ts';

/** What it needs to know who is on call. */
export type OnCallView = Pick<DeskView, 'settings' | 'people' | 'covers' | 'platforms'>;

/** A time in which the same person is on call, or nobody; epoch milliseconds. */
export interface Shift {
  from: number;
  to: number;
  /** Absent where nobody is. */
  person?: Person;
  /** As the configuration names somebody who is known no more: nobody is on call then. */
  missing?: string;
}

/** So far is looked to either side for the whole of a shift. */
export const FARTHEST = 35 * 24 * 3_600_000;

/** Whoever is on call at an instant. */
export function onCallAt(rotation: Rotation, view: OnCallView, at: number): Person | undefined {
  return shifts(rotation, view, { from: at, to: at + 1 })[0]?.person;
}

/**
 * Who is on call from one instant to another: in order, without a hole, each two beside each other different. What was arranged
 * counts in its span, else the first layer that has somebody.
 */
export function shifts(rotation: Rotation, view: OnCallView, span: { from: number; to: number }): Shift[] {
  const { settings, people } = view;
  const layers = rotation.layers.map((layer) => turnsOf(layer, span, settings.calendars, settings.zone));
  const covers = coversOf(rotation, view);
  const cuts = [...layers.flat(), ...covers]
    .flatMap(({ from, to }) => [from, to])
    .filter((at) => at > span.from && at < span.to);
  const edges = [...new Set([span.from, ...cuts, span.to])].toSorted((left, right) => left - right);
  const found: Shift[] = [];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const to = edges[index + 1] ?? span.to;
    const shift = { from, to, ...whoAt(from, layers, covers, people) };
    const last = found.at(-1);
    if (last && isSame(last, shift)) last.to = to;
    else found.push(shift);
  }
  return found;
}

function whoAt(
  at: number,
  layers: readonly (readonly Turn[])[],
  covers: readonly CoverSpan[],
  people: readonly Person[],
): Pick<Shift, 'person' | 'missing'> {
  const cover = covers.findLast(({ from, to }) => from <= at && at < to);
  const covering = people.find(({ id }) => id === cover?.person.id);
  if (covering) return { person: covering };
  const turn = layers.map((turns) => turns.find(({ from, to }) => from <= at && at < to)).find((one) => one);
  if (!turn) return {};
  const person = people.find((one) => isNamed(one, turn.who));
  return person ? { person } : { missing: turn.who };
}

/** What was arranged for a rotation, the latest last. Whoever is known no more covers nobody. */
function coversOf({ name }: Rotation, { covers, people }: OnCallView): CoverSpan[] {
  return covers
    .filter(({ state }) => state === 'set')
    .toSorted((left, right) => (left.setAt ?? left.at) - (right.setAt ?? right.at))
    .flatMap(({ spans }) => spans)
    .filter(({ rotation, person }) => rotation === name && people.some(({ id }) => id === person.id));
}

function isSame(left: Shift, right: Shift): boolean {
  return left.person?.id === right.person?.id && left.missing === right.missing;
}

/** The whole shift in which an instant lies, as far as it is looked for. */
export function shiftAt(rotation: Rotation, view: OnCallView, at: number): Shift {
  const around = shifts(rotation, view, { from: at - FARTHEST, to: at + FARTHEST });
  return around.find(({ from, to }) => from <= at && at < to) ?? { from: at, to: at };
}

/** Has this person an account on a platform on which somebody can be called? */
export function isReachable(person: Person, { platforms }: Pick<DeskView, 'platforms'>): boolean {
  return platforms.some((id) => person.accounts[id] !== undefined);
}

/** Can this person be called, and do something about it? A viewer may not so much as acknowledge. */
export function isCallable(person: Person, view: Pick<DeskView, 'platforms'>): boolean {
  return isReachable(person, view) && mayAct(person, 'technician');
}

/** Whoever is on call for a client and can be called; undefined where no rotation serves it, or nobody can. */
export function reachableOnCall(client: string | undefined, view: OnCallView & { now: number }): Person | undefined {
  const rotation = rotationFor(client, view.settings);
  const person = rotation && onCallAt(rotation, view, view.now);
  return person && isCallable(person, view) ? person : undefined;
}

/** The others of a rotation who could be called next: by the order of their turns after whoever is on call. */
export function nextInLine(rotation: Rotation, view: OnCallView, at: number): Person[] {
  const current = onCallAt(rotation, view, at);
  const names = rotation.layers.flatMap((layer) => {
    const own = layer.people.find((who) => current && isNamed(current, who));
    return own === undefined ? layer.people : orderAfter(layer, own);
  });
  const people = names.flatMap((who) => view.people.find((one) => isNamed(one, who)) ?? []);
  return [...new Set(people)].filter(({ id }) => id !== current?.id);
}

/** The groups of a platform that follow who is on call. */
export function groupsOf({ oncall }: Settings, platform: string): string[] {
  return [...new Set(oncall.rotations.flatMap(({ groups }) => groups[platform] ?? []))];
}

/** Why somebody would be called in vain. */
export interface Gap {
  rotation: string;
  from: number;
  to: number;
  /** Whoever is on call and can be written to nowhere, is known no more, or is a viewer; absent where nobody is. */
  who?: string;
  /** They can be written to, and may not acknowledge. */
  isViewer?: true;
}

/** Why, in words. */
export function whyGap({ who, isViewer }: Pick<Gap, 'who' | 'isViewer'>): string {
  if (who === undefined) return 'nobody is on call';
  return isViewer
    ? `${oneLine(who)} is a viewer, and may not acknowledge`
    : `${oneLine(who)} cannot be reached on any chat`;
}

/** Where nobody who can be called is on call in the hours in which somebody must be, in order. */
export function gapsOf(rotation: Rotation, view: OnCallView, span: { from: number; to: number }): Gap[] {
  const { calendars, zone } = view.settings;
  const wanted = openSpans(rotation.hours === undefined ? undefined : calendars[rotation.hours], span, zone);
  const empty = shifts(rotation, view, span).flatMap((shift): Gap[] => {
    const { person, missing, from, to } = shift;
    if (person && isCallable(person, view)) return [];
    const who = person?.name ?? missing;
    return [
      {
        rotation: rotation.name,
        from,
        to,
        ...(who === undefined ? {} : { who }),
        ...(person && isReachable(person, view) ? { isViewer: true } : {}),
      },
    ];
  });
  return empty.flatMap((gap) =>
    wanted.flatMap(({ from, to }) => {
      const cut = { ...gap, from: Math.max(gap.from, from), to: Math.min(gap.to, to) };
      return cut.from < cut.to ? [cut] : [];
    }),
  );
}
