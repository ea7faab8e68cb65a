import type { Notice } from '../desk/decision.ts';
import { dueToday } from '../desk/daily.ts';
import { directMessage, type Destination } from '../desk/destination.ts';
import { digestCard } from '../desk/digest.ts';
import { clientOf } from '../desk/item.ts';
import { mayAct } from '../desk/people.ts';
import { ownerOf } from '../desk/routing.ts';
import type { DigestSetting } from '../desk/settings.ts';
import { commit } from '../store/commit.ts';
import { readDigest } from '../store/digest.ts';
import { readPeople } from '../store/people.ts';
import { isLatched } from '../store/notices.ts';
import { readSource } from '../store/sources.ts';
import type { Store } from '../store/store.ts';
import type { JobParts } from './parts.ts';

/** A digest that could not go on time is still worth reading this much later. */
const LATEST = 6 * 3_600_000;

const MORNING = '08:00';

/** Sends each digest whose local time has come today, once for each local date. */
export async function digest(parts: JobParts): Promise<void> {
  const { store } = parts;
  await parts.findAccounts();
  const since = await firstStart(store);
  for (const target of await targetsOf(store)) {
    const date = dueToday(target, { since, now: store.now(), latest: LATEST });
    const due = `digest/${target.destination}/${date}`;
    if (date === undefined || (await isLatched(store, due))) continue;
    await commit(store, [], { notices: [await noticeFor(store, target.destination, due)] });
  }
}

interface Target {
  destination: Destination;
  at: string;
  zone: string;
}

async function targetsOf(store: Store): Promise<Target[]> {
  const { settings, defaults, platforms } = store.house;
  const shared = defaults.filter((destination) => ownerOf(destination, settings) === undefined);
  const standard: DigestSetting[] = [
    ...(shared.length > 0 ? [{ to: shared, at: MORNING }] : []),
    { to: 'people' as const, at: MORNING },
  ];
  const people = await readPeople(store);
  return (settings.digests ?? standard).flatMap(({ to, at, zone }): Target[] => {
    if (to !== 'people') return to.map((destination) => ({ destination, at, zone: zone ?? settings.zone }));
    return people
      .filter((person) => mayAct(person, 'technician'))
      .flatMap((person) => {
        const platform = platforms.find((id) => person.accounts[id] !== undefined);
        if (platform === undefined) return [];
        const destination = directMessage(platform, person.accounts[platform] ?? '');
        return [{ destination, at, zone: person.zone ?? zone ?? settings.zone }];
      });
  });
}

/** When Deskbell first looked at anything: what was due before that was nobody's to send. */
async function firstStart(store: Store): Promise<number> {
  const sources = await Promise.all(Object.keys(store.house.sources).map((id) => readSource(store, id)));
  return Math.min(...sources.map(({ firstAt }) => firstAt));
}

async function noticeFor(store: Store, destination: Destination, key: string): Promise<Notice> {
  const facts = await readDigest(store, destination);
  const clients = [
    ...[...facts.alerts, ...facts.tickets].flatMap((item) => clientOf(item) ?? []),
    ...facts.stops.map(({ client }) => client),
  ];
  return {
    key,
    destination,
    clients: [...new Set(clients)],
    loud: true,
    rank: 4,
    at: store.now(),
    card: digestCard({ ...facts, title: `${facts.title}, ${key.slice(-10)}` }),
  };
}
