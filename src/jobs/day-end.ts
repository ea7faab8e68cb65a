import { dayEndCard, wantsWord } from '../desk/time/day-end.ts';
import { dayOf } from '../desk/clock/day.ts';
import { zoneOf } from '../desk/people.ts';
import { readDayTime } from '../store/my-day.ts';
import { readPeople } from '../store/people.ts';
import { viewNow } from '../store/view.ts';
import { readersAmong, sendDue } from './occasion.ts';
import type { JobParts } from './parts.ts';

/**
 * Shows every technician at the end of their own day what they have not logged, and what of it is in trouble: once for each of
 * their local dates, and not at all where nothing is missing.
 */
export async function dayEnd(parts: JobParts): Promise<void> {
  const { store } = parts;
  const { timeBook, settings } = store.house;
  const { dayEnd: at } = settings.time;
  if (at === 'never' || timeBook === undefined) return;
  await parts.findAccounts();
  const readers = readersAmong(await readPeople(store), store.house);
  const targets = readers.map((reader) => ({ ...reader, at, zone: zoneOf(reader.person, settings) }));
  await sendDue(store, 'day-end', targets, async ({ person, destination, zone }, key, date) => {
    const day = dayOf(Temporal.PlainDate.from(date), zone);
    const time = await readDayTime(store, person, day, destination);
    if (!wantsWord(time)) return undefined;
    const card = dayEndCard(person, time, await viewNow(store));
    return { key, destination, loud: true, rank: 4, at: store.now(), card };
  });
}
