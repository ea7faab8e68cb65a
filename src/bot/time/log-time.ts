import { z } from 'zod';
import { NO_ITEM, plainCard } from '../../desk/card.ts';
import { type Changed, type DeskView, titleOf } from '../../desk/decision.ts';
import type { Filled } from '../../desk/form.ts';
import type { Item, WorkItem } from '../../desk/item.ts';
import type { Person } from '../../desk/people.ts';
import { newTimeEntry, noteTime, undoTime } from '../../desk/time/log-time.ts';
import { cut, type Line } from '../../desk/text.ts';
import { isLogged, type TimeEntry, type TimeWish } from '../../desk/time/entry.ts';
import type { Placed } from '../../desk/time/place.ts';
import { timeWords, typedTime } from '../../desk/time/span.ts';
import { dateOf, wallOf } from '../../desk/clock/wall-clock.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readWork } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';
import { onItsCard, readTime } from '../../store/time.ts';
import type { Answer } from '../contract.ts';
import { itemHere } from '../here.ts';
import { openAgain } from '../open-again.ts';
import { placeWish } from './place-wish.ts';
import { type Click, type Command, type Desk, type Press, said, type Submit, type Verb } from '../table.ts';
import { warmTaken } from './taken-time.ts';
import { customerIn, emptyListSentence, formFor } from './form.ts';
import { type Matter, matterOf, spanRules } from './matter.ts';
import { wishFrom } from './wish.ts';

/** What a form is about while somebody fills it in; `filled` keeps what was typed for a day. */
const TimeDraft = z.object({
  about: z.string().optional(),
  /** What its person had logged on that by then, by key. */
  seen: z.array(z.string()).optional(),
  /** The refused entry that it takes the place of. */
  corrects: z.string().optional(),
  filled: z.record(z.string(), z.string()).optional(),
  /** The customer with whom it was opened: where only the name comes back, it may have been renamed meanwhile. */
  offered: z.object({ id: z.string(), label: z.string() }).optional(),
});
export type TimeDraft = z.infer<typeof TimeDraft>;

export const logTimeClick: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => openLogTime(desk, press, press.ask.ref === NO_ITEM ? {} : { about: press.ask.ref }),
};

export const logTimeCommand: Verb<Command> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) =>
    openLogTime(desk, press, press.ask.argument ? { filled: { customer: press.ask.argument } } : {}),
};

/** Opens a form again with what had been typed. */
export const again = openAgain('technician', TimeDraft, openLogTime);

export const logTimeSubmit: Verb<Submit> = { least: 'technician', run: submit };

export async function openLogTime(desk: Desk, press: Press, draft: TimeDraft, token?: string): Promise<Answer> {
  const { store } = desk;
  const { timeBook } = store.house;
  if (timeBook === undefined)
    return said(
      'No time book is connected, so time cannot be logged here. Whoever runs Deskbell connects one: docs/time.md says how.',
    );
  const about = draft.about === undefined ? undefined : await itemHere(store, draft.about, press.place);
  if (typeof about === 'string') return said(about);
  const matter = await matterOf(store, about, press);
  if (matter.list.customers.length === 0) return said(emptyListSentence(matter.list, matter.view));
  const rules = spanRules(matter);
  warmTaken(desk, matter.person, dateOf(wallOf(rules.now, rules.zone)), rules.zone);
  const offered = customerIn(draft.filled ?? {}, matter);
  const seen = loggedOn(matter.about, matter.person);
  const kept = await keepDraft(store, { ...draft, seen, ...(offered ? { offered } : {}) }, token);
  return { is: 'form', form: formFor(kept, draft.filled ?? {}, matter) };
}

async function submit(desk: Desk, press: Submit): Promise<Answer> {
  const { store } = desk;
  const { token } = press.ask;
  const draft = TimeDraft.safeParse(await readDraft(store, token)).data;
  await keepTyped(store, token, press.ask.filled);
  const { about, corrects, offered, seen } = draft ?? {};
  const isOffered = offered !== undefined && press.ask.filled['customer'] === offered.label;
  const filled = isOffered ? { ...press.ask.filled, customer: offered.id } : press.ask.filled;
  const item = about === undefined ? undefined : await readWork(store, about);
  const matter = await matterOf(store, item, press);
  const before = await readTime(store, `time/${token}`);
  if (before) return receipt('This form was sent already; it counts once.', before.wish);
  if (!draft) return askedAgain(token, filled, matter, press, FORGOTTEN);
  const wish = wishFrom(token, filled, matter);
  if ('mistakes' in wish) return { is: 'mistakes', form: formFor(token, filled, matter), mistakes: wish.mistakes };
  const known = loggedOn(item, matter.person);
  if (seen && known.some((key) => !seen.includes(key))) {
    await keepDraft(store, { ...draft, filled: press.ask.filled, seen: known }, token);
    return askedAgain(token, filled, matter, press, LOGGED_MEANWHILE);
  }
  const placed = await placeWish(desk, wish, corrects, matter);
  if (placed?.is === 'clash' || placed?.is === 'full') return takenAnswer(desk, press, filled, placed, matter);
  const outcome = await change<TimeEntry, TimeEntry | undefined>(
    store,
    {
      read: () => readTime(store, `time/${token}`),
      decide: (entry, now) => (entry ? { is: 'unchanged' } : newTimeEntry(wish, item?.ref, now)),
      also: (changed, now) => alsoChanged(store, changed.item, corrects, now),
    },
    { urgent: true },
  );
  if (outcome.is !== 'changed') return receipt('This form was sent already; it counts once.', wish);
  return receipt(keptSentence(wish, placed, matter), wish);
}

const FORGOTTEN =
  'This form is older than a day, and what it was about is no longer known. Send it again to log it on no alert or ticket, or press Log time on the card.';
const LOGGED_MEANWHILE =
  'You have logged time on this since the form was opened. Send it again if this comes on top of that; else close the form.';

/** The form as it was sent, to be sent once more by whoever still means it. */
function askedAgain(token: string, filled: Filled, matter: Matter, { id: press }: Submit, sentence: string): Answer {
  return { is: 'form', form: formFor(token, filled, matter, { why: ['⚠️ ', { bold: sentence }], press }) };
}

/** What somebody has logged on an item, by key. */
function loggedOn(item: WorkItem | undefined, { id }: Person): string[] {
  return (item?.time ?? []).filter((one) => one.by.id === id && isLogged(one)).map(({ key }) => key);
}

/** The form once more, with the nearest free time in it. */
async function takenAnswer(
  { store }: Desk,
  { id: press, ask: { token } }: Submit,
  filled: Filled,
  placed: Exclude<Placed, { is: 'free' }>,
  matter: Matter,
): Promise<Answer> {
  const { nearest, sentence } = clashWords(placed, matter);
  if (!nearest) return { is: 'mistakes', form: formFor(token, filled, matter), mistakes: { hours: sentence } };
  const mended = { ...filled, hours: nearest };
  await keepTyped(store, token, mended);
  const why: Line = ['⚠️ ', { bold: sentence }];
  return { is: 'form', form: formFor(token, mended, matter, { why, press }) };
}

/** What is there already, and the free time that is offered instead. */
function clashWords(placed: Exclude<Placed, { is: 'free' }>, matter: Matter): { sentence: string; nearest?: string } {
  const rules = spanRules(matter);
  const today = dateOf(wallOf(rules.now, rules.zone));
  const none = 'So long a time is not free there: shorten it, name another day, or correct your timesheets.';
  if (placed.is === 'full') return { sentence: none };
  const { with: other, wanted, nearest } = placed;
  const what = other.name === undefined ? 'an entry of yours that still waits' : other.name;
  const clash = `${timeWords(wanted, today)}${clockNote(matter)} is taken: ${what} has ${timeWords(other, today)}.`;
  if (!nearest) return { sentence: `${clash} ${none}` };
  const free = `The nearest free time is ${timeWords(nearest, today)}; it is filled in.`;
  return { sentence: `${clash} ${free}`, nearest: typedTime(nearest, today) };
}

/** What was logged, and where it goes. */
function keptSentence(wish: TimeWish, placed: Placed | undefined, matter: Matter): string {
  const { view, list } = matter;
  const rules = spanRules(matter);
  const today = dateOf(wallOf(rules.now, rules.zone));
  const when = placed?.is === 'free' ? `, ${timeWords(placed.slot, today)}${clockNote(matter)}` : '';
  const book = titleOf(view.timeBook ?? '', view);
  const next = list.failing
    ? `${book} does not answer now: it waits here, and is saved once when it is back.`
    : `It is being saved in ${book} as a draft.`;
  return `Kept: ${wish.hours} h for ${wish.customer.name}${when}. ${next}`;
}

function clockNote({ otherClock }: Matter): string {
  return otherClock === undefined ? '' : ` (${otherClock})`;
}

function receipt(title: string, wish: TimeWish): Answer {
  return {
    is: 'card',
    card: plainCard({
      ref: `time/${wish.key}`,
      tone: 'good',
      title,
      lines: [[cut(wish.text, 200)]],
      actions: [{ verb: 'undo-time', label: 'Undo' }],
    }),
  };
}

/** The card it is about, and the refused entry that it takes the place of. */
async function alsoChanged(
  store: Store,
  entry: TimeEntry,
  corrects: string | undefined,
  view: DeskView,
): Promise<Changed<Item>[]> {
  const [noted] = await onItsCard(store, entry, view);
  const before = corrects === undefined ? undefined : await readTime(store, corrects);
  if (before?.state !== 'refused') return noted ? [noted] : [];
  const dropped = undoTime(before, { ...before.wish.person, via: 'chat' }, view);
  if (dropped.is !== 'changed') return noted ? [noted] : [];
  const both = noted && noteTime(noted.item, dropped.item, view);
  return [dropped, ...(noted ? [both ? { ...both, entries: noted.entries } : noted] : [])];
}
