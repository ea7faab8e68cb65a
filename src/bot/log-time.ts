import { z } from 'zod';
import { NO_ITEM, plainCard } from '../desk/card.ts';
import { type Changed, type DeskView, refused, titleOf } from '../desk/decision.ts';
import type { Item } from '../desk/item.ts';
import { newTimeEntry, noteTime, parseHours, undoTime } from '../desk/log-time.ts';
import { cut } from '../desk/text.ts';
import type { TimeEntry, TimeWish } from '../desk/time-entry.ts';
import { change } from '../store/change.ts';
import { type CustomerList, readCustomers } from '../store/customers.ts';
import { keepDraft, keepTyped, readDraft } from '../store/drafts.ts';
import { readItem, readWork } from '../store/read.ts';
import { onItsCard, readTime } from '../store/time.ts';
import type { Store } from '../store/store.ts';
import { viewNow } from '../store/view.ts';
import type { Answer } from './contract.ts';
import { itemHere } from './here.ts';
import { openAgain } from './open-again.ts';
import { matchChoice } from './match.ts';
import { emptyListSentence, formFor, visibleCustomers } from './time-form.ts';
import { type Click, type Command, type Desk, personOf, type Press, said, type Submit, type Verb } from './table.ts';

/** What a form is about while somebody fills it in; `filled` keeps what was typed for a day. */
const TimeDraft = z.object({
  about: z.string().optional(),
  /** The refused entry that it takes the place of. */
  corrects: z.string().optional(),
  filled: z.record(z.string(), z.string()).optional(),
});
type TimeDraft = z.infer<typeof TimeDraft>;

export const logTimeClick: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, press.ask.ref === NO_ITEM ? {} : { about: press.ask.ref }),
};

export const logTimeCommand: Verb<Command> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, press.ask.argument ? { filled: { customer: press.ask.argument } } : {}),
};

/** Opens a form again with what had been typed. */
export const again = openAgain('technician', TimeDraft, open);

/** A refused entry, to be sent again as a new one: the same new one, however often it is opened. */
export const correctTime: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  async run(desk, press) {
    const entry = await readItem(desk.store, press.ask.ref);
    if (entry?.kind !== 'time') return said('This entry is no longer kept.');
    if (entry.state !== 'refused') return said('This entry needs no correction any more.');
    const { wish, about } = entry;
    if (wish.person.id !== personOf(press).id) return said(`This is the time of ${wish.person.name}.`);
    const filled = {
      customer: wish.customer.id,
      hours: String(wish.hours),
      text: wish.text,
      billable: wish.billable ? 'yes' : '',
      afterHours: wish.rate === undefined ? '' : 'yes',
    };
    const draft = { ...(about === undefined ? {} : { about }), corrects: entry.ref, filled };
    return open(desk, press, draft, correctionOf(wish.key));
  },
};

/** `key.2` after `key`, `key.3` after `key.2`. */
function correctionOf(key: string): string {
  const [first = '', count = '1'] = key.split('.');
  return `${first}.${Number(count) + 1}`;
}

export const undoTimeClick: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const by = { id: personOf(press).id, name: personOf(press).name, via: press.presser.platform };
    const outcome = await change<TimeEntry, TimeEntry | undefined>(store, {
      read: () => readTime(store, press.ask.ref),
      decide: (entry, view) => (entry ? undoTime(entry, by, view) : refused('This entry is no longer kept.')),
      also: async (changed, view) => onItsCard(store, changed.item, view),
    });
    if (outcome.is === 'refused') return said(outcome.sentence);
    return said(outcome.is === 'changed' ? 'It is being taken back.' : 'It had been taken back already.');
  },
};

export const logTimeSubmit: Verb<Submit> = { least: 'technician', run: submit };

async function open(desk: Desk, press: Press, draft: TimeDraft, token?: string): Promise<Answer> {
  const { store } = desk;
  const view = await viewNow(store);
  if (view.timeBook === undefined) return said('No time book is connected, so time cannot be logged here.');
  const list = await readCustomers(store);
  if (list.customers.length === 0) return said(emptyListSentence(list, view));
  const about = draft.about === undefined ? undefined : await itemHere(store, draft.about, press.place);
  if (typeof about === 'string') return said(about);
  const kept = await keepDraft(store, draft, token);
  return { is: 'form', form: formFor(kept, list, about, draft.filled ?? {}, press, view) };
}

async function submit(desk: Desk, press: Submit): Promise<Answer> {
  const { store } = desk;
  const { token, filled } = press.ask;
  await keepTyped(store, token, filled);
  const { about, corrects } = TimeDraft.safeParse(await readDraft(store, token)).data ?? {};
  const view = await viewNow(store);
  const list = await readCustomers(store);
  const item = about === undefined ? undefined : await readWork(store, about);
  const wish = wishFrom(press, list, view);
  if ('mistakes' in wish) {
    const form = formFor(token, list, item, filled, press, view);
    return { is: 'mistakes', form, mistakes: wish.mistakes };
  }
  const outcome = await change<TimeEntry, TimeEntry | undefined>(
    store,
    {
      read: () => readTime(store, `time/${token}`),
      decide: (entry, now) => (entry ? { is: 'unchanged' } : newTimeEntry(wish, item?.ref, now)),
      also: (changed, now) => alsoChanged(store, changed.item, corrects, now),
    },
    { urgent: true },
  );
  const book = titleOf(view.timeBook ?? '', view);
  const sentence =
    outcome.is === 'changed'
      ? `Kept: ${wish.hours} h for ${wish.customer.name}. It is being saved in ${book} as a draft.`
      : 'This form was sent already; it counts once.';
  return {
    is: 'card',
    card: plainCard({
      ref: `time/${token}`,
      tone: 'good',
      title: sentence,
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

/** The wish as it was typed, or the sentence for each field that is wrong. */
function wishFrom(press: Submit, list: CustomerList, view: DeskView): TimeWish | { mistakes: Record<string, string> } {
  const { filled, token } = press.ask;
  const person = personOf(press);
  const mistakes: Record<string, string> = {};
  const customer = matchChoice(filled['customer'] ?? '', visibleCustomers(list, press, view));
  const hours = parseHours(filled['hours'] ?? '');
  const text = (filled['text'] ?? '').trim();
  if (customer.is !== 'one') mistakes['customer'] = customer.sentence;
  if ('wrong' in hours) mistakes['hours'] = hours.wrong;
  if (text === '') mistakes['text'] = 'Say in a few words what was done.';
  if (customer.is !== 'one' || 'wrong' in hours || text === '') return { mistakes };
  const client = view.settings.clients.find(
    (one) => one.customer === customer.choice.id || one.name === customer.choice.label,
  );
  const rate =
    filled['afterHours'] === 'yes' && client?.tier !== undefined
      ? view.settings.tiers[client.tier]?.afterHoursRate
      : undefined;
  const account = view.timeBook === undefined ? undefined : person.accounts[view.timeBook];
  return {
    key: token,
    person: {
      id: person.id,
      name: person.name,
      ...(person.email === undefined ? {} : { email: person.email }),
      ...(account === undefined ? {} : { account }),
    },
    customer: { id: customer.choice.id, name: customer.choice.label },
    hours: hours.hours,
    endsAt: view.now,
    text,
    billable: filled['billable'] === 'yes',
    activity: view.settings.time.activity,
    ...(rate === undefined ? {} : { rate }),
  };
}

export { open as openLogTime };
