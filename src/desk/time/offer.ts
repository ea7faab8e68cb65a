import { type Action, plainCard } from '../card.ts';
import type { Changed, DeskView, Notice } from '../decision.ts';
import type { Item, WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import { personNotice } from '../notices.ts';
import { findPerson, type Person } from '../people.ts';
import { cut, oneLine } from '../text.ts';
import { unlogged } from './due.ts';
import { span } from '../clock/when.ts';
import { heldBy, withAlertLog, withTicketLog } from '../clock/work-log.ts';
import type { WorkLog } from '../clock/work-state.ts';

/** What is held for less than this is looked at, not worked on. */
const LEAST = 5 * 60_000;

type State = WorkLog[number];

/** The button and its reason for whoever has just ended their work on something; undefined where nothing of it is left to be logged. */
export function offerTime(
  item: WorkItem,
  person: Person,
  view: Pick<DeskView, 'now' | 'timeBook'>,
): { sentence: string; action: Action } | undefined {
  const due = view.timeBook === undefined ? 0 : unlogged(item, person, view.now);
  if (due < LEAST) return undefined;
  return { sentence: `${span(due)} of it are not logged yet.`, action: logAction(item) };
}

function logAction({ ref }: WorkItem): Action {
  return { verb: 'log-time', label: 'Log time', style: 'primary', ref };
}

/**
 * Asks whoever had an item until now for their hours, once for each time they had it: where it was closed or taken from them by
 * somebody else or at its source. Whoever did it here is asked by the answer to their press; an alert that recovers asks nobody.
 */
export function timeOffers({ item, entries }: Changed<Item>, view: DeskView): Notice[] {
  if (view.timeBook === undefined || (item.kind !== 'alert' && item.kind !== 'ticket')) return [];
  if (item.kind === 'alert' && item.ended && item.ended.how !== 'resolved') return [];
  const before = item.log?.at(-1);
  const person = before && holderOf(before, item.source, view.people);
  if (!before || !person || entries.some(({ by }) => by.id === person.id)) return [];
  const after = item.kind === 'alert' ? withAlertLog(item, view.now) : withTicketLog(item, view.now);
  if (!hasLost(before, after.log?.at(-1))) return [];
  const due = unlogged(after, person, view.now);
  return due < LEAST ? [] : personNotice(occasionOf(after, person, view), person, cardOf(after, due), view);
}

function holderOf({ is, holder }: State, source: string, people: readonly Person[]): Person | undefined {
  if (is === 'over' || !holder) return undefined;
  if (holder.person !== undefined) return people.find(({ id }) => id === holder.person);
  return findPerson(people, { system: source, account: holder.account, email: holder.email });
}

function hasLost(before: State, after: State | undefined): boolean {
  if (!after || after === before) return false;
  const { holder } = after;
  return after.is === 'over' || holder?.person !== before.holder?.person || holder?.account !== before.holder?.account;
}

function occasionOf(item: WorkItem, person: Person, view: DeskView) {
  const since = heldBy(item.log ?? [], item.source, person).at(-1)?.from ?? 0;
  return { item, occasion: `offer-time-${person.id}-${since}`, at: view.now };
}

function cardOf(item: WorkItem, due: number) {
  const isOver = item.log?.at(-1)?.is === 'over';
  const { facts } = item;
  const name = cut(oneLine(mask('number' in facts ? `#${facts.number} ${facts.subject}` : facts.title)), 120);
  return plainCard({
    ref: item.ref,
    title: `${name} is ${isOver ? 'over' : 'no longer yours'}`,
    lines: [[`${span(due)} in which you had it are not logged yet.`]],
    actions: [logAction(item)],
  });
}
