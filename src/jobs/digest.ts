import type { Notice } from '../desk/decision.ts';
import { digestCard } from '../desk/digest.ts';
import type { Destination } from '../desk/destination.ts';
import { clientOf } from '../desk/item.ts';
import { ownerOf } from '../desk/routing.ts';
import { MORNING } from '../desk/settings.ts';
import { readDigest } from '../store/digest.ts';
import type { Store } from '../store/store.ts';
import { sendDue, type Target } from './occasion.ts';
import type { JobParts } from './parts.ts';

/** Sends each channel its digest when its local time has come, once for each local date. */
export async function digest({ store }: JobParts): Promise<void> {
  await sendDue(store, 'digest', targetsOf(store), ({ destination }, key) => noticeFor(store, destination, key));
}

function targetsOf({ house }: Store): Target[] {
  const { settings, defaults } = house;
  const shared = defaults.filter((destination) => ownerOf(destination, settings) === undefined);
  const standard = shared.length > 0 ? [{ to: shared, at: MORNING, zone: undefined }] : [];
  return (settings.digests ?? standard).flatMap(({ to, at, zone }): Target[] =>
    to === 'people' ? [] : to.map((destination) => ({ destination, at, zone: zone ?? settings.zone })),
  );
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
