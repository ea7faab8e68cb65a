import { myDayCard } from '../desk/digest/my-day.ts';
import { MORNING } from '../desk/digest/settings.ts';
import { mayAct, zoneOf } from '../desk/people.ts';
import { readMyDay } from '../store/my-day.ts';
import { readPeople } from '../store/people.ts';
import { readUnbilled } from '../store/unbilled.ts';
import { readersAmong, sendDue } from './occasion.ts';
import { freshStandings } from './standings.ts';
import type { JobParts } from './parts.ts';

/** Sends every technician what is theirs when their own morning has come, once for each of their local dates. */
export async function myDay(parts: JobParts): Promise<void> {
  const { store } = parts;
  const { settings, timeBook } = store.house;
  const mornings = (
    settings.digests ?? [{ to: 'people' as const, at: MORNING, zone: undefined, days: undefined, time: undefined }]
  ).filter(({ to }) => to === 'people');
  if (mornings.length === 0) return;
  await parts.findAccounts();
  const readers = readersAmong(await readPeople(store), store.house);
  const targets = mornings.flatMap(({ at, zone, days, time }) =>
    readers.map((reader) => ({
      ...reader,
      at,
      zone: zoneOf(reader.person, { zone: zone ?? settings.zone }),
      hours: time ?? mayAct(reader.person, 'owner'),
      ...(days ? { days } : {}),
    })),
  );
  for (const [at, some] of Map.groupBy(targets, (target) => target.at))
    await sendDue(store, `my-day@${at}`, some, async ({ person, destination, hours }, key, date) => {
      const mine = await readMyDay(store, person, destination);
      const counted = hours && timeBook !== undefined && mayAct(person, 'lead');
      if (counted) await freshStandings(parts);
      const unbilled = counted ? { unbilled: await readUnbilled(store, destination) } : {};
      const card = myDayCard({ ...mine, ...unbilled, date });
      return { key, destination, loud: true, rank: 4, at: store.now(), card };
    });
}
