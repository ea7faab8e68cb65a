import type { Notice } from '../desk/decision.ts';
import { type DigestSetting, MORNING, placesOf } from '../desk/digest/settings.ts';
import { mayAct } from '../desk/people.ts';
import { ownerOf } from '../desk/routing.ts';
import { unbilledDigestRows } from '../desk/time/unbilled-rows.ts';
import { weeklyCard } from '../desk/digest/weekly-card.ts';
import { weekBefore } from '../desk/digest/weekly.ts';
import { readPeople } from '../store/people.ts';
import { readUnbilled } from '../store/unbilled.ts';
import { readWeekly } from '../store/weekly.ts';
import { readersAmong, sendDue, type Target } from './occasion.ts';
import type { JobParts } from './parts.ts';
import { freshStandings } from './standings.ts';

/** A week is still worth reading about two days later. */
const LATEST = 2 * 24 * 3_600_000;

const STANDARD: readonly Pick<DigestSetting, 'kind' | 'to' | 'at' | 'days' | 'zone'>[] = [
  { kind: 'weekly', to: 'owners', at: MORNING },
];

/** Tells owners and channels how the last seven days went, once for each week. */
export async function weekly(parts: JobParts): Promise<void> {
  const { store } = parts;
  const settings = (store.house.settings.digests ?? STANDARD).filter(({ kind }) => kind === 'weekly');
  if (settings.length === 0) return;
  await parts.findAccounts();
  const owners = readersAmong(await readPeople(store), store.house).filter(({ person }) => mayAct(person, 'owner'));
  const shop = store.house.settings.zone;
  const targets = settings.flatMap((setting): Target[] => {
    const { at, zone, days = ['monday' as const] } = setting;
    const places = placesOf(setting).map((destination) => ({ destination, at, days, zone: zone ?? shop }));
    if (setting.to !== 'owners') return places;
    return owners.map(({ person, destination }) => ({ destination, at, days, zone: person.zone ?? zone ?? shop }));
  });
  await sendDue(store, 'weekly', targets, (target, key, date) => noticeFor(parts, target, key, date), LATEST);
}

async function noticeFor(parts: JobParts, { destination, zone }: Target, key: string, date: string): Promise<Notice> {
  const { store } = parts;
  const week = weekBefore(Temporal.PlainDate.from(date), zone);
  const told = await readWeekly(store, destination, week);
  const { settings, timeBook } = store.house;
  const countsHours = timeBook !== undefined && ownerOf(destination, settings) === undefined;
  if (countsHours) await freshStandings(parts);
  const more = countsHours ? unbilledDigestRows(await readUnbilled(store, destination)) : [];
  const clients = told.clients.map(({ client }) => client).filter((client) => client !== '');
  return { key, destination, clients, loud: true, rank: 4, at: store.now(), card: weeklyCard({ ...told, more }) };
}
