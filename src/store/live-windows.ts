import { Window } from '../desk/quiet/window.ts';
import { key, type Database } from './redis.ts';

/** The windows that decisions look at, the earliest first. `revision` moves with each change of any of them: a commit that was decided by older ones is decided again. */
interface LiveWindows {
  revision: string;
  windows: readonly Window[];
}

/** What was read last: hundreds of devices can be in maintenance at once, and every signal is decided by them. */
const known = new WeakMap<Database, LiveWindows>();

/** What this process read last, however old: for decisions whose commit finds out when that is not how it is. */
export async function knownWindows(store: { database: Database }): Promise<LiveWindows> {
  return known.get(store.database) ?? readLiveWindows(store);
}

export async function readLiveWindows({ database }: { database: Database }): Promise<LiveWindows> {
  const revision = (await database.redis.get(key('windows:revision'))) ?? '';
  const before = known.get(database);
  if (before?.revision === revision) return before;
  // Read after the revision: windows that are newer than it only make the commit be decided once more.
  const texts = await database.redis.hvals(key('windows'));
  const windows = texts.map((text) => Window.parse(JSON.parse(text)));
  const live = { revision, windows: windows.toSorted((left, right) => left.from - right.from) };
  known.set(database, live);
  return live;
}
