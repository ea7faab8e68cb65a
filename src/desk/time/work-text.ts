import type { TimelineEntry } from '../decision.ts';
import type { WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import type { Person } from '../people.ts';
import { cut, oneLine } from '../text.ts';

export const WORK_TEXT_LIMIT = 500;

/** One deed; an invoice is no place for whole mails. */
const DEED = 120;

/** What counts as work, by the name of its line in the timeline. */
const WORK = new Set([
  'reply',
  'note',
  'update',
  'close',
  'noted',
  'acknowledged',
  'escalated',
  'device-linked',
  'guide-outcome',
  'closure-done',
  'checks-run',
  'resolved',
  'unsolved',
]);

/** What an entry of time begins with: the number, the subject, and what this person did since they last logged on it. */
export function workText(item: WorkItem, timeline: readonly TimelineEntry[], person: Pick<Person, 'id'>): string {
  const own = timeline.filter(({ by }) => by.id === person.id);
  const deeds = [...new Set(sinceLogged(own).flatMap(deedOf))];
  const room = WORK_TEXT_LIMIT - Array.from(subjectOf(item)).length - 2;
  return cut([subjectOf(item), latestThatFit(deeds, room).join('; ')].filter(Boolean).join(': '), WORK_TEXT_LIMIT);
}

function subjectOf(item: WorkItem): string {
  const { facts } = item;
  return cut(oneLine(mask('number' in facts ? `#${facts.number} ${facts.subject}` : facts.title)), 200);
}

/** Hours that were logged have their words already; those that were taken back leave them to be told again. */
function sinceLogged(own: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const logged = own.findLastIndex(({ what }) => what === 'time-waiting');
  const undone = own.findLastIndex(({ what }) => what === 'time-undone');
  return undone > logged ? own : own.slice(logged + 1);
}

function deedOf({ what, text, by }: TimelineEntry): string[] {
  if (!WORK.has(what)) return [];
  // A bare acknowledge says only that somebody has seen it.
  if (what === 'acknowledged' && !text.includes(':')) return [];
  const plain = oneLine(mask(text));
  const name = oneLine(by.name);
  const deed = plain.startsWith(name) ? plain.slice(name.length).replace(/^:? /, '') : plain;
  return deed === '' ? [] : [cut(deed, DEED)];
}

function latestThatFit(deeds: readonly string[], room: number): string[] {
  const kept: string[] = [];
  let left = room;
  for (const deed of deeds.toReversed()) {
    left -= Array.from(deed).length + 2;
    if (left < 0) break;
    kept.unshift(deed);
  }
  return kept;
}
