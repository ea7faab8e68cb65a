import { type DeskView, titleOf } from '../../desk/decision.ts';
import type { Choice, Field, Filled, Form } from '../../desk/form.ts';
import { clientOf } from '../../desk/item.ts';
import { ownerOf } from '../../desk/routing.ts';
import { clientNamed, type ClientSetting } from '../../desk/settings.ts';
import type { Line } from '../../desk/text.ts';
import { termsOf } from '../../desk/time/contract.ts';
import { SPAN_HINT } from '../../desk/time/span.ts';
import { ago, span } from '../../desk/clock/when.ts';
import { WORK_TEXT_LIMIT } from '../../desk/time/work-text.ts';
import type { CustomerList } from '../../store/customers.ts';
import { matchChoice } from '../match.ts';
import type { Press } from '../table.ts';
import type { Matter } from './matter.ts';

export const LOG_TIME = 'log-time';

const SPAN_LIMIT = 60;
const ACTIVITY_LIMIT = 140;

/** More than a list shows at once is searched for. */
const MOST_CHOICES = 25;

/** Stands for what the customer's contract says, where the form does not know the customer. */
export const BY_CONTRACT = 'contract';
const AS_CONTRACT: Choice = { id: BY_CONTRACT, label: "As the customer's contract says" };

/** A customer list this old may lack somebody. */
const STALE = 60 * 60_000;

/** Why there is nothing to choose from, and what to do. */
export function emptyListSentence(list: CustomerList, view: DeskView): string {
  const book = titleOf(view.timeBook ?? '', view);
  if (list.failing) {
    const { since, sentence, isDenied } = list.failing;
    const mend = isDenied
      ? 'Whoever runs Deskbell gives its account there the right to read customers; /desk health says which.'
      : 'It is asked again every minute; the form opens once it answers.';
    return `The customers of ${book} cannot be read since ${span(view.now - since)}: ${stopped(sentence)} ${mend}`;
  }
  if (list.at === undefined)
    return `The customers of ${book} are being read for the first time; try again in a few seconds.`;
  return `${book} has no active customer. Add one there; it appears here within ten minutes.`;
}

/** With a full stop. */
function stopped(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** The form with what had been typed, or with what is most likely. `mended` says why its hours are others than were typed. */
export function formFor(token: string, filled: Filled, matter: Matter, mended?: { why: Line; press: string }): Form {
  const { view, text } = matter;
  const customer = customerIn(filled, matter);
  const customerClient = customer && clientOfCustomer(customer, view);
  const isKnown = customer !== undefined;
  const intro = mended?.why ?? staleLine(matter);
  const fields: Field[] = [
    {
      id: 'customer',
      label: 'Customer',
      type: 'search',
      among: 'customers',
      ...(customer ? { initial: customer } : {}),
    },
    {
      id: 'hours',
      label: 'Hours, or from–to',
      hint: matter.otherClock === undefined ? SPAN_HINT : `${SPAN_HINT} (clock of ${matter.otherClock})`,
      type: 'text',
      most: SPAN_LIMIT,
      initial: filled['hours'] ?? String(matter.hours),
      ...(mended ? { anew: mended.press } : {}),
    },
    {
      id: 'text',
      label: 'What was done',
      type: 'text',
      long: true,
      most: WORK_TEXT_LIMIT,
      initial: filled['text'] ?? text,
    },
    activityField(filled, customerClient, isKnown, matter),
    billingField(filled, customerClient, isKnown, matter),
  ];
  const title = 'Log time';
  return { id: LOG_TIME, token, title, submit: 'Save draft', fields, ...(intro ? { intro } : {}) };
}

/** The customer that was typed, or whom it is about. */
export function customerIn(filled: Filled, matter: Matter): Choice | undefined {
  const { about, view, list } = matter;
  const client = clientHere(matter);
  const wanted = filled['customer'] ?? client?.customer ?? client?.name ?? (about ? clientOf(about) : undefined) ?? '';
  const match = matchChoice(wanted, visibleCustomers(list, matter, view));
  return match.is === 'one' ? match.choice : undefined;
}

/** What the book offers, with what the contract says chosen; words where it has not told. */
function activityField(filled: Filled, client: ClientSetting | undefined, isKnown: boolean, matter: Matter): Field {
  const { activity } = termsOf(client, matter.about?.kind, matter.view.settings);
  const field = { id: 'activity', label: 'Activity' };
  const choices = activityChoices(matter, isKnown);
  const isOpen = choices.some(({ id }) => id === BY_CONTRACT);
  const wanted = filled['activity'] ?? (isOpen ? BY_CONTRACT : activity);
  if (choices.length === 0)
    return { ...field, type: 'text', most: ACTIVITY_LIMIT, initial: filled['activity'] ?? activity };
  const initial = choices.find(({ id }) => id === wanted);
  if (choices.length > MOST_CHOICES)
    return { ...field, type: 'search', among: 'activities', ...(initial ? { initial } : {}) };
  return { ...field, type: 'choice', choices, ...(initial ? { initial: initial.id } : {}) };
}

/** Empty where the book has not told. */
export function activityChoices({ book, view }: Pick<Matter, 'book' | 'view'>, isKnown: boolean): Choice[] {
  const { clients, tiers } = view.settings;
  const own = (book?.activities ?? []).map((name): Choice => ({ id: name, label: name }));
  const differs = [...clients, ...Object.values(tiers)].some(({ time }) => time?.activity !== undefined);
  return own.length > 0 && !isKnown && differs ? [AS_CONTRACT, ...own] : own;
}

function billingField(
  filled: Filled,
  client: ClientSetting | undefined,
  isKnown: boolean,
  { view, about }: Matter,
): Field {
  const { clients, tiers } = view.settings;
  const { billable, afterHoursRate } = termsOf(client, about?.kind, view.settings);
  const hasRate = isKnown
    ? afterHoursRate !== undefined
    : Object.values(tiers).some((tier) => tier.afterHoursRate !== undefined);
  const isOpen = !isKnown && [...clients, ...Object.values(tiers)].some(({ time }) => time?.billable !== undefined);
  const choices: Choice[] = [
    ...(isOpen ? [AS_CONTRACT] : []),
    { id: 'billable', label: 'Billable' },
    // Whoever chose it, and another customer then, is told what is wrong with it.
    ...(hasRate || filled['billing'] === 'after-hours' ? [{ id: 'after-hours', label: 'Billable, after hours' }] : []),
    { id: 'no', label: 'Not billable' },
  ];
  const usual = billable ? 'billable' : 'no';
  const initial = filled['billing'] ?? (isOpen ? BY_CONTRACT : usual);
  return { id: 'billing', label: 'Billing', type: 'choice', choices, initial };
}

/** The list may lack somebody who is new. */
function staleLine({ list, view }: Matter): Line | undefined {
  const { at, failing } = list;
  if (!failing || at === undefined || view.now - at < STALE) return undefined;
  const book = titleOf(view.timeBook ?? '', view);
  return [
    `${book} does not answer. Its customers are of ${ago(at, view.now)}; what you log waits here until it is back.`,
  ];
}

function clientHere({ about, place, view }: Matter): ClientSetting | undefined {
  return clientNamed(about ? clientOf(about) : ownerOf(place, view.settings), view.settings);
}

/** The client to whose contract a customer of the book belongs. */
export function clientOfCustomer(
  customer: Choice,
  { settings }: Pick<DeskView, 'settings'>,
): ClientSetting | undefined {
  return (
    settings.clients.find((one) => one.customer === customer.id) ??
    settings.clients.find((one) => one.customer === undefined && [one.name, ...one.also].includes(customer.label))
  );
}

/** A client's own channel offers that client's customer alone. */
export function visibleCustomers(list: CustomerList, { place }: Pick<Press, 'place'>, view: DeskView): Choice[] {
  const owner = clientNamed(ownerOf(place, view.settings), view.settings);
  const all = list.customers.map(({ id, name }): Choice => ({ id, label: name }));
  return owner ? all.filter((choice) => choice.id === owner.customer || choice.label === owner.name) : all;
}
