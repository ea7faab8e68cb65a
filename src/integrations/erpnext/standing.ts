import type { SheetOfEntry, Standing } from '../contract.ts';
import type { Book } from './book.ts';
import { isAnothers, KEY_FIELD, markOf, titleOf } from './mark.ts';
import { StandingRow } from './schema.ts';

/** All of them go into one address, which may have 4,094 characters at gunicorn (`limit_request_line`). */
const AT_ONCE = 15;
const ROWS = 500;

type Found = Map<string, Standing>;

/** How the sheets of entries stand: by their marks first, as a sheet may have been amended under another name. */
export async function standing(book: Book, entries: readonly SheetOfEntry[]): Promise<Found> {
  const found: Found = new Map();
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    const some = entries.slice(start, start + AT_ONCE);
    const marked = await markedOnes(book, some);
    // A list leaves out what the bot may not see, which must not be told as gone.
    for (const one of some) found.set(one.key, marked.get(markOf(one.key)) ?? (await bySheet(book, one)));
  }
  return found;
}

/** What carries the marks and is not cancelled, by mark. */
async function markedOnes({ client, site }: Book, some: readonly SheetOfEntry[]): Promise<Found> {
  const marks = some.map(({ key }) => markOf(key));
  const titles = new Map(some.map(({ key }) => [titleOf(key), markOf(key)]));
  const alive = ['docstatus', '<', 2];
  const titled = await client.list('Timesheet', StandingRow, {
    fields: ['docstatus', 'title'],
    filters: [alive, ['title', 'in', [...titles.keys()]]],
    limit: ROWS,
  });
  const keyed = (await site.hasKeyField())
    ? await client.list('Timesheet', StandingRow, {
        fields: ['docstatus', `time_logs.${KEY_FIELD}`],
        filters: [alive, ['Timesheet Detail', KEY_FIELD, 'in', marks]],
        limit: ROWS,
      })
    : [];
  const found: Found = new Map();
  for (const { docstatus, title, [KEY_FIELD]: key } of [...titled, ...keyed]) {
    const mark = key ?? titles.get(title ?? '');
    // One that was submitted counts, whatever else there is.
    if (mark !== undefined && found.get(mark) !== 'submitted') found.set(mark, docstatus === 1 ? 'submitted' : 'draft');
  }
  return found;
}

/** Of a sheet that lost its mark, or is away. ERPNext gives the name of a deleted last sheet to the next one. */
async function bySheet({ client }: Book, { key, name }: SheetOfEntry): Promise<Standing> {
  const sheet = await client.sheet(name);
  if (!sheet || sheet.docstatus === 2 || isAnothers(sheet, key)) return 'gone';
  return sheet.docstatus === 1 ? 'submitted' : 'draft';
}
