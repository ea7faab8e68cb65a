import { mask } from '../../desk/mask.ts';
import { cut, oneLine } from '../../desk/text.ts';
import type { AlertRow, CheckRow, TaskRow } from './schema.ts';

const LIMIT = 200;

/** One line that can be read at 3 a.m.: `ACME-DC01: Disk Space C:`. */
export function titleOf(row: AlertRow, check: CheckRow | undefined, task: TaskRow | undefined): string {
  const what = whatFails(row, check, task);
  return cut(mask(oneLine(row.hostname ? `${row.hostname}: ${what}` : what)), LIMIT);
}

/** The kind of check (`diskspace`, `ping`, …): from the check, or from TRMM's sentence when the check cannot be read. */
export function checkTypeOf(row: AlertRow, check: CheckRow | undefined): string | undefined {
  return check?.check_type ?? checkSentence(row)?.type;
}

function whatFails(row: AlertRow, check: CheckRow | undefined, task: TaskRow | undefined): string {
  if (row.alert_type === 'availability') return 'offline';
  if (row.alert_type === 'check') {
    const described = shortened(check?.readable_desc ?? checkSentence(row)?.description ?? '');
    return described || (check?.check_type ?? 'a check fails');
  }
  if (row.alert_type === 'task') return `Task ${task?.name ?? taskName(row) ?? ''}`.trim();
  return row.message || 'alert without a text';
}

/** `Disk Space Check: Drive C: -  Warning Threshold: 25%` becomes `Disk Space C:`. */
function shortened(description: string): string {
  return description
    .replace(/\s*-\s+(Warning|Error) Threshold:.*$/s, '')
    .replace(/\s+Check\b:?/, '')
    .replace(/^Disk Space Drive /, 'Disk Space ')
    .trim();
}

function checkSentence(row: AlertRow): { type: string; description: string } | undefined {
  const found = / has a (?<type>\w+) check: (?<description>.*) that failed\.$/s.exec(row.message ?? '');
  const { type, description } = found?.groups ?? {};
  return type !== undefined && description !== undefined ? { type, description } : undefined;
}

function taskName(row: AlertRow): string | undefined {
  return / has task: (?<name>.*) that failed\.$/s.exec(row.message ?? '')?.groups?.['name'];
}
