import { type DeskView, titleOf } from '../desk/decision.ts';
import type { Choice, Field, Filled, Form } from '../desk/form.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { hoursSince } from '../desk/log-time.ts';
import { ownerOf } from '../desk/routing.ts';
import { clientNamed } from '../desk/settings.ts';
import { cut, oneLine } from '../desk/text.ts';
import { span } from '../desk/when.ts';
import type { CustomerList } from '../store/customers.ts';
import { matchChoice } from './match.ts';
import type { Press } from './table.ts';

export const LOG_TIME = 'log-time';

const TEXT_LIMIT = 500;

/** Why there is nothing to choose from, and what to do. */
export function emptyListSentence(list: CustomerList, view: DeskView): string {
  const book = titleOf(view.timeBook ?? '', view);
  if (list.failing)
    return `The customers of ${book} cannot be read since ${span(view.now - list.failing.since)}: ${list.failing.sentence}`;
  if (list.at === undefined)
    return `The customers of ${book} are being read for the first time; try again in a few seconds.`;
  return `${book} has no active customer. Add one there; it appears here within ten minutes.`;
}

/** The form with what had been typed, or with what is most likely. */
export function formFor(
  token: string,
  list: CustomerList,
  about: WorkItem | undefined,
  filled: Filled,
  press: Press,
  view: DeskView,
): Form {
  const client = clientNamed(about ? clientOf(about) : ownerOf(press.place, view.settings), view.settings);
  const wanted = filled['customer'] ?? client?.customer ?? client?.name ?? (about ? clientOf(about) : undefined) ?? '';
  const customer = matchChoice(wanted, visibleCustomers(list, press, view));
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

/** A client's own channel offers that client's customer alone. */
export function visibleCustomers(list: CustomerList, press: Pick<Press, 'place'>, view: DeskView): Choice[] {
  const owner = clientNamed(ownerOf(press.place, view.settings), view.settings);
  const all = choicesOf(list);
  return owner ? all.filter((choice) => choice.id === owner.customer || choice.label === owner.name) : all;
}
