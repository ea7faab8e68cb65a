import { demand } from './access.ts';
import { asText } from './as-text.ts';
import { FrappeError } from './errors.ts';
import { rowsOf, type Doc, type Site, type User } from './site.ts';

/** A save that names the version it read must have read the newest; one that does not overwrites. */
export function demandNewest(stored: Doc, body: Doc): void {
  if (!body['modified'] || body['modified'] === stored['modified']) return;
  throw new FrappeError(
    'TimestampMismatchError',
    `Error: Document has been modified after you have opened it (${asText(body['modified'])}, ${asText(stored['modified'])}). Please refresh to get the latest document.`,
  );
}

const STATES = ['0 (Draft)', '1 (Submitted)', '2 (Cancelled)'];

/** The state a save asks for, which only moves from draft to submitted to cancelled. A new document begins as a draft. */
export function nextState(user: User | undefined, doctype: string, stored: Doc | undefined, body: Doc): number {
  const before = Number(stored?.['docstatus'] ?? 0);
  const wanted = Number(body['docstatus'] ?? before);
  if (before === 2) throw new FrappeError('ValidationError', 'Cannot edit cancelled document');
  if (STATES[wanted] === undefined) throw new FrappeError('ValidationError', `Invalid docstatus ${wanted}`);
  if (wanted < before || wanted > before + 1) {
    const text = `Cannot change docstatus from ${STATES[before]} to ${STATES[wanted]}`;
    throw new FrappeError('DocstatusTransitionError', text);
  }
  if (before === 1 && wanted === 1) {
    throw new FrappeError(
      'UpdateAfterSubmitError',
      `Not allowed to change <strong>Time Sheets</strong> after submission`,
    );
  }
  if (wanted !== before) demand(user, doctype, 'submit', stored && asText(stored['name']));
  return wanted;
}

export function demandReady(doc: Doc): void {
  for (const row of rowsOf(doc, 'time_logs')) {
    const where = `Row ${asText(row['idx'])}`;
    if (!row['from_time'] || !row['to_time'])
      throw new FrappeError('ValidationError', `${where}: From Time and To Time is mandatory.`);
    if (doc['employee'] && !row['activity_type'])
      throw new FrappeError('ValidationError', `${where}: Activity Type is mandatory.`);
    if (Number(row['hours']) <= 0)
      throw new FrappeError('ValidationError', `${where}: Hours value must be greater than zero.`);
  }
}

export function demandWritable(site: Site): void {
  if (!site.settings.readOnly) return;
  throw new FrappeError(
    'InReadOnlyMode',
    'Site is running in read only mode for maintenance or site update, this action can not be performed right now. Please try again later.',
  );
}
