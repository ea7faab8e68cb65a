import type { Mutant } from '../mutant.ts';
import { at } from './at.ts';

const sheet = at('timesheet', 'timesheet');
const money = at('timesheet', 'money');
const wall = at('wall-clock', 'timesheet');

/** What ERPNext does to a sheet: hours, overlap, projects, rates, sums. */
export const timesheets: Mutant[] = [
  sheet(
    'hours come from the times',
    "row['hours'] = hoursBetween(from, to)",
    "row['hours'] ||= hoursBetween(from, to)",
  ),
  sheet('an end is not before its beginning', 'compare(to, from) < 0) {', 'compare(to, from) < -1) {'),
  sheet('an end that is left out is computed', "row['to_time'] = writeDatetime(end);", 'void end;'),
  sheet('work that ends just now keeps no end', '>= 15 ? 1 : 1e-6', '>= 15 ? 1e-6 : 1e-6'),
  money('in 14 the end is filled in', '>= 15 ? 1 : 1e-6', '>= 14 ? 1 : 1e-6'),
  at('timesheet', 'clock')(
    'a missing end is compared with the clock',
    "row['to_time'] ?? site.now()",
    "row['to_time'] ?? new Date().toISOString()",
  ),
  sheet('drafts overlap too', "Number(other['docstatus']) > 1", "Number(other['docstatus']) !== 1"),
  sheet('what is cancelled is not in the way', " || Number(other['docstatus']) > 1", ''),
  sheet('other employees are not in the way', 'other[whose] !== sheet[whose] || ', ''),
  sheet(
    'rows of one sheet overlap too',
    'if (other !== row && intersects(row, other)) refuse',
    'if (other === row && !intersects(row, other)) refuse',
  ),
  sheet('ends may touch', 'compare(a, b) < 0;', 'compare(a, b) <= 0;'),
  sheet(
    'overlap has its own type',
    "throw new FrappeError('OverlapError', text)",
    "throw new FrappeError('ValidationError', text)",
  ),
  at('timesheet', 'versions')('overlap can be ignored', 'if (!site.settings.ignoreOverlap) ', ''),
  money('users overlap too', "    if (!site.settings.ignoreUserOverlap) demandFree(site, sheet, row, 'user');\n", ''),
  money('overlap of users can be ignored', 'if (!site.settings.ignoreUserOverlap) ', ''),
  money('a link has the root of its version', "site.settings.version >= 16 ? 'desk' : 'app'", "'app'"),
  money(
    'a project comes from the task',
    "if (task && !row['project']) row['project']",
    "if (task && row['project']) row['project']",
  ),
  money('a task is of its project', 'site.settings.version >= 16 && task && row', 'false && task && row'),
  money('before 16 a task is of any project', 'site.settings.version >= 16 && task && row', 'task && row'),
  money(
    'rows are of the project of their sheet',
    "if (sheet['parent_project'] && row['project'] !== sheet['parent_project'])",
    "if (!sheet && row['project'] !== sheet['parent_project'])",
  ),
  money(
    'what is not billable bills nothing',
    "billable ? Number(row['billing_rate']) || rates.billing : 0",
    "Number(row['billing_rate']) || rates.billing",
  ),
  money('a rate that was sent is kept', "Number(row['billing_rate']) || rates.billing", 'rates.billing'),
  money('a cost that was sent is kept', "Number(row['costing_rate']) || rates.costing", 'rates.costing'),
  money('the cost of an employee comes first', 'const source = cost ?? ', 'const source = '),
  money('a cost is of its activity', " && one['activity_type'] === row['activity_type']", ''),
  money('a cost is of its employee', "one['employee'] === sheet['employee'] && ", ''),
  sheet(
    'a first save in 15 bills nought',
    'site.settings.version >= 16) default',
    'site.settings.version >= 15) default',
  ),
  money('16 bills at once', 'site.settings.version >= 16) default', 'site.settings.version > 16) default'),
  money(
    'billing hours are the hours by themselves',
    "billable ? Number(row['billing_hours']) || Number(row['hours'] ?? 0) : 0",
    "billable ? Number(row['billing_hours']) : 0",
  ),
  money(
    'what is not billable has no billing hours',
    "billable ? Number(row['billing_hours']) || Number(row['hours'] ?? 0) : 0",
    "Number(row['billing_hours'])",
  ),
  money(
    'more billed than worked is a warning',
    "if (Number(row['billing_hours']) <= Number(row['hours'] ?? 0)) return;",
    'if (row) return;',
  ),
  money('no warning without a cause', "if (Number(row['billing_hours']) <= Number(row['hours'] ?? 0)) return;", ''),
  money(
    'billable sums count the billable',
    "sheet['total_billable_hours'] = sum('billing_hours'",
    "sheet['total_billable_hours'] = sum('hours'",
  ),
  money('amounts are summed', "sum('billing_amount')", "sum('billing_rate')"),
  money('costs are summed', "sum('costing_amount')", "sum('costing_rate')"),
  money('a sheet ends with its last day', 'days.at(-1)', 'days[0]'),
  at('timesheet', 'clock')(
    'a missing time counts as today',
    "row['from_time'] ?? today",
    "row['from_time'] ?? '2026-01-01'",
  ),
  at('timesheet', 'versions')(
    'with HRMS the inactive are refused',
    "site.settings.hrms && employee['status'] === 'Inactive'",
    'false',
  ),
  at('timesheet', 'versions')('without HRMS they are not', 'site.settings.hrms && employee', 'employee'),
  sheet(
    'the name of the employee is fetched',
    "sheet['employee_name'] = employee['employee_name']",
    "sheet['employee_name'] = null",
  ),
  wall('a time with a zone is a TypeError', 'if (found[3])', 'if (found[4])'),
  at('wall-clock', 'api')(
    'times are on the wall of the site',
    'toZonedDateTimeISO(timeZone)',
    "toZonedDateTimeISO('UTC')",
  ),
  wall(
    'stamps have microseconds',
    ".toString({ fractionalSecondDigits: 6 }).replace('T', ' ');\n}",
    ".toString({ fractionalSecondDigits: 3 }).replace('T', ' ');\n}",
  ),
  at('wall-clock', 'routes')(
    'what is no time is refused',
    "throw new FrappeError('ValidationError', `${asText(value)} is not",
    "throw new FrappeError('TypeError', `${asText(value)} is not",
  ),
  at('site', 'clock')(
    'two saves of a millisecond differ',
    'last.slice(0, 23) + next(last.slice(23)) : wall',
    'last : wall',
  ),
  at('index', 'clock')('the site lives by the clock of the stand-in', 'base?.now() ?? Date.now()', 'Date.now()'),
];
