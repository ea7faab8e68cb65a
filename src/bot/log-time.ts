import { z } from 'zod';
import { NO_ITEM, plainCard } from '../desk/card.ts';
import { type DeskView, refused, titleOf } from '../desk/decision.ts';
import type { Choice, Field, Filled, Form } from '../desk/form.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { hoursSince, newTimeEntry, noteTime, parseHours, undoTime } from '../desk/log-time.ts';
import { mayShow, ownerOf } from '../desk/routing.ts';
import { clientNamed } from '../desk/settings.ts';
import { cut, oneLine } from '../desk/text.ts';
import type { TimeEntry, TimeWish } from '../desk/time-entry.ts';
import { change } from '../store/change.ts';
import { type CustomerList, readCustomers } from '../store/customers.ts';
import { keepDraft, readDraft } from '../store/drafts.ts';
import { isWork, readItem } from '../store/read.ts';
import { type Store, viewNow } from '../store/store.ts';
import type { Answer } from './contract.ts';
import { matchChoice } from './match.ts';
import { type Click, type Command, type Desk, personOf, type Press, said, type Submit, type Verb } from './table.ts';
import { span } from '../desk/when.ts';

export const LOG_TIME = 'log-time';

/** What a form is about while somebody fills it in; `filled` keeps what was typed for a day. */
const TimeDraft = z.object({ about: z.string().optional(), filled: z.record(z.string(), z.string()).optional() });
type TimeDraft = z.infer<typeof TimeDraft>;

const TEXT_LIMIT = 500;

export const logTimeClick: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, press.ask.ref === NO_ITEM ? {} : { about: press.ask.ref }),
};

export const logTimeCommand: Verb<Command> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { filled: { customer: press.ask.argument ?? '' } }),
};

/** Opens a form again with what had been typed. */
export const again: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  async run(desk, press) {
    const token = press.ask.with ?? '';
    const draft = TimeDraft.safeParse(await readDraft(desk.store, token));
    if (!draft.success) return said('What you typed is older than a day and is no longer kept.');
    return open(desk, press, draft.data, token);
  },
};

/** A refused entry, to be sent again as a new one. */
export const correctTime: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  async run(desk, press) {
    const entry = await readItem(desk.store, press.ask.ref);
    if (entry?.kind !== 'time') return said('This entry is no longer kept.');
    if (entry.state !== 'refused') return said('This entry needs no correction any more.');
    const { wish, about } = entry;
    const filled = {
      customer: wish.customer.id,
      hours: String(wish.hours),
      text: wish.text,
      billable: wish.billable ? 'yes' : '',
      afterHours: wish.rate === undefined ? '' : 'yes',
    };
    return open(desk, press, { ...(about === undefined ? {} : { about }), filled });
  },
};

export const undoTimeClick: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const by = { id: personOf(press).id, name: personOf(press).name, via: press.presser.platform };
    const outcome = await change<TimeEntry, TimeEntry | undefined>(store, {
      read: () => readEntry(store, press.ask.ref),
      decide: (entry, view) => (entry ? undoTime(entry, by, view) : refused('This entry is no longer kept.')),
      also: async (changed, view) => aboutChange(store, changed.item, view),
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
  const item = draft.about === undefined ? undefined : await readItem(store, draft.about);
  const about = item && isWork(item) ? item : undefined;
  if (about && !mayShow(clientOf(about), press.place, view.settings))
    return said('This item belongs to another channel.');
  const kept = await keepDraft(store, draft, token);
  return { is: 'form', form: formFor(kept, list, about, draft.filled ?? {}, press, view) };
}

/** Why there is nothing to choose from, and what to do. */
export function emptyListSentence(list: CustomerList, view: DeskView): string {
  const book = titleOf(view.timeBook ?? '', view);
  if (list.failing)
    return `The customers of ${book} cannot be read since ${span(view.now - list.failing.since)}: ${list.failing.sentence}`;
  if (list.at === undefined)
    return `The customers of ${book} are being read for the first time; try again in a few seconds.`;
  return `${book} has no active customer. Add one there; it appears here within ten minutes.`;
}

function formFor(
  token: string,
  list: CustomerList,
  about: WorkItem | undefined,
  filled: Filled,
  press: Press,
  view: DeskView,
): Form {
  const client = clientNamed(about ? clientOf(about) : ownerOf(press.place, view.settings), view.settings);
  const wanted = filled['customer'] ?? client?.customer ?? client?.name ?? (about ? clientOf(about) : undefined) ?? '';
  const customer = matchChoice(wanted, choicesOf(list));
  const mine = about?.kind === 'alert' ? about.claimed?.at : about?.acknowledged?.at;
  const fields: Field[] = [
    {
      id: 'customer',
      label: 'Customer',
      type: 'search',
      among: 'customers',
      ...(customer.is === 'one' ? { initial: customer.choice } : {}),
    },
    {
      id: 'hours',
      label: 'Hours',
      hint: 'In quarters: 0.25, 1.5 or 1:15',
      type: 'text',
      most: 10,
      initial: filled['hours'] ?? String(hoursSince(mine, view.now)),
    },
    {
      id: 'text',
      label: 'What was done',
      type: 'text',
      long: true,
      most: TEXT_LIMIT,
      initial: filled['text'] ?? textFor(about),
    },
    {
      id: 'billable',
      label: 'Billable',
      type: 'check',
      initial: filled['billable'] === undefined ? view.settings.time.billable : filled['billable'] === 'yes',
    },
    ...(hasAfterHours(view)
      ? [{ id: 'afterHours', label: 'After hours', type: 'check' as const, initial: filled['afterHours'] === 'yes' }]
      : []),
  ];
  return { id: LOG_TIME, token, title: 'Log time', submit: 'Save draft', fields };
}

function hasAfterHours(view: DeskView): boolean {
  return Object.values(view.settings.tiers).some((tier) => tier.afterHoursRate !== undefined);
}

function textFor(about: WorkItem | undefined): string {
  if (!about) return '';
  const text =
    about.kind === 'ticket' ? `#${about.facts.number} ${oneLine(about.facts.subject)}` : oneLine(about.facts.title);
  return cut(text, TEXT_LIMIT);
}

function choicesOf(list: CustomerList): Choice[] {
  return list.customers.map(({ id, name }) => ({ id, label: name }));
}

async function submit(desk: Desk, press: Submit): Promise<Answer> {
  const { store } = desk;
  const { token, filled } = press.ask;
  const draft = TimeDraft.safeParse((await readDraft(store, token)) ?? {});
  const about = draft.success ? draft.data.about : undefined;
  await keepDraft(store, { ...(about === undefined ? {} : { about }), filled }, token);
  const view = await viewNow(store);
  const list = await readCustomers(store);
  const item = about === undefined ? undefined : await readItem(store, about);
  const wish = wishFrom(press, list, view);
  if ('mistakes' in wish) {
    const form = formFor(token, list, item && isWork(item) ? item : undefined, filled, press, view);
    return { is: 'mistakes', form, mistakes: wish.mistakes };
  }
  const outcome = await change<TimeEntry, TimeEntry | undefined>(
    store,
    {
      read: () => readEntry(store, `time/${token}`),
      decide: (entry, now) =>
        entry ? { is: 'unchanged' } : newTimeEntry(wish, item && isWork(item) ? item.ref : undefined, now),
      also: async (changed, now) => aboutChange(store, changed.item, now),
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

/** A client's own channel offers that client's customer alone. */
export function visibleCustomers(list: CustomerList, press: Pick<Press, 'place'>, view: DeskView): Choice[] {
  const owner = clientNamed(ownerOf(press.place, view.settings), view.settings);
  const all = choicesOf(list);
  return owner ? all.filter((choice) => choice.id === owner.customer || choice.label === owner.name) : all;
}

export async function readEntry(store: Store, ref: string): Promise<TimeEntry | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'time' ? item : undefined;
}

/** The alert or ticket that an entry is about, with the entry's state on its card. */
export async function aboutChange(
  store: Store,
  entry: TimeEntry,
  view: DeskView,
): Promise<ReturnType<typeof noteTime>[]> {
  const item = entry.about === undefined ? undefined : await readItem(store, entry.about);
  return item && isWork(item) ? [noteTime(item, entry, view)] : [];
}
