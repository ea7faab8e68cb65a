import { asText } from './as-text.ts';
import { FrappeError, type ServerMessage } from './errors.ts';
import { rowsOf, tableOf, type Doc, type Site } from './site.ts';
import { addHours, hoursBetween, readDatetime, writeDatetime } from './wall-clock.ts';

/** What ERPNext does to a timesheet on every save, in its order. Changes the document; refuses what does not fit. */
export function validateTimesheet(site: Site, sheet: Doc, messages: ServerMessage[]): void {
  const rows = rowsOf(sheet, 'time_logs');
  sheet['status'] = ['Draft', 'Submitted', 'Cancelled'][Number(sheet['docstatus'])];
  fetchEmployee(site, sheet);
  for (const row of rows) recomputeHours(site, row);
  for (const row of rows) {
    recomputeEnd(site, row);
    if (!site.settings.ignoreUserOverlap) demandFree(site, sheet, row, 'user');
    if (!site.settings.ignoreOverlap) demandFree(site, sheet, row, 'employee');
    checkProject(site, sheet, row);
  }
  for (const row of rows) price(site, sheet, row, messages);
  total(site, sheet, rows);
}

function fetchEmployee(site: Site, sheet: Doc): void {
  const employee = tableOf(site, 'Employee').get(asText(sheet['employee']));
  if (!employee) return;
  if (site.settings.hrms && employee['status'] === 'Inactive') {
    throw new FrappeError(
      'ValidationError',
      `Transactions cannot be created for an Inactive Employee ${asText(employee['name'])}.`,
    );
  }
  sheet['employee_name'] = employee['employee_name'];
  sheet['department'] = employee['department'] ?? null;
}

/** Both times decide: what was sent as hours is lost. */
function recomputeHours(site: Site, row: Doc): void {
  if (!row['from_time'] || !row['to_time']) return;
  const from = readDatetime(row['from_time']);
  const to = readDatetime(row['to_time']);
  if (Temporal.PlainDateTime.compare(to, from) < 0) {
    throw new FrappeError('ValidationError', 'To Time cannot be before from date');
  }
  row['hours'] = hoursBetween(from, to);
  row['to_time'] = writeDatetime(to);
  if (site.settings.version >= 16) defaultBillingHours(row);
}

/**
 * A missing end is compared as if it were now. From 15 on less than a second is no difference, so that work which ends
 * just now keeps no end at all.
 */
function recomputeEnd(site: Site, row: Doc): void {
  if (!row['from_time']) return;
  const from = readDatetime(row['from_time']);
  row['from_time'] = writeDatetime(from);
  if (!row['hours']) return;
  const end = addHours(from, Number(row['hours']));
  const current = readDatetime(row['to_time'] ?? site.now());
  const difference = Math.abs(current.until(end).total('seconds'));
  if (difference >= (site.settings.version >= 15 ? 1 : 1e-6)) row['to_time'] = writeDatetime(end);
}

/** Another sheet of the same employee or user that is not cancelled, drafts included, or another row of this one. Ends may touch. */
function demandFree(site: Site, sheet: Doc, row: Doc, whose: 'employee' | 'user'): void {
  if (!sheet[whose] || !row['from_time'] || !row['to_time']) return;
  for (const other of tableOf(site, 'Timesheet').values()) {
    if (other['name'] === sheet['name'] || other[whose] !== sheet[whose] || Number(other['docstatus']) > 1) continue;
    if (rowsOf(other, 'time_logs').some((taken) => intersects(row, taken)))
      refuse(site, sheet, row, asText(other['name']));
  }
  for (const other of rowsOf(sheet, 'time_logs')) {
    if (other !== row && intersects(row, other)) refuse(site, sheet, row, asText(sheet['name']));
  }
}

function intersects(row: Doc, other: Doc): boolean {
  if (!other['from_time'] || !other['to_time']) return false;
  const [from, to, otherFrom, otherTo] = [row['from_time'], row['to_time'], other['from_time'], other['to_time']].map(
    readDatetime,
  );
  if (!from || !to || !otherFrom || !otherTo) return false;
  const before = (a: Temporal.PlainDateTime, b: Temporal.PlainDateTime) => Temporal.PlainDateTime.compare(a, b) < 0;
  return before(from, otherTo) && before(otherFrom, to);
}

function refuse(site: Site, sheet: Doc, row: Doc, other: string): never {
  const root = site.settings.version >= 16 ? 'desk' : 'app';
  const link = `<a href="/${root}/timesheet/${other}">${other}</a>`;
  const text = `Row ${asText(row['idx'])}: From Time and To Time of ${asText(sheet['name'])} is overlapping with ${link}`;
  throw new FrappeError('OverlapError', text);
}

function checkProject(site: Site, sheet: Doc, row: Doc): void {
  const task = tableOf(site, 'Task').get(asText(row['task']));
  if (task && !row['project']) row['project'] = task['project'];
  if (site.settings.version >= 16 && task && row['project'] !== task['project']) {
    const [number, name, project] = [row['idx'], row['task'], row['project']].map(asText);
    throw new FrappeError('ValidationError', `Row ${number}: Task ${name} does not belong to Project ${project}`);
  }
  const project = tableOf(site, 'Project').get(asText(row['project']));
  if (project) row['project_name'] = project['project_name'];
  if (sheet['parent_project'] && row['project'] !== sheet['parent_project']) {
    const text = `Row ${asText(row['idx'])}: Project must be same as the one set in the Timesheet: ${asText(sheet['parent_project'])}.`;
    throw new FrappeError('ValidationError', text);
  }
}

/** The amount is computed first and billable hours are filled in after, so that a first save may bill nothing. */
function price(site: Site, sheet: Doc, row: Doc, messages: ServerMessage[]): void {
  const billable = Number(row['is_billable']) === 1;
  const rates = ratesFor(site, sheet, row);
  row['billing_rate'] = billable ? Number(row['billing_rate']) || rates.billing : 0;
  row['costing_rate'] = Number(row['costing_rate']) || rates.costing;
  row['billing_amount'] = Number(row['billing_rate']) * Number(row['billing_hours'] ?? 0);
  row['costing_amount'] = Number(row['costing_rate']) * Number(row['hours'] ?? 0);
  defaultBillingHours(row);
  if (Number(row['billing_hours']) <= Number(row['hours'] ?? 0)) return;
  const message = `Warning - Row ${asText(row['idx'])}: Billing Hours are more than <strong>Actual Hours</strong>`;
  messages.push({ message, title: 'Message', indicator: 'orange' });
}

function defaultBillingHours(row: Doc): void {
  const billable = Number(row['is_billable']) === 1;
  row['billing_hours'] = billable ? Number(row['billing_hours']) || Number(row['hours'] ?? 0) : 0;
}

function ratesFor(site: Site, sheet: Doc, row: Doc): { billing: number; costing: number } {
  const cost = [...tableOf(site, 'Activity Cost').values()].find((one) => {
    return one['employee'] === sheet['employee'] && one['activity_type'] === row['activity_type'];
  });
  const source = cost ?? tableOf(site, 'Activity Type').get(asText(row['activity_type']));
  return { billing: Number(source?.['billing_rate'] ?? 0), costing: Number(source?.['costing_rate'] ?? 0) };
}

/** Sums, and the days it spans; a missing time counts as today. The `base_` sums are made in the browser only. */
function total(site: Site, sheet: Doc, rows: readonly Doc[]): void {
  const sum = (field: string, only = (_row: Doc) => true) =>
    rows.filter(only).reduce((total, row) => total + Number(row[field] ?? 0), 0);
  sheet['total_hours'] = sum('hours');
  sheet['total_billable_hours'] = sum('billing_hours', (row) => Number(row['is_billable']) === 1);
  sheet['total_billable_amount'] = sum('billing_amount');
  sheet['total_costing_amount'] = sum('costing_amount');
  const today = site.now();
  const days = rows
    .flatMap((row) => [row['from_time'] ?? today, row['to_time'] ?? today])
    .map((time) => asText(time).slice(0, 10));
  days.sort();
  sheet['start_date'] = days[0] ?? null;
  sheet['end_date'] = days.at(-1) ?? null;
}
