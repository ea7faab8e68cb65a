import { mask } from '../../desk/mask.ts';
import { cut, oneLine } from '../../desk/text.ts';
import type { Poll } from '../contract.ts';
import type { AlertRow } from './schema.ts';

const NOTE_LIMIT = 200;

const MEND =
  'Look in Tactical RMM whether the alert template with the two web hooks is still assigned, and whether its server reaches Deskbell at the address in them. Where none is wanted any more, take TRMM_WEBHOOK_TOKEN away.';

/**
 * Of which rows TRMM should have told: errors of devices, since it can be set to keep the rest to itself. Where it never called, only
 * what it says itself that it tried; a template may leave some devices out.
 */
export function tellingOf(rows: readonly AlertRow[], calledBefore: boolean): NonNullable<Poll['telling']> {
  const due = rows.filter((row) => row.severity === 'error' && row.agent_id && (row.action_run || calledBefore));
  return { due: due.map(({ id }) => String(id)), mend: `${MEND}${noteOf(due)}` };
}

/** What TRMM noted of its last call that failed. */
function noteOf(rows: readonly AlertRow[]): string {
  const [last] = rows
    .filter(({ action_retcode: code }) => code !== null && code !== undefined && (code < 200 || code > 299))
    .toSorted((a, b) => b.id - a.id);
  if (!last) return '';
  const said = cut(mask(oneLine(last.action_stdout ?? '')), NOTE_LIMIT);
  return ` It noted of its last try: ${last.action_retcode}${said === '' ? '' : `, ${said}`}`;
}
