import type { TimeWish } from '../../desk/time-entry.ts';
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
  if (text.includes(wish.activity)) {
    return `ERPNext has no activity type "${wish.activity}": name one that exists in the settings under "time".`;
  }
  if (text.includes(employee)) {
    return `ERPNext has no employee "${employee}": correct the link of ${wish.person.name}.`;
  }
  return `ERPNext does not find something that the entry names: ${text}`;
}
