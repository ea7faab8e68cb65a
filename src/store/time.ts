import type { Changed, DeskView } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { noteTime } from '../desk/time/log-time.ts';
import { isLogged, type TimeEntry } from '../desk/time/entry.ts';
import { readItem, readItems, readWork } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

export async function readTime(store: Store, ref: string): Promise<TimeEntry | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'time' ? item : undefined;
}

/** The alert or ticket that an entry is about, with the entry's state on its card: both are written together. */
export async function onItsCard(store: Store, entry: TimeEntry, view: DeskView): Promise<Changed<WorkItem>[]> {
  const about = entry.about === undefined ? undefined : await readWork(store, entry.about);
  const noted = about && noteTime(about, entry, view);
  return noted ? [noted] : [];
}

/** All logged time whose work ended between two instants (both counted), in that order, but for what was taken back. */
export async function readEntries(store: Pick<Store, 'database'>, from: number, to: number): Promise<TimeEntry[]> {
  const refs = await store.database.redis.zrangebyscore(key('worked'), from, to);
  const items = await readItems(store, refs);
  return items.filter((item): item is TimeEntry => item.kind === 'time' && isLogged(item));
}

/** All logged time that waits or was refused, however long ago. */
export async function readUnsettled(store: Pick<Store, 'database'>): Promise<TimeEntry[]> {
  const refs = await store.database.redis.zrange(key('unsettled'), '0', '-1');
  return (await readItems(store, refs)).filter((item): item is TimeEntry => item.kind === 'time');
}

/** Logged time that is in the book and that nobody has submitted, as far as is known, the oldest work first. */
export async function readDrafts(store: Pick<Store, 'database'>): Promise<TimeEntry[]> {
  const refs = await store.database.redis.zrange(key('drafts'), '0', '-1');
  return (await readItems(store, refs)).filter((item): item is TimeEntry => item.kind === 'time');
}
