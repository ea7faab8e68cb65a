import { randomBytes } from 'node:crypto';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** The secret that signs links where the environment gives none: made once, and the same for all processes of this Redis. */
export async function keptSecret({ database }: Pick<Store, 'database'>): Promise<string> {
  const { redis } = database;
  await redis.set(key('secret'), randomBytes(32).toString('base64url'), 'NX');
  return (await redis.get(key('secret'))) ?? '';
}
