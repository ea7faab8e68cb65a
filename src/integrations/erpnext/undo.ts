import type { Book } from './book.ts';
import type { Refusal } from './refusal.ts';
import { isAnothers, isMarked, KEY_FIELD, markedSheets, rowsOfKey } from './mark.ts';
import type { MarkedRow, Sheet } from './schema.ts';

export type Undone = { is: 'undone' } | { is: 'refused'; sentence: string };

const UNDONE: Undone = { is: 'undone' };

/**
 * Takes the draft back, or all but the one to `keep`. Only what carries the entry's mark is touched: ERPNext can give a deleted
 * sheet's name away.
 */
export async function undoTime(book: Book, key: string, which: { name?: string; keep?: string }): Promise<Undone> {
  const { name } = which;
  const sheet = name === undefined ? undefined : await book.client.sheet(name);
  if (!sheet || isAnothers(sheet, key) || sheet.docstatus === 2) return takeFound(book, key, which);
  if (!isMarked(sheet, key)) {
    return refused(
      `${sheet.name} does not carry Deskbell's mark any more: look at it in ERPNext, and delete it there.`,
    );
  }
  const outcome = await takeBack(book, sheet, key);
  return outcome.is === 'undone' ? takeFound(book, key, which) : outcome;
}

/** Whatever else carries the key, be it that an attempt came late, or that a sheet was amended, or came back from a backup. */
async function takeFound(book: Book, key: string, { name, keep }: { name?: string; keep?: string }): Promise<Undone> {
  const hasField = await book.site.hasKeyField();
  const found = await markedSheets(book.client, key, hasField);
  const user = await book.site.user();
  for (const row of found.filter((one) => one.docstatus < 2)) {
    const sheet = await book.client.sheet(row.name);
    // Where the field tells rows, a title alone is that of a sheet out of which ours was taken already.
    if (!sheet || (hasField && rowsOfKey(sheet, key).length === 0)) continue;
    if (row.name === keep) await takeTwinRows(book, sheet, key);
    else if (row.owner !== user) {
      // A copy that a person made.
      if (keep === undefined) return livesOn(name, row);
    } else {
      const outcome = await takeBack(book, sheet, key);
      if (outcome.is === 'refused' && keep === undefined) return outcome;
    }
  }
  return UNDONE;
}

function livesOn(name: string | undefined, { name: other }: MarkedRow): Undone {
  return refused(
    name === undefined
      ? `It is in ERPNext as ${other}, which somebody else made: ask accounting to delete it.`
      : `${name} lives on as ${other} in ERPNext: ask accounting to delete that one.`,
  );
}

async function takeBack(book: Book, sheet: Sheet, key: string): Promise<Undone> {
  if (sheet.docstatus === 1) {
    return refused(`${sheet.name} is submitted in ERPNext already: ask accounting to cancel it.`);
  }
  const rows = rowsOfKey(sheet, key);
  if (sheet.time_logs.length <= Math.max(1, rows.length)) {
    return outcomeOf(await book.client.deleteSheet(sheet.name), sheet.name);
  }
  if (rows.length === 0) {
    const field = `without the field ${KEY_FIELD} the one to delete cannot be told`;
    return refused(`Somebody added rows to ${sheet.name}, and ${field}: delete it in ERPNext.`);
  }
  return takeRows(book, sheet, rows);
}

/** A sheet that holds the entry twice keeps the first row. */
async function takeTwinRows(book: Book, sheet: Sheet, key: string): Promise<void> {
  const [, ...twins] = rowsOfKey(sheet, key);
  if (sheet.docstatus === 0) await takeRows(book, sheet, twins);
}

async function takeRows(book: Book, sheet: Sheet, rows: Sheet['time_logs']): Promise<Undone> {
  for (const row of rows) {
    const outcome = outcomeOf(await book.client.deleteRow(row.name), sheet.name);
    if (outcome.is === 'refused') return outcome;
  }
  return UNDONE;
}

/** Somebody may have submitted it between the look and the deletion. */
function outcomeOf(reply: { is: 'done' } | { is: 'refused'; refusal: Refusal }, name: string): Undone {
  if (reply.is === 'done') return UNDONE;
  const { text, type } = reply.refusal;
  return refused(`ERPNext keeps ${name}: ${text || type}`);
}

function refused(sentence: string): Undone {
  return { is: 'refused', sentence };
}
