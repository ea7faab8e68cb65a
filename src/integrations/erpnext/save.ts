import { SystemError } from '../../desk/errors.ts';
import type { TimeWish } from '../../desk/time/entry.ts';
import type { SaveOutcome } from '../contract.ts';
import type { Book } from './book.ts';
import { markedSheets, rowsOfKey } from './mark.ts';
import { employeeByMail } from './people.ts';
import { postDraft } from './post.ts';
import type { Sheet } from './schema.ts';
import { undoTime } from './undo.ts';

const LOOK_AGAIN_AFTER = 5000;

/**
 * Writes one draft, once. After an attempt of unknown outcome ERPNext may still be at work on it, for two minutes at
 * most, so that two looks 5 s apart cannot rule it out. What makes up for that is the look after the second write:
 * when both came through, the younger draft is taken back.
 */
export async function saveTime(book: Book, wish: TimeWish, attempt: number): Promise<SaveOutcome> {
  if (attempt === 1) return write(book, wish);
  const found = await look(book, wish);
  if (found) return found;
  await book.pause(LOOK_AGAIN_AFTER);
  const late = await look(book, wish);
  if (late) return late;
  const outcome = await write(book, wish);
  return outcome.is === 'saved' ? ((await look(book, wish)) ?? outcome) : outcome;
}

/** A look that is refused, for want of a key or a right, leaves open what became of the attempt before it. */
async function look(book: Book, wish: TimeWish): Promise<SaveOutcome | undefined> {
  try {
    return await written(book, wish);
  } catch (error) {
    if (!(error instanceof SystemError) || error.retry !== 'never') throw error;
    throw new SystemError(error.system, 'unsure', error.message, { status: error.status });
  }
}

/** The draft of this entry, if it is there; alone, whatever happened. */
async function written(book: Book, wish: TimeWish): Promise<SaveOutcome | undefined> {
  const [first, ...twins] = await markedSheets(book.client, wish.key, await book.site.hasKeyField());
  if (!first) return undefined;
  // A person who duplicates the sheet on purpose is another owner.
  const ours = twins.some((twin) => twin.docstatus === 0 && twin.owner === first.owner);
  if (ours) await undoTime(book, wish.key, { keep: first.name });
  const sheet = await book.client.sheet(first.name);
  return sheet && saved(book, sheet, wish.key);
}

async function write(book: Book, wish: TimeWish): Promise<SaveOutcome> {
  const { person } = wish;
  const employee = person.account ?? (await employeeByMail(book.client, person.email ?? ''))?.id;
  if (employee === undefined) return { is: 'refused', sentence: noEmployee(wish) };
  const first = await postDraft(book, wish, employee);
  if (first.is === 'written') return saved(book, first.sheet, wish.key);
  if (first.is === 'refused') return first;
  // Either with a row that came in meanwhile, or with an earlier attempt of this very entry.
  const own = await written(book, wish);
  if (own) return own;
  // A time that was given stays what it is: another try would meet the same row.
  if (wish.startsAt !== undefined) return { is: 'refused', sentence: await first.why() };
  const second = await postDraft(book, wish, employee);
  if (second.is === 'written') return saved(book, second.sheet, wish.key);
  return { is: 'refused', sentence: second.is === 'refused' ? second.sentence : await second.why() };
}

function noEmployee({ person }: TimeWish): string {
  if (!person.email) return `${person.name} has no employee in ERPNext: link one, or add the e-mail address.`;
  return `ERPNext has no active employee with the address ${person.email}: add it to the employee, or link ${person.name} to one.`;
}

function saved(book: Book, sheet: Sheet, key: string): SaveOutcome {
  const row = rowsOfKey(sheet, key)[0] ?? sheet.time_logs[0];
  const url = `${book.base}/app/timesheet/${encodeURIComponent(sheet.name)}`;
  return { is: 'saved', name: sheet.name, url, from: seconds(row?.from_time), to: seconds(row?.to_time) };
}

/** Without Frappe's microseconds. */
function seconds(time: string | null | undefined): string {
  return (time ?? '').slice(0, 19);
}
