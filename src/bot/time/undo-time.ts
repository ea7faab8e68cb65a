import { refused } from '../../desk/decision.ts';
import { undoTime } from '../../desk/time/log-time.ts';
import type { TimeEntry } from '../../desk/time/entry.ts';
import { wantedSlot } from '../../desk/time/place.ts';
import { typedTime } from '../../desk/time/span.ts';
import { dateOf, wallOf } from '../../desk/clock/wall-clock.ts';
import { change } from '../../store/change.ts';
import { readBookFacts } from '../../store/time-book.ts';
import { onItsCard, readTime } from '../../store/time.ts';
import { openLogTime } from './log-time.ts';
import { actorOf } from '../people.ts';
import { type Click, personOf, said, type Verb } from '../table.ts';
import { spanRules } from './matter.ts';
import { viewNow } from '../../store/view.ts';

/** A refused entry, to be sent again as a new one: the same new one, however often it is opened. */
export const correctTime: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  async run(desk, press) {
    const { store } = desk;
    const entry = await readTime(store, press.ask.ref);
    if (!entry) return said('This entry is no longer kept.');
    if (entry.state !== 'refused') return said('This entry needs no correction any more.');
    const { wish, about } = entry;
    if (wish.person.id !== personOf(press).id) return said(`This is the time of ${wish.person.name}.`);
    const [view, book] = await Promise.all([viewNow(store), readBookFacts(store)]);
    const rules = spanRules({ view, book });
    const slot = wantedSlot(wish, rules.zone);
    const today = dateOf(wallOf(rules.now, rules.zone));
    const filled = {
      customer: wish.customer.id,
      hours: slot ? typedTime(slot, today) : hoursOnDay(wish, today, rules.zone),
      text: wish.text,
      activity: wish.activity,
      billing: billingOf(wish),
    };
    const draft = { ...(about === undefined ? {} : { about }), corrects: entry.ref, filled };
    return openLogTime(desk, press, draft, correctionOf(wish.key));
  },
};

/** Hours alone are those of the day on which the form is sent, so that another has to be named. */
function hoursOnDay({ hours, endsAt }: TimeEntry['wish'], today: Temporal.PlainDate, zone: string): string {
  const date = dateOf(wallOf(endsAt, zone));
  return date.equals(today) ? String(hours) : `${date.toString()} ${hours}`;
}

function billingOf({ billable, rate }: TimeEntry['wish']): string {
  if (!billable) return 'no';
  return rate === undefined ? 'billable' : 'after-hours';
}

/** `key.2` after `key`, `key.3` after `key.2`. */
function correctionOf(key: string): string {
  const [first = '', count = '1'] = key.split('.');
  return `${first}.${Number(count) + 1}`;
}

export const undoTimeClick: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const by = actorOf(personOf(press), press.presser);
    const outcome = await change<TimeEntry, TimeEntry | undefined>(store, {
      read: () => readTime(store, press.ask.ref),
      decide: (entry, view) => (entry ? undoTime(entry, by, view) : refused('This entry is no longer kept.')),
      also: async (changed, view) => onItsCard(store, changed.item, view),
    });
    if (outcome.is === 'refused') return said(outcome.sentence);
    if (outcome.is !== 'changed') {
      const entry = await readTime(store, press.ask.ref);
      return said(entry?.state === 'undone' ? 'It had been taken back already.' : 'It is being taken back already.');
    }
    return said(outcome.item.state === 'undone' ? 'Dropped: nothing is logged.' : 'It is being taken back.');
  },
};
