import { dueToday } from '../desk/clock/daily.ts';
import { type Destination } from '../desk/destination.ts';
import { type DigestSetting, placesOf } from '../desk/digest/settings.ts';
import { onDuty } from '../desk/on-call/on-duty.ts';
import { ownerOf } from '../desk/routing.ts';
import { OURSELVES } from '../desk/alert/silence.ts';
import { handOver, readHandoverItem } from '../store/handover.ts';
import type { Store } from '../store/store.ts';
import { viewNow } from '../store/view.ts';
import { firstStart } from './occasion.ts';
import type { JobParts } from './parts.ts';
import { HANDOVER_REF } from '../desk/digest/handover.ts';

/** A shift that began longer ago knows already. */
const LATEST = 3 * 3_600_000;
/** Whoever was on call that long ago is who goes. */
const BEFORE = 60_000;

/** Tells the next shift what it must know when its time has come, once for each local date. Whoever was there can add words. */
export async function handover({ store }: JobParts): Promise<void> {
  const settings = (store.house.settings.digests ?? []).filter(({ kind }) => kind === 'handover');
  if (settings.length === 0) return;
  const since = await firstStart(store);
  for (const setting of settings) {
    const { at, days, zone = store.house.settings.zone } = setting;
    const now = store.now();
    const date = dueToday({ at, zone, ...(days ? { days } : {}) }, { since, now, latest: LATEST });
    if (date === undefined) continue;
    for (const [index, places] of together(setting, store).entries())
      await handOverOnce(store, `${date}-${at.replace(':', '')}-${settings.indexOf(setting)}-${index}`, places);
  }
}

/** Shared channels hear of one handover; each client's own has its own. */
function together(setting: DigestSetting, { house }: Store): Destination[][] {
  const places = placesOf(setting);
  return [...Map.groupBy(places, (place) => ownerOf(place, house.settings)).values()];
}

async function handOverOnce(store: Store, key: string, places: readonly Destination[]): Promise<void> {
  if (await readHandoverItem(store, `${HANDOVER_REF}${key}`)) return;
  const view = await viewNow(store);
  const next = onDuty(view, view.now);
  const gone = onDuty(view, view.now - BEFORE).filter(({ id }) => !next.some((one) => one.id === id));
  await handOver(store, {
    key,
    by: { name: store.house.titles[OURSELVES] ?? 'Deskbell', via: 'clock' },
    leaving: gone.map(({ name }) => name),
    to: next,
    places,
  });
}
