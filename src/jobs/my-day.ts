import { myDayCard } from '../desk/my-day.ts';
import { MORNING } from '../desk/digest-settings.ts';
import { readMyDay } from '../store/my-day.ts';
import { readPeople } from '../store/people.ts';
import { readersAmong, sendDue } from './occasion.ts';
import type { JobParts } from './parts.ts';

/** Sends every technician what is theirs when their own morning has come, once for each of their local dates. */
export async function myDay(parts: JobParts): Promise<void> {
  const { store } = parts;
  const { settings } = store.house;
  const mornings = (
    settings.digests ?? [{ to: 'people' as const, at: MORNING, zone: undefined, days: undefined }]
  ).filter(({ to }) => to === 'people');
  if (mornings.length === 0) return;
  await parts.findAccounts();
  const readers = readersAmong(await readPeople(store), store.house);
  const targets = mornings.flatMap(({ at, zone, days }) =>
    readers.map((reader) => ({
      ...reader,
      at,
      zone: reader.person.zone ?? zone ?? settings.zone,
      ...(days ? { days } : {}),
    })),
  );
  await sendDue(store, 'my-day', targets, async ({ person, destination }, key, date) => ({
    key,
    destination,
    loud: true,
    rank: 4,
    at: store.now(),
    card: myDayCard({ ...(await readMyDay(store, person, destination)), date }),
  }));
}
