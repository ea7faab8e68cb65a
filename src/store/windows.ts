import type { Decision, DeskView } from '../desk/decision.ts';
import type { Window } from '../desk/quiet/window.ts';
import { change, type Outcome } from './change.ts';
import { readItem, readItems } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** What every reference of a window begins with. */
const PREFIX = 'window/';

export function isWindow(ref: string): boolean {
  return ref.startsWith(PREFIX);
}

export function windowRef(name: string): string {
  return PREFIX + name;
}

export async function readWindow(store: Store, ref: string): Promise<Window | undefined> {
  const item = await readItem(store, ref);
  return item?.kind === 'window' ? item : undefined;
}

/** Windows that were over within a span of time, the latest last. */
export async function readPastWindows(store: Store, from: number, to: number): Promise<Window[]> {
  const refs = await store.database.redis.zrangebyscore(key('closed'), from, to);
  return (await readItems(store, refs.filter(isWindow))).filter((item): item is Window => item.kind === 'window');
}

/** Decides about a window and commits; without one there is nothing to decide but a new one. */
export async function changeWindow(
  store: Store,
  ref: string,
  decide: (window: Window | undefined, view: DeskView) => Decision<Window>,
  options: { urgent?: boolean } = {},
): Promise<Outcome<Window>> {
  return change<Window, Window | undefined>(store, { read: () => readWindow(store, ref), decide }, options);
}
