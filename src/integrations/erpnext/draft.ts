import type { TimeWish } from '../../desk/time-entry.ts';
import { clean } from '../../desk/text.ts';
import { KEY_FIELD, markOf, titleOf } from './mark.ts';

export interface Draft {
  wish: TimeWish;
  employee: string;
  from: string;
  to: string;
  company: string | undefined;
  hasKeyField: boolean;
}

/** The body of a new sheet. `docstatus` is never sent: a person submits. */
export function draftBody({ wish, employee, from, to, company, hasKeyField }: Draft): Record<string, unknown> {
  const row = {
    activity_type: wish.activity,
    // All three, as ERPNext leaves the end empty when it is about now, and bills nothing without billing hours.
    from_time: from,
    to_time: to,
    hours: wish.hours,
    description: clean(wish.text),
    ...billing(wish),
    ...(hasKeyField ? { [KEY_FIELD]: markOf(wish.key) } : {}),
  };
  return {
    ...(company === undefined ? {} : { company }),
    employee,
    customer: wish.customer.id,
    title: titleOf(wish.key),
    note: `Logged by ${escaped(wish.person.name)} with Deskbell`,
    time_logs: [row],
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
