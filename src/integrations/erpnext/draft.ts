import type { TimeWish } from '../../desk/time/entry.ts';
import { clean } from '../../desk/text.ts';
import type { Place } from './place.ts';
import type { Terms } from './terms.ts';
import { naiveText } from './wall-clock.ts';
import { dayTitleOf, KEY_FIELD, markOf, titleOf } from './mark.ts';

export interface Draft {
  wish: TimeWish;
  employee: string;
  place: Place;
  terms: Terms;
  hasKeyField: boolean;
}

/** The body of a new sheet. `docstatus` is never sent: a person submits. */
export function draftBody(draft: Draft): Record<string, unknown> {
  const { wish, employee, terms } = draft;
  return {
    ...(terms.company === undefined ? {} : { company: terms.company }),
    employee,
    customer: wish.customer.id,
    ...(terms.currency === undefined ? {} : { currency: terms.currency }),
    // Where a sheet has a project, all its rows must be of that one.
    ...(wish.project === undefined ? {} : { parent_project: wish.project }),
    title: isOfDay(draft) ? dayTitleOf(draft.place.from, wish.project) : titleOf(wish.key),
    note: `Logged by ${escaped(wish.person.name)} with Deskbell`,
    time_logs: [rowBody(draft)],
  };
}

/** Only a key on the row finds an entry again among others. */
export function isOfDay({ wish, hasKeyField }: Draft): boolean {
  return wish.sheet === 'day' && hasKeyField;
}

export function rowBody({ wish, place, hasKeyField }: Draft): Record<string, unknown> {
  return {
    activity_type: wish.activity,
    // All three, as ERPNext leaves the end empty when it is about now, and bills nothing without billing hours.
    from_time: naiveText(place.from),
    to_time: naiveText(place.to),
    hours: wish.hours,
    ...(wish.project === undefined ? {} : { project: wish.project }),
    description: clean(wish.text),
    ...billing(wish),
    ...(hasKeyField ? { [KEY_FIELD]: markOf(wish.key) } : {}),
  };
}

function billing(wish: TimeWish): Record<string, number> {
  if (!wish.billable) return { is_billable: 0 };
  const rate = wish.rate === undefined ? {} : { billing_rate: wish.rate };
  return { is_billable: 1, billing_hours: wish.hours, ...rate };
}

/** The note is HTML. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
