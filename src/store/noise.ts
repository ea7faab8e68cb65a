import type { Alert } from '../desk/alert/alert.ts';
import { readItems } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Alerts that came, ended or went on firing within a span of time, each once. */
export async function readFired(store: Store, from: number, to: number): Promise<Alert[]> {
  const { redis } = store.database;
  const [seen, closed, open] = await Promise.all([
    redis.zrangebyscore(key('seen', 'alert'), from, to),
    redis.zrangebyscore(key('closed'), from, to),
    redis.zrange(key('open', 'alert'), '0', '-1'),
  ]);
  const came = new Set(seen);
  const isLong = new Set(open.filter((ref) => !came.has(ref)));
  const items = await readItems(store, [...new Set([...seen, ...closed, ...isLong])]);
  // One that has long been open counts where it flaps; what only goes on failing is no news.
  return items.filter((item): item is Alert => item.kind === 'alert' && (!isLong.has(item.ref) || item.firings > 1));
}
