import type { Filled } from '../../desk/form.ts';
import { oneLine } from '../../desk/text.ts';
import { termsOf, type Terms } from '../../desk/time/contract.ts';
import type { TimeWish } from '../../desk/time/entry.ts';
import { parseTime } from '../../desk/time/span.ts';
import { matchChoice } from '../match.ts';
import { activityChoices, BY_CONTRACT, clientOfCustomer, visibleCustomers } from './form.ts';
import { type Matter, spanRules } from './matter.ts';

/** The wish as it was typed, or the sentence for each field that is wrong. */
export function wishFrom(
  token: string,
  filled: Filled,
  matter: Matter,
): TimeWish | { mistakes: Record<string, string> } {
  const { person, view, about } = matter;
  const customer = matchChoice(filled['customer'] ?? '', visibleCustomers(matter.list, matter, view));
  const time = parseTime(filled['hours'] ?? '', spanRules(matter));
  const text = (filled['text'] ?? '').trim();
  const client = customer.is === 'one' ? clientOfCustomer(customer.choice, view) : undefined;
  const terms = termsOf(client, about?.kind, view.settings);
  const activity = activityFrom(filled['activity'] ?? '', terms, matter);
  const name = customer.is === 'one' ? customer.choice.label : 'This customer';
  const billing = billingFrom(filled['billing'] ?? '', terms, name);
  const mistakes = {
    ...(customer.is === 'one' ? {} : { customer: customer.sentence }),
    ...('wrong' in time ? { hours: time.wrong } : {}),
    ...(text === '' ? { text: 'Say in a few words what was done.' } : {}),
    ...('wrong' in activity ? { activity: activity.wrong } : {}),
    // Of an unknown customer nobody can say what is wrong with that.
    ...('wrong' in billing && customer.is === 'one' ? { billing: billing.wrong } : {}),
  };
  if (customer.is !== 'one' || 'wrong' in time || 'wrong' in activity || 'wrong' in billing || text === '')
    return { mistakes };
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
    ...time,
    text,
    ...billing,
    activity: activity.name,
    ...(terms.project === undefined ? {} : { project: terms.project }),
    ...(view.settings.time.sheets === 'day' ? { sheet: 'day' as const } : {}),
  };
}

function activityFrom(typed: string, { activity }: Terms, matter: Matter): { name: string } | { wrong: string } {
  const words = oneLine(typed);
  if (words === BY_CONTRACT) return { name: activity };
  const choices = activityChoices(matter, true);
  if (choices.length === 0) return { name: words || activity };
  const match = matchChoice(words, choices);
  return match.is === 'one' ? { name: match.choice.id } : { wrong: match.sentence };
}

function billingFrom(
  chosen: string,
  terms: Terms,
  customer: string,
): { billable: boolean; rate?: number } | { wrong: string } {
  switch (chosen) {
    case BY_CONTRACT:
      return { billable: terms.billable };
    case 'billable':
      return { billable: true };
    case 'no':
      return { billable: false };
    case 'after-hours':
      if (terms.afterHoursRate === undefined)
        return { wrong: `${customer} has no rate for after hours: choose another.` };
      return { billable: true, rate: terms.afterHoursRate };
    default:
      return { wrong: 'Choose how it is billed.' };
  }
}
