import type { Notice } from '../desk/decision.ts';
import { type DigestSetting, MORNING, placesOf } from '../desk/digest-settings.ts';
import { digestCard } from '../desk/digest.ts';
import { clientOf } from '../desk/item.ts';
import { ownerOf } from '../desk/routing.ts';
import { lastDigest, readDigest } from '../store/digest.ts';
import type { Store } from '../store/store.ts';
import { sendDue, type Target } from './occasion.ts';
import type { JobParts } from './parts.ts';

/** Sends each channel its digest when its local time has come, once for each local date. */
export async function digest({ store }: JobParts): Promise<void> {
  for (const [at, targets] of Map.groupBy(targetsOf(store), (target) => target.at))
    await sendDue(store, `digest@${at}`, targets, (target, key, date) => noticeFor(store, target, key, date));
}

function targetsOf({ house }: Store): Target[] {
  const { settings, defaults } = house;
  const shared = defaults.filter((destination) => ownerOf(destination, settings) === undefined);
  const standard: Pick<DigestSetting, 'kind' | 'to' | 'at' | 'days' | 'zone'>[] =
    shared.length > 0 ? [{ kind: 'daily', to: shared, at: MORNING }] : [];
  return (settings.digests ?? standard)
    .filter(({ kind }) => kind === 'daily')
    .flatMap((setting): Target[] => {
      const { at, days, zone = settings.zone } = setting;
      return placesOf(setting).map((destination) => ({ destination, at, zone, ...(days ? { days } : {}) }));
    });
}

async function noticeFor(store: Store, { destination }: Target, key: string, date: string): Promise<Notice> {
  const facts = await readDigest(store, destination);
  const clients = [
    ...[...facts.alerts, ...facts.tickets].flatMap((item) => clientOf(item) ?? []),
    ...facts.stops.map(({ client }) => client),
  ];
  return {
    key,
    destination,
    last: lastDigest(destination),
    clients: [...new Set(clients)],
    loud: true,
    rank: 4,
    at: facts.now,
    card: digestCard({ ...facts, title: `${facts.title}, ${date}` }),
  };
}
