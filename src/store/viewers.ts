import { z } from 'zod';
import type { HomeNote } from '../desk/look/home.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Somebody who has a page of their own before them: who they are to the platform, and since when. */
export const Viewer = z.object({
  platform: z.string(),
  account: z.string(),
  name: z.string(),
  email: z.string().optional(),
  zone: z.string().optional(),
  admin: z.boolean(),
  guest: z.boolean(),
  /** When they last opened it or pressed on it: the machine's own time, since a desk's clock that is moved ahead makes nobody leave. */
  at: z.number(),
  /** What was answered to that press. */
  note: z.custom<HomeNote>((value) => typeof value === 'object').optional(),
});
export type Viewer = z.infer<typeof Viewer>;

/** Whoever did not look for so long has gone, and opening the page draws it anew. */
const LOOKS_FOR = 4 * 3_600_000;
const MOST = 50;

export async function noteViewer(store: Store, viewer: Omit<Viewer, 'at'>): Promise<void> {
  const { platform, account } = viewer;
  await store.database.redis.hset(
    key('viewers', platform),
    account,
    JSON.stringify({ ...viewer, at: Date.now() } satisfies Viewer),
  );
}

/** Those who looked within the last hours, the newest first and not too many; the others are forgotten. */
export async function readViewers(store: Store, platform: string): Promise<Viewer[]> {
  const { redis } = store.database;
  const texts = await redis.hvals(key('viewers', platform));
  const all = texts.map((text) => Viewer.parse(JSON.parse(text))).toSorted((left, right) => right.at - left.at);
  const here = all.filter(({ at }) => at > Date.now() - LOOKS_FOR).slice(0, MOST);
  const gone = all.filter((viewer) => !here.includes(viewer)).map(({ account }) => account);
  if (gone.length > 0) await redis.hdel(key('viewers', platform), ...gone);
  return here;
}

export async function dropViewer(store: Store, platform: string, account: string): Promise<void> {
  await store.database.redis.hdel(key('viewers', platform), account);
}
