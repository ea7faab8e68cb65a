import type { Book } from './book.ts';
import type { Refusal } from './refusal.ts';
import { isAnothers, isMarked, KEY_FIELD, markedSheets, rowOf } from './mark.ts';
import type { Sheet } from './schema.ts';

export type Undone = { is: 'undone' } | { is: 'refused'; sentence: string };

/** Takes the draft back. Only what carries the entry's mark is touched: ERPNext can give a deleted sheet's name away. */
export async function undoTime(book: Book, name: string, key: string): Promise<Undone> {
  const sheet = await book.client.sheet(name);
  if (!sheet || isAnothers(sheet, key) || sheet.docstatus === 2) return gone(book, name, key);
  if (!isMarked(sheet, key)) {
    return refused(`${name} does not carry Deskbell's mark any more: look at it in ERPNext, and delete it there.`);
  }
  if (sheet.docstatus === 1) return refused(submitted(name));
  const reply = sheet.time_logs.length > 1 ? await takeRow(book, sheet, key) : await book.client.deleteSheet(name);
  if (reply.is === 'done') return { is: 'undone' };
  return refused('sentence' in reply ? reply.sentence : plain(reply.refusal, name));
}

/** Cancelling and amending, or restoring a backup, gives the entry another sheet. */
async function gone(book: Book, name: string, key: string): Promise<Undone> {
  const sheets = await markedSheets(book.client, key, await book.site.hasKeyField());
  const other = sheets.find((sheet) => sheet.docstatus < 2);
  if (!other) return { is: 'undone' };
  return refused(`${name} lives on as ${other.name} in ERPNext: ask accounting to delete that one.`);
}

async function takeRow(book: Book, sheet: Sheet, key: string): Promise<ReturnType<typeof refused> | Deleted> {
  const row = rowOf(sheet, key);
  if (row) return book.client.deleteRow(row.name);
  const field = `without the field ${KEY_FIELD} the one to delete cannot be told`;
  return refused(`Somebody added rows to ${sheet.name}, and ${field}: delete it in ERPNext.`);
}

type Deleted = Awaited<ReturnType<Book['client']['deleteRow']>>;

function refused(sentence: string): { is: 'refused'; sentence: string } {
  return { is: 'refused', sentence };
}

function submitted(name: string): string {
  return `${name} is submitted in ERPNext already: ask accounting to cancel it.`;
}

/** Somebody may have submitted it between the look and the deletion. */
function plain({ type, text }: Refusal, name: string): string {
  return `ERPNext keeps ${name}: ${text || type}`;
}
