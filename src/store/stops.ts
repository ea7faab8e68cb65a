import type { Stop } from '../desk/stop/stop.ts';
import { readItem, readItems } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** The stops that are not lifted, the oldest first. */
export async function readStops({ database }: Pick<Store, 'database'>): Promise<Stop[]> {
  const refs = await database.redis.zrange(key('open', 'stop'), '0', '-1');
  if (refs.length === 0) return [];
  return (await readItems({ database }, refs)).filter((item) => item.kind === 'stop');
}

export async function readStop(store: Store, ref: string): Promise<Stop | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'stop' ? item : undefined;
}

/** The latest stop of a client. */
export async function latestStop(store: Store, condition: string): Promise<Stop | undefined> {
  const ref = await store.database.redis.get(key('episode', condition));
  return ref === null ? undefined : readStop(store, ref);
}
