import type { TakenTime } from '../contract.ts';
import { busyRows } from './busy.ts';
import type { ErpnextClient } from './client.ts';
import { NameRow } from './schema.ts';
import { instantOf, wallClock } from './wall-clock.ts';

const PAGE = 500;

/** The activity types that are not disabled, by name. */
export async function activities(client: ErpnextClient): Promise<string[]> {
  const filters = [['disabled', '=', 0]];
  const rows = await client.list('Activity Type', NameRow, {
    fields: ['name'],
    filters,
    order: 'name asc',
    limit: PAGE,
  });
  return rows.map((row) => row.name);
}

/** What the sheets of an employee take of a span. Where the wall clock shows an hour twice or not at all, a row takes both. */
export async function taken(
  client: ErpnextClient,
  zone: string,
  employee: string,
  from: number,
  to: number,
): Promise<TakenTime[]> {
  // Naive times are an hour off on the day of a change, so that the rows beside the span are looked at as well.
  const [start, end] = [wallClock(from, zone).subtract({ hours: 2 }), wallClock(to, zone).add({ hours: 2 })];
  const rows = await busyRows(client, employee, start, end);
  return rows
    .map((row) => ({
      from: instantOf(row.from, zone, 'earlier'),
      to: instantOf(row.to, zone, 'later'),
      name: row.name,
    }))
    .filter((row) => row.from < to && row.to > from)
    .sort((a, b) => a.from - b.from || a.to - b.to);
}
