import type { Card } from '../card.ts';
import { type Decision, type DeskView, type Notice, refused, unchanged } from '../decision.ts';
import { directMessage } from '../destination.ts';
import { isReachable, shifts } from './on-call.ts';
import type { Actor, Person } from '../people.ts';
import { mayAct } from '../people.ts';
import { answeredCard, askedCard, setCard } from './roster-card.ts';
import type { Cover, CoverSpan, Named, Roster } from './roster.ts';
import { ago } from '../clock/when.ts';

/** What is over for so long is forgotten; the timeline keeps what was arranged. */
const KEPT = 30 * 24 * 3_600_000;
const MOST_KEPT = 300;

/** A form that was opened at its first minute may still say that minute. */
const TOLERANCE = 60_000;

export interface CoverWish {
  /** The form's token: sent twice it counts once. */
  id: string;
  what: Cover['what'];
  by: Actor;
  spans: readonly Omit<CoverSpan, 'instead'>[];
  /** Who has to accept it; it counts at once where nobody has to. */
  asked?: Named | undefined;
  reason: string;
}

/** Arranges that somebody else is on call in a time to come, or asks for it. Everybody concerned hears of it in the same commit. */
export function arrange(roster: Roster, wish: CoverWish, known: DeskView): Decision<Roster> {
  const view = { ...known, covers: roster.covers };
  if (roster.covers.some(({ id }) => id === wish.id)) return unchanged();
  const spans = wish.spans.map((span) => ({ ...span, instead: insteadOf(span, view) }));
  const obstacle = whyNot(wish, spans, view);
  if (obstacle !== undefined) return refused(obstacle);
  const { id, what, by, asked, reason } = wish;
  const cover: Cover = {
    id,
    what,
    state: asked ? 'asked' : 'set',
    by,
    ...(asked ? { asked } : { setAt: view.now }),
    spans,
    reason,
    at: view.now,
  };
  const text = `${by.name} ${asked ? `asks ${asked.name}: ` : ''}${wordsOf(cover)}${reason === '' ? '' : `: ${reason}`}`;
  return changed(roster, [...roster.covers, cover], { by, what, text }, noticesFor(cover, by, view), view);
}

function whyNot({ what, by, asked }: CoverWish, spans: readonly CoverSpan[], view: DeskView): string | undefined {
  for (const { rotation, from, to, person, instead } of spans) {
    if (!view.settings.oncall.rotations.some(({ name }) => name === rotation))
      return `There is no rotation ${rotation} any more.`;
    if (to <= view.now || from < view.now - TOLERANCE)
      return 'That time has begun already; choose one that is still to come.';
    if (to <= from) return 'That ends before it begins.';
    const byTurn = instead.length === 0 && !isEmpty({ rotation, from, to }, view);
    if (byTurn) return `${person.id === by.id ? 'You are' : `${person.name} is`} on call then already.`;
  }
  if (!asked) return undefined;
  const person = view.people.find(({ id }) => id === asked.id);
  if (!person || !isReachable(person, view))
    return `${asked.name} has no account on any chat here, so nobody can ask them.`;
  const before = view.covers.find((one) => one.state === 'asked' && one.what === what && isSame(one.spans, spans));
  if (before)
    return `${before.by.name} asked ${before.asked?.name ?? ''} just this ${ago(before.at, view.now)}; they have not answered yet.`;
  return undefined;
}

function isSame(left: readonly CoverSpan[], right: readonly CoverSpan[]): boolean {
  const one = (span: CoverSpan | undefined): string =>
    JSON.stringify(span && [span.rotation, span.from, span.to, span.person.id]);
  return left.length === right.length && left.every((span, index) => one(span) === one(right[index]));
}

/** Whoever else would be on call in a span. */
function insteadOf({ rotation: name, from, to, person }: Omit<CoverSpan, 'instead'>, view: DeskView): Named[] {
  const rotation = view.settings.oncall.rotations.find((one) => one.name === name);
  if (!rotation || to <= from) return [];
  const others = shifts(rotation, view, { from, to }).flatMap((shift) => shift.person ?? []);
  const named = new Map(others.map((one) => [one.id, { id: one.id, name: one.name }]));
  named.delete(person.id);
  return [...named.values()];
}

/** Is nobody on call in some of it? */
function isEmpty({ rotation: name, from, to }: Omit<CoverSpan, 'person' | 'instead'>, view: DeskView): boolean {
  const rotation = view.settings.oncall.rotations.find((one) => one.name === name);
  return rotation !== undefined && shifts(rotation, view, { from, to }).some(({ person }) => !person);
}

/** The answer of whoever was asked. It counts only where who is on call is still as it was then. */
export function answerCover(
  roster: Roster,
  { id, by, accepts }: { id: string; by: Actor; accepts: boolean },
  known: DeskView,
): Decision<Roster> {
  const view = { ...known, covers: roster.covers };
  const cover = roster.covers.find((one) => one.id === id);
  const obstacle = whyNoAnswer(cover, by, view);
  if (!cover || obstacle !== undefined) return refused(obstacle ?? GONE);
  if (cover.state !== 'asked') return unchanged();
  const answered = { by, at: view.now };
  const spans = cover.spans.map((span) => ({ ...span, from: Math.max(span.from, view.now) }));
  if (accepts && spans.some((span, index) => !isAsAsked(span, cover.spans[index], view)))
    return refused(
      'Who is on call then has been changed since you were asked, so nothing was changed. Ask for it anew.',
    );
  const next: Cover = accepts
    ? { ...cover, state: 'set', setAt: view.now, spans, answered }
    : { ...cover, state: 'declined', answered };
  const text = `${by.name} ${accepts ? 'accepts' : 'declines'}: ${wordsOf(next)}`;
  const what = accepts ? 'accepted' : 'declined';
  return changed(roster, replaced(roster, next), { by, what, text }, noticesFor(next, by, view), view);
}

const GONE = 'This is no longer kept; look at /desk oncall.';

function whyNoAnswer(cover: Cover | undefined, by: Actor, view: DeskView): string | undefined {
  if (!cover) return GONE;
  if (cover.asked?.id !== by.id) return `Only ${cover.asked?.name ?? 'whoever was asked'} can answer this.`;
  if (cover.state === 'undone') return `${cover.answered?.by.name ?? cover.by.name} took it back already.`;
  if (cover.state === 'expired' || (cover.state === 'asked' && expiryOf(cover) <= view.now))
    return 'It is too late to answer: that time has begun. Nothing was changed.';
  if (cover.state === 'declined') return 'You declined this already.';
  return undefined;
}

function isAsAsked(span: CoverSpan, asked: CoverSpan | undefined, view: DeskView): boolean {
  const ids = (all: readonly Named[] = []): string =>
    all
      .map(({ id }) => id)
      .toSorted()
      .join(' ');
  return ids(insteadOf(span, view)) === ids(asked?.instead);
}

/** Takes it back, until it begins: whoever it concerns, or a lead. */
export function undoCover(roster: Roster, id: string, person: Person, by: Actor, view: DeskView): Decision<Roster> {
  const cover = roster.covers.find((one) => one.id === id);
  if (!cover) return refused(GONE);
  if (cover.state === 'undone' && cover.answered?.by.id === by.id) return unchanged();
  if (cover.state !== 'asked' && cover.state !== 'set')
    return refused(`That came to nothing already: ${cover.answered?.by.name ?? 'nobody'} ${STATE[cover.state]}.`);
  const own = [cover.by.id, ...peopleOf(cover).map((one) => one.id)];
  if (!own.includes(by.id) && !mayAct(person, 'lead'))
    return refused('Only those whom it concerns, or a lead, can take it back.');
  if (cover.state === 'set' && cover.spans.some(({ from }) => from <= view.now))
    return refused('It has begun. Take over or give away what is left of it instead.');
  const next: Cover = { ...cover, state: 'undone', answered: { by, at: view.now } };
  const text = `${by.name} took back: ${wordsOf(cover)}`;
  return changed(roster, replaced(roster, next), { by, what: 'undone', text }, noticesFor(next, by, view), view);
}

const STATE = { declined: 'declined it', undone: 'took it back', expired: 'answered in time' } as const;

/** What nobody has answered in time is over, and whoever asked hears that they stay on call. */
export function tickRoster(roster: Roster, view: DeskView): Decision<Roster> {
  const late = roster.covers.find((one) => one.state === 'asked' && expiryOf(one) <= view.now);
  if (!late) return unchanged();
  const by: Actor = { name: 'Deskbell', via: 'clock' };
  const next: Cover = { ...late, state: 'expired' };
  const text = `${late.asked?.name ?? 'Nobody'} has not answered in time: ${wordsOf(late)}`;
  return changed(roster, replaced(roster, next), { by, what: 'expired', text }, noticesFor(next, by, view), view);
}

/** A swap has to be answered before either time begins, a shift that is given away before it is over. */
function expiryOf({ what, spans }: Cover): number {
  return Math.min(...spans.map(({ from, to }) => (what === 'swap' ? from : to)));
}

function replaced({ covers }: Roster, next: Cover): Cover[] {
  return covers.map((one) => (one.id === next.id ? next : one));
}

function peopleOf({ spans, asked }: Cover): Named[] {
  const all = [...spans.flatMap(({ person, instead }) => [person, ...instead]), ...(asked ? [asked] : [])];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** Everybody concerned but whoever did it; a question goes to whom it is put alone. */
function noticesFor(cover: Cover, by: Actor, view: DeskView): Notice[] {
  const { state } = cover;
  const ids = new Set(concerned(cover).filter((id) => id !== by.id));
  const card = cardFor(cover);
  return view.people
    .filter(({ id }) => ids.has(id))
    .flatMap((person): Notice[] => {
      const known = view.platforms.filter((id) => person.accounts[id] !== undefined);
      // A question must be found; what became of it is read once.
      const platforms = state === 'asked' ? known : known.slice(0, 1);
      return platforms.map((platform) => {
        const destination = directMessage(platform, person.accounts[platform] ?? '');
        const key = `on-call/${cover.id}/${state}/${destination}`;
        return { key, destination, loud: true, rank: 1, at: view.now, card };
      });
    });
}

/** Ids of those who have to know what became of it now. */
function concerned(cover: Cover): string[] {
  const asker = cover.by.id === undefined ? [] : [cover.by.id];
  switch (cover.state) {
    case 'asked':
      return cover.asked ? [cover.asked.id] : [];
    case 'declined':
    case 'expired':
      return asker;
    case 'set':
    case 'undone':
      return [...peopleOf(cover).map(({ id }) => id), ...asker];
  }
}

function cardFor(cover: Cover): Card {
  if (cover.state === 'asked') return askedCard(cover);
  return cover.state === 'set' && !cover.answered ? setCard(cover) : answeredCard(cover);
}

function wordsOf({ spans }: Cover): string {
  const iso = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return spans
    .map(({ rotation, from, to, person }) => `${person.name} is on call (${rotation}) ${iso(from)} – ${iso(to)} UTC`)
    .join(' and ');
}

function changed(
  roster: Roster,
  covers: readonly Cover[],
  { by, what, text }: { by: Actor; what: string; text: string },
  notices: readonly Notice[],
  { now }: DeskView,
): Decision<Roster> {
  const kept = covers.filter(({ spans }) => spans.some(({ to }) => to > now - KEPT)).slice(-MOST_KEPT);
  const item: Roster = { ...roster, covers: kept, at: now };
  return { is: 'changed', item, entries: [{ at: now, by, what, text }], effects: [], notices };
}
