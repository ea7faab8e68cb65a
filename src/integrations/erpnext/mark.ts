import { createHash } from 'node:crypto';
import type { ErpnextClient } from './client.ts';
import { MarkedRow, type Sheet } from './schema.ts';

/** The custom field on Timesheet Detail that holds an entry's key, where the administrator has made it. */
export const KEY_FIELD = 'custom_deskbell_key';
const PREFIX = 'Deskbell ';

/** The key as it is written into ERPNext: itself, or its digest when it is long or odd. */
export function markOf(key: string): string {
  return /^[\w.-]{1,100}$/.test(key) ? key : createHash('sha256').update(key).digest('hex').slice(0, 40);
}

/** The sheet's title, a hidden field that every site has. */
export function titleOf(key: string): string {
  return PREFIX + markOf(key);
}

/** The title of a sheet that takes all entries of a day; one of each project, as ERPNext bills by that. */
export function dayTitleOf(from: Temporal.PlainDateTime, project: string | undefined): string {
  const day = `${PREFIX}day ${from.toPlainDate().toString()}`;
  return project === undefined ? day : `${day} ${markOf(project)}`;
}

export function isMarked(sheet: Sheet, key: string): boolean {
  return sheet.title === titleOf(key) || rowsOfKey(sheet, key).length > 0;
}

/** Another entry's sheet: ERPNext gives the name of a deleted last sheet to the next one. */
export function isAnothers(sheet: Sheet, key: string): boolean {
  return !isMarked(sheet, key) && (sheet.title?.startsWith(PREFIX) ?? false);
}

/** The rows of the entry, where the custom field tells them: one, but for an attempt that came late. */
export function rowsOfKey(sheet: Sheet, key: string): Sheet['time_logs'] {
  return sheet.time_logs.filter((row) => row[KEY_FIELD] === markOf(key));
}

/** All sheets of an entry, those that are not cancelled first, then by age. */
export async function markedSheets(client: ErpnextClient, key: string, hasField: boolean): Promise<MarkedRow[]> {
  const fields = ['name', 'docstatus', 'owner', 'creation'];
  const filters = [['title', '=', titleOf(key)]];
  const found = await client.list('Timesheet', MarkedRow, { fields, filters, limit: 5 });
  if (hasField) {
    // Somebody may have given the sheet another title.
    const filters = [['Timesheet Detail', KEY_FIELD, '=', markOf(key)]];
    found.push(...(await client.list('Timesheet', MarkedRow, { fields, filters, limit: 5 })));
  }
  const unique = [...new Map(found.map((row) => [row.name, row])).values()];
  const age = (row: MarkedRow): string => row.creation ?? '';
  return unique.sort((a, b) => Number(a.docstatus === 2) - Number(b.docstatus === 2) || age(a).localeCompare(age(b)));
}
