import type { ErpnextClient } from './client.ts';
import { BusyRow } from './schema.ts';
import { naiveText, readTime } from './wall-clock.ts';

/** What one row of a sheet takes, by the site's wall clock. */
export interface Busy {
  name: string;
  from: Temporal.PlainDateTime;
  to: Temporal.PlainDateTime;
}

const ROWS = 2000;

/** The rows of an employee's sheets that reach into a span, drafts included: ERPNext counts them too. */
export async function busyRows(
  client: ErpnextClient,
  employee: string,
  from: Temporal.PlainDateTime,
  to: Temporal.PlainDateTime,
): Promise<Busy[]> {
  const rows = await client.list('Timesheet', BusyRow, {
    fields: ['name', 'time_logs.from_time', 'time_logs.to_time'],
    filters: [
      ['employee', '=', employee],
      ['docstatus', '<', 2],
      ['Timesheet Detail', 'from_time', '<', naiveText(to)],
      ['Timesheet Detail', 'to_time', '>', naiveText(from)],
    ],
    limit: ROWS,
  });
  return rows.flatMap(({ name, from_time: start, to_time: end }) =>
    start && end ? [{ name, from: readTime(start), to: readTime(end) }] : [],
  );
}
