import { isDeepStrictEqual } from 'node:util';
import { type Changed, type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { isOpen, type WorkItem } from '../item.ts';
import { plainCard } from '../card.ts';
import { personNotice, threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { isDraft, type LoggedTime, type TimeEntry, type TimeWish } from './entry.ts';
import { writtenText } from './place.ts';

/** A new entry, to be written into the time book as soon as it answers. The key makes a second save of the same form the same entry. */
export function newTimeEntry(wish: TimeWish, about: string | undefined, view: DeskView): Changed<TimeEntry> {
  const ref = `time/${wish.key}`;
  const item: TimeEntry = {
    kind: 'time',
    schema: 1,
    ref,
    revision: 0,
    wish,
    ...(about === undefined ? {} : { about }),
    at: view.now,
    state: 'waiting',
  };
  const by = actorOf(wish);
  const effect: Effect = { job: 'log-time', key: `log-time-${wish.key}`, ref };
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: 'logged', text: sentenceOf(item) }],
    effects: [effect],
    notices: [],
  };
}

/** How far the entry has come at the time book. */
export type TimeSettlement =
  | { state: 'saved'; saved: NonNullable<TimeEntry['saved']> }
  | { state: 'refused'; sentence: string }
  | { state: 'waiting'; trouble: string }
  | { state: 'undone' };

export function settleTime(entry: TimeEntry, settlement: TimeSettlement, view: DeskView): Decision<TimeEntry> {
  const { trouble: _trouble, since: _since, ...rest } = entry;
  const { withdrawn: _withdrawn, standing: _standing, ...kept } = rest;
  const by = actorOf(entry.wish);
  switch (settlement.state) {
    case 'saved': {
      const { saved } = settlement;
      const text = `Saved as draft ${saved.name}`;
      if (!entry.withdrawn) return written({ ...kept, state: 'saved', saved }, text, by, view);
      // It was on its way when it was taken back.
      return { ...written({ ...rest, saved }, text, by, view), effects: [removal(entry)] };
    }
    case 'undone':
      return written({ ...kept, state: 'undone' }, 'Taken back', by, view);
    case 'waiting': {
      if (entry.trouble === settlement.trouble) return unchanged();
      const item = { ...entry, trouble: settlement.trouble, since: entry.since ?? view.now };
      return { is: 'changed', item, entries: [], effects: [], notices: [] };
    }
    case 'refused':
      if (entry.withdrawn && !entry.saved) return written({ ...kept, state: 'undone' }, 'Taken back', by, view);
      return refusedByBook(kept, settlement.sentence, view);
  }
}

function refusedByBook(entry: TimeEntry, sentence: string, view: DeskView): Decision<TimeEntry> {
  const item: TimeEntry = { ...entry, state: entry.saved ? 'saved' : 'refused', trouble: sentence };
  const presser = view.people.find((person) => person.id === entry.wish.person.id);
  const book = titleOf(view.timeBook ?? '', view);
  const what = `${entry.wish.hours} h for ${entry.wish.customer.name}`;
  const card =
    item.state === 'saved'
      ? plainCard({ ref: entry.ref, tone: 'high', title: `${book} did not take back ${what}`, lines: [[sentence]] })
      : plainCard({
          ref: entry.ref,
          tone: 'high',
          title: `${book} refused ${what}`,
          lines: [[sentence], ['The entry is kept. Correct it and send it again.']],
          actions: [
            { verb: 'correct-time', label: 'Correct', style: 'primary' },
            { verb: 'undo-time', label: 'Drop', confirm: `Drop it? Then these ${entry.wish.hours} h are not logged.` },
          ],
        });
  const occasion = { item: { ref: entry.ref, places: [] }, occasion: `refused-${entry.revision}`, at: view.now };
  const notices = presser ? personNotice(occasion, presser, card, view) : [];
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by: actorOf(entry.wish), what: 'refused', text: sentence }],
    effects: [],
    notices,
  };
}

/** What the book's own people did with the draft of an entry. Of one that is being taken back, or was saved anew, it is no news. */
export function standTime(
  entry: TimeEntry,
  { name, standing }: { name: string; standing: NonNullable<TimeEntry['standing']> },
  view: DeskView,
): Decision<TimeEntry> {
  if (!isDraft(entry) || entry.saved?.name !== name) return unchanged();
  const book = titleOf(view.timeBook ?? '', view);
  const text = `${name} was ${standing === 'submitted' ? 'submitted' : 'deleted or cancelled'} in ${book}`;
  const by: Actor = { name: book, via: view.timeBook ?? '' };
  const entries = [{ at: view.now, by, what: `time-${standing}`, text }];
  return { is: 'changed', item: { ...entry, standing }, entries, effects: [], notices: [] };
}

/**
 * Takes an entry back: at once where the book refused it, else in the order in which entries are written. One that waits is not sent any
 * more, and looked for in the book where it may have been.
 */
export function undoTime(entry: TimeEntry, by: Actor, view: DeskView): Decision<TimeEntry> {
  if (entry.state === 'undone' || entry.withdrawn) return unchanged();
  if (entry.wish.person.id !== by.id) return refused(`This is the time of ${entry.wish.person.name}.`);
  if (entry.state === 'refused') return written({ ...entry, state: 'undone' }, 'Dropped', by, view);
  if (entry.standing === 'submitted') {
    const sheet = entry.saved?.name ?? 'It';
    return refused(
      `${sheet} is submitted in ${titleOf(view.timeBook ?? '', view)} already: ask accounting to cancel it.`,
    );
  }
  return {
    is: 'changed',
    item: { ...entry, withdrawn: true },
    entries: [{ at: view.now, by, what: 'undo', text: 'Is being taken back' }],
    effects: [removal(entry)],
    notices: [],
  };
}

function removal({ wish, ref }: TimeEntry): Effect {
  return { job: 'undo-time', key: `undo-time-${wish.key}`, ref };
}

/** The alert or ticket with the entry as it stands on its card; undefined where the card says so already. */
export function noteTime<T extends WorkItem>(item: T, entry: TimeEntry, view: DeskView): Changed<T> | undefined {
  const { key } = entry.wish;
  const before = item.time.find((one) => one.key === key);
  const logged = onCard(entry);
  if (isDeepStrictEqual(before, logged)) return undefined;
  const time = before ? item.time.map((one) => (one.key === key ? logged : one)) : [...item.time, logged];
  const change = { is: 'changed' as const, item: { ...item, time }, entries: [], effects: [], notices: [] };
  // A month is submitted at once: what is over is not drawn again for that.
  if (before?.standing !== logged.standing && !isOpen(item)) return { ...change, silent: true };
  // Why it waits is for the card alone.
  if (before?.state === entry.state) return change;
  const text = `${logged.by.name}: ${logged.hours} h ${stateText(entry)}`;
  const occasion = { item, occasion: `time-${key}-${entry.state}-${entry.revision}`, at: view.now };
  const loud = entry.state === 'saved' || entry.state === 'undone';
  return {
    ...change,
    entries: [{ at: view.now, by: logged.by, what: `time-${entry.state}`, text }],
    notices: loud ? threadLine(occasion, [text]) : [],
  };
}

function onCard({ wish, state, trouble, since, withdrawn, saved, standing }: TimeEntry): LoggedTime {
  const { key, hours } = wish;
  const logged = { key, by: actorOf(wish), hours, state };
  const open = state === 'waiting' || state === 'saved';
  return {
    ...logged,
    ...(state === 'waiting' && trouble !== undefined ? { trouble } : {}),
    ...(state === 'waiting' && since !== undefined ? { since } : {}),
    ...(open && withdrawn ? { withdrawn } : {}),
    ...(standing === undefined ? {} : { standing }),
    ...(state === 'saved' && saved ? { draft: draftOf(saved) } : {}),
  };
}

function draftOf({ name, url }: NonNullable<TimeEntry['saved']>): LoggedTime['draft'] {
  return { name, ...(url === undefined ? {} : { url }) };
}

function stateText({ state, saved }: TimeEntry): string {
  return {
    waiting: 'waiting to be saved',
    saved: `saved as a draft${saved ? writtenText(saved) : ''}`,
    refused: 'refused, to be corrected',
    undone: 'taken back',
  }[state];
}

function sentenceOf(entry: TimeEntry): string {
  return `${entry.wish.hours} h for ${entry.wish.customer.name}: ${entry.wish.text}`;
}

function actorOf(wish: TimeWish): Actor {
  return { id: wish.person.id, name: wish.person.name, via: 'chat' };
}

function written(item: TimeEntry, text: string, by: Actor, view: DeskView): Changed<TimeEntry> {
  return { is: 'changed', item, entries: [{ at: view.now, by, what: item.state, text }], effects: [], notices: [] };
}
