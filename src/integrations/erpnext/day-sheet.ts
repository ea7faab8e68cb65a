import { SystemError } from '../../desk/errors.ts';
import type { Book } from './book.ts';
import { type Draft, rowBody } from './draft.ts';
import { dayTitleOf } from './mark.ts';
import { NameRow, type Sheet } from './schema.ts';

/** Saves of others in between that are waited out. */
const TRIES = 3;

/**
 * Puts the entry into the employee's draft of that day and customer, which only Deskbell began. Undefined where there is none, or it
 * does not take the row: then the entry gets a sheet. The row is added by the server, so that nothing of others is overwritten.
 */
export async function appendToDay(book: Book, draft: Draft): Promise<Sheet | undefined> {
  const name = await openDaySheet(book, draft);
  if (name === undefined) return undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reply = await book.client.insertRow(name, rowBody(draft));
      // Submitted or deleted meanwhile, or a row of somebody's is in the way of every save: a sheet of its own will tell.
      return reply.is === 'done' ? reply.value : undefined;
    } catch (error) {
      if (!isSavedByOthers(error) || attempt === TRIES) throw error;
    }
  }
}

async function openDaySheet(book: Book, { wish, employee, place, terms }: Draft): Promise<string | undefined> {
  const [found] = await book.client.list('Timesheet', NameRow, {
    fields: ['name'],
    filters: [
      ['employee', '=', employee],
      ['customer', '=', wish.customer.id],
      ['docstatus', '=', 0],
      ['title', '=', dayTitleOf(place.from, wish.project)],
      // One that a person copied is theirs.
      ['owner', '=', await book.site.user()],
      ...(terms.company === undefined ? [] : [['company', '=', terms.company]]),
      ...(terms.currency === undefined ? [] : [['currency', '=', terms.currency]]),
    ],
    order: 'creation asc',
    limit: 1,
  });
  const sheet = found && (await book.client.sheet(found.name));
  return sheet && keepsBilling(sheet) ? sheet.name : undefined;
}

/** Without permission level 1 its columns are neither shown nor, on later saves, kept: an added row would bill nothing. */
function keepsBilling({ time_logs: rows }: Sheet): boolean {
  return rows.every((row) => typeof row.billing_hours === 'number');
}

function isSavedByOthers(error: unknown): boolean {
  return error instanceof SystemError && error.retry === 'later' && error.status === 417;
}
