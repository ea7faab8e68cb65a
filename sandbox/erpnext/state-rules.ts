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

export function demandDraft(user: User | undefined, doctype: string, stored: Doc, body: Doc): void {
  const wanted = Number(body['docstatus'] ?? stored['docstatus']);
  if (stored['docstatus'] === 2) throw new FrappeError('ValidationError', 'Cannot edit cancelled document');
  if (stored['docstatus'] === 1 && wanted === 1) {
    throw new FrappeError(
      'UpdateAfterSubmitError',
      `Not allowed to change <strong>Time Sheets</strong> after submission`,
    );
  }
  if (wanted !== stored['docstatus']) demand(user, doctype, 'submit', asText(stored['name']));
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
