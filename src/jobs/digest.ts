import type { Notice } from '../desk/decision.ts';
import { type DigestSetting, MORNING, placesOf } from '../desk/digest/settings.ts';
import { digestCard } from '../desk/digest/digest.ts';
import { clientOf } from '../desk/item.ts';
import { ownerOf } from '../desk/routing.ts';
import { lastDigest, readDigest } from '../store/digest.ts';
import type { Store } from '../store/store.ts';
import { unbilledDigestRows } from '../desk/time/unbilled-rows.ts';
import { readUnbilled } from '../store/unbilled.ts';
import { sendDue, type Target } from './occasion.ts';
import { freshStandings } from './standings.ts';
import type { JobParts } from './parts.ts';

interface Place extends Target {
  /** With the hours that are not billed yet. */
  hours: boolean;
}

/** Sends each channel its digest when its local time has come, once for each local date. */
export async function digest(parts: JobParts): Promise<void> {
  const { store } = parts;
  for (const [at, targets] of Map.groupBy(targetsOf(store), (target) => target.at))
    await sendDue(store, `digest@${at}`, targets, (target, key, date) => noticeFor(parts, target, key, date));
}

function targetsOf({ house }: Store): Place[] {
  const { settings, defaults } = house;
  const shared = defaults.filter((destination) => ownerOf(destination, settings) === undefined);
  const standard: Pick<DigestSetting, 'kind' | 'to' | 'at' | 'days' | 'zone' | 'time'>[] =
    shared.length > 0 ? [{ kind: 'daily', to: shared, at: MORNING }] : [];
  return (settings.digests ?? standard)
    .filter(({ kind }) => kind === 'daily')
    .flatMap((setting): Place[] => {
      const { at, days, zone = settings.zone, time: hours = false } = setting;
      return placesOf(setting).map((destination) => ({ destination, at, zone, hours, ...(days ? { days } : {}) }));
    });
}

async function noticeFor(parts: JobParts, { destination, hours }: Place, key: string, date: string): Promise<Notice> {
  const { store } = parts;
  const counted = hours && mayCount(store, destination);
  if (counted) await freshStandings(parts);
  const unbilled = counted ? await readUnbilled(store, destination) : undefined;
  const facts = await readDigest(store, destination);
  const clients = [
    ...[...facts.alerts, ...facts.tickets].flatMap((item) => clientOf(item) ?? []),
    ...facts.stops.map(({ client }) => client),
    ...(unbilled?.clients ?? []).map(({ client }) => client),
  ];
  const card = digestCard({ ...facts, title: `${facts.title}, ${date}` });
  return {
    key,
    destination,
    last: lastDigest(destination),
    clients: [...new Set(clients)],
    loud: true,
    rank: 4,
    at: facts.now,
    card: unbilled ? { ...card, rows: [...card.rows, ...unbilledDigestRows(unbilled)] } : card,
  };
}

/** Where no client listens. */
function mayCount({ house }: Store, destination: Place['destination']): boolean {
  return house.timeBook !== undefined && ownerOf(destination, house.settings) === undefined;
}
