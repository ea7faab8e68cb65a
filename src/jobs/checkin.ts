import { dueToday } from '../desk/clock/daily.ts';
import { placesOf } from '../desk/digest/settings.ts';
import { checkinZone, todaysCheckin } from '../store/checkin.ts';
import { isLatched, latch } from '../store/notices.ts';
import { firstStart } from './occasion.ts';
import type { JobParts } from './parts.ts';

/** After that it is no morning any more. */
const LATEST = 4 * 3_600_000;

/** Posts the guide of the morning where it is configured, once for each local date; ticks that were made before count. */
export async function checkin({ store }: JobParts): Promise<void> {
  const settings = (store.house.settings.digests ?? []).filter(({ kind }) => kind === 'checkin');
  if (settings.length === 0) return;
  const since = await firstStart(store);
  const zone = checkinZone(store);
  for (const setting of settings) {
    const { at, days } = setting;
    const date = dueToday({ at, zone, ...(days ? { days } : {}) }, { since, now: store.now(), latest: LATEST });
    if (date === undefined) continue;
    for (const place of placesOf(setting)) {
      const occasion = `checkin/${place}/${date}`;
      if (await isLatched(store, occasion)) continue;
      // The same place is added once, whoever comes first: what is latched late is done again without effect.
      await todaysCheckin(store, place, [place]);
      await latch(store, occasion);
    }
  }
}
