import { createHash } from 'node:crypto';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** Short enough for a button, whatever the client is called. */
const MARK = 10;

/** A mark for each of these clients, by which buttons name them for as long as they stand. */
export async function markClients(
  store: Pick<Store, 'database'>,
  clients: readonly string[],
): Promise<Map<string, string>> {
  const marks = new Map(
    clients.map((client) => [client, createHash('sha256').update(client).digest('hex').slice(0, MARK)]),
  );
  if (clients.length > 0)
    await store.database.redis.hset(
      key('reviewed'),
      Object.fromEntries([...marks].map(([client, mark]) => [mark, client])),
    );
  return marks;
}

/** The client that a button names. */
export async function clientMarked(store: Pick<Store, 'database'>, mark: string): Promise<string | undefined> {
  return (await store.database.redis.hget(key('reviewed'), mark)) ?? undefined;
}
