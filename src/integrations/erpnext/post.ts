import type { TimeWish } from '../../desk/time-entry.ts';
import type { Book } from './book.ts';
import type { ErpnextClient } from './client.ts';
import { draftBody } from './draft.ts';
import { BusyRow, type Sheet } from './schema.ts';
import { freeSlot, type Stretch } from './slot.ts';
import { dayOf, frappeTime, secondsInto, stretchOf, wallClock } from './wall-clock.ts';
import { plainRefusal } from './words.ts';

/** `collided`: with another row of the employee, or with the same entry. */
export type Posted =
  | { is: 'written'; sheet: Sheet }
  | { is: 'collided'; sentence: string }
  | { is: 'refused'; sentence: string };

const COLLISIONS = new Set(['OverlapError', 'UniqueValidationError', 'DuplicateEntryError']);
const ROWS_A_DAY = 500;

/** Reads the employee's day, and posts the draft into the best gap of it. */
export async function postIntoSlot(book: Book, wish: TimeWish, employee: string): Promise<Posted> {
  const end = wallClock(wish.endsAt, await book.site.zone());
  const day = dayOf(end);
  const hasKeyField = await book.site.hasKeyField();
  const taken = await takenOn(book.client, employee, day);
  const slot = freeSlot(taken, wish.hours * 3600, secondsInto(day, end));
  if (!slot) return { is: 'refused', sentence: fullDay(wish, day) };
  const [from, to] = [frappeTime(day, slot.from), frappeTime(day, slot.to)];
  const draft = { wish, employee, from, to, company: book.company, hasKeyField };
  const reply = await book.client.insertSheet(draftBody(draft));
  if (reply.is === 'done') return { is: 'written', sheet: reply.value };
  const sentence = plainRefusal(reply.refusal, wish, employee);
  return { is: COLLISIONS.has(reply.refusal.type) ? 'collided' : 'refused', sentence };
}

/** What the employee's sheets take of that day, drafts included: ERPNext counts them too. */
async function takenOn(client: ErpnextClient, employee: string, day: Temporal.PlainDateTime): Promise<Stretch[]> {
  const rows = await client.list('Timesheet', BusyRow, {
    fields: ['name', 'time_logs.from_time', 'time_logs.to_time'],
    filters: [
      ['employee', '=', employee],
      ['docstatus', '<', 2],
      ['Timesheet Detail', 'from_time', '<', frappeTime(day.add({ days: 1 }), 0)],
      ['Timesheet Detail', 'to_time', '>', frappeTime(day, 0)],
    ],
    limit: ROWS_A_DAY,
  });
  return rows.flatMap((row) => stretchOf(day, row.from_time, row.to_time) ?? []);
}

function fullDay({ person, hours }: TimeWish, day: Temporal.PlainDateTime): string {
  const date = day.toPlainDate().toString();
  return `${person.name} has no ${hours} h free in ERPNext on ${date}: shorten it, or correct the timesheets of that day.`;
}
