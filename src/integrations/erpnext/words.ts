import type { TimeWish } from '../../desk/time/entry.ts';
import type { Busy } from './busy.ts';
import type { Place } from './place.ts';
import type { Refusal } from './refusal.ts';

/** Frappe's refusal of a draft as a sentence for the person who logged the time. */
export function plainRefusal({ type, text }: Refusal, wish: TimeWish, employee: string): string {
  if (type === 'OverlapError') return overlap(text);
  if (type === 'LinkValidationError') return missingLink(text, wish, employee);
  return text === '' ? `ERPNext refused it (${type}).` : `ERPNext refused it: ${text}`;
}

function overlap(text: string): string {
  // The sheet itself is named first, although it is not there yet.
  const other = text.match(/[A-Z]+-\S*\d/g)?.at(-1);
  return (
    `The time overlaps with ${other ?? 'another timesheet'} in ERPNext, and a second try found no better slot. ` +
    'Change that sheet, or have an administrator tick "Ignore Employee Time Overlap" in Projects Settings.'
  );
}

/** The text may be translated, the names in it are not. */
function missingLink(text: string, wish: TimeWish, employee: string): string {
  if (text.includes(wish.customer.id)) {
    return `ERPNext has no customer "${wish.customer.id}" any more: it was renamed or merged. Choose the customer again.`;
  }
  if (wish.project !== undefined && text.includes(wish.project)) {
    return `ERPNext has no project "${wish.project}": correct it in the settings, under "time" of ${wish.customer.name}.`;
  }
  if (text.includes(wish.activity)) {
    return `ERPNext has no activity type "${wish.activity}": name one that exists in the settings under "time".`;
  }
  if (text.includes(employee)) {
    return `ERPNext has no employee "${employee}": correct the link of ${wish.person.name}.`;
  }
  return `ERPNext does not find something that the entry names: ${text}`;
}

/** For hours without a given time. */
export function fullDay({ person, hours }: TimeWish, { to }: Place): string {
  const date = to.subtract({ minutes: 1 }).toPlainDate().toString();
  return `${person.name} has no ${hours} h free in ERPNext on ${date}: shorten it, or correct the timesheets of that day.`;
}

/** For a given time at which something else stands. */
export function takenTime({ hours }: TimeWish, place: Place, found: { row: Busy; free: Place | undefined }): string {
  const { row, free } = found;
  const taken = `${spanOf(place)} is taken in ERPNext: ${row.name} has ${spanOf(row)}.`;
  if (!free) return `${taken} No other ${hours} h are free on that day: shorten it, or correct that sheet.`;
  return `${taken} The nearest ${hours} h that are free: ${spanOf(free)}.`;
}

/** By the site's wall clock, as the time book shows it. */
function spanOf({ from, to }: Place): string {
  const end = from.toPlainDate().equals(to.toPlainDate()) ? clockOf(to) : `${dateOf(to)} ${clockOf(to)}`;
  return `${dateOf(from)} ${clockOf(from)} to ${end}`;
}

function dateOf(time: Temporal.PlainDateTime): string {
  return time.toPlainDate().toString();
}

function clockOf(time: Temporal.PlainDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: 'minute' });
}
