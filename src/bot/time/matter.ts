import { typedDay } from '../../desk/clock/day.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { WorkItem } from '../../desk/item.ts';
import { type Person, zoneOf } from '../../desk/people.ts';
import { suggestedHours } from '../../desk/time/due.ts';
import type { SpanRules } from '../../desk/time/span.ts';
import { wallOf } from '../../desk/clock/wall-clock.ts';
import { workText } from '../../desk/time/work-text.ts';
import { type CustomerList, readCustomers } from '../../store/customers.ts';
import { readDayTime } from '../../store/my-day.ts';
import { readLatest } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';
import { type BookFacts, readBookFacts } from '../../store/time-book.ts';
import { viewNow } from '../../store/view.ts';
import { personOf, type Press } from '../table.ts';

/** Lines of an item's history in which this person's deeds are looked for. */
const HISTORY = 300;

/** Everything a form of time is drawn from, and judged by. */
export interface Matter {
  list: CustomerList;
  book: BookFacts | undefined;
  about: WorkItem | undefined;
  /** The words and the hours to begin with. */
  text: string;
  hours: number;
  person: Person;
  place: Press['place'];
  view: DeskView;
  /** The clock of the book, where whoever types reads another. */
  otherClock: string | undefined;
}

export async function matterOf(store: Store, about: WorkItem | undefined, press: Press): Promise<Matter> {
  const person = personOf(press);

  const [list, book, view, history] = await Promise.all([
    readCustomers(store),
    readBookFacts(store),
    viewNow(store),
    about ? readLatest(store, about.ref, HISTORY) : undefined,
  ]);
  const text = about && history ? workText(about, history.latest, person) : '';
  const hours = await hoursToBegin(store, about, person, press.place, view);
  const matter = { list, book, about, text, hours, person, place: press.place, view };
  const own = person.zone ?? press.presser.zone ?? view.settings.zone;
  const { zone, now } = spanRules(matter);
  return { ...matter, otherClock: wallOf(now, own) === wallOf(now, zone) ? undefined : zone };
}

const HOUR = 3_600_000;

/** Nobody works on one thing for longer without a break: of what is held for days, the part of today that counts as worked. */
const LONGEST_STRETCH = 12;

/** What is held over midnight for longer was slept over. */
const LONGEST_NIGHT = 4;

async function hoursToBegin(
  store: Store,
  about: WorkItem | undefined,
  person: Person,
  place: Press['place'],
  view: DeskView,
): Promise<number> {
  const hours = suggestedHours(about, person, view.now);
  const day = typedDay('today', view.now, zoneOf(person, view.settings));
  if (!about || !day) return hours;
  const longest = view.now - hours * HOUR < day.from ? LONGEST_NIGHT : LONGEST_STRETCH;
  if (hours <= longest) return hours;
  const { items } = await readDayTime(store, person, day, place);
  return Math.max(0.25, items.find(({ item }) => item.ref === about.ref)?.gap ?? 0);
}

export function spanRules({ view, book }: Pick<Matter, 'view' | 'book'>): SpanRules {
  const { time, zone } = view.settings;
  return { now: view.now, zone: book?.zone ?? zone, pastDays: time.pastDays };
}
