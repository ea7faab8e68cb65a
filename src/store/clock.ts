import { key, type Database } from './redis.ts';

/** A clock that was moved ahead of the machine's, and that all processes of one Redis share. It never goes back. */
export interface VirtualClock {
  /** Instant in epoch milliseconds. */
  now(): number;
  /** How far it is ahead of the machine's clock, in milliseconds. */
  ahead(): number;
  /** Moves it, here and in the other processes. Rejects when it cannot be kept, and then nothing has moved. */
  move(ahead: number): Promise<void>;
  /** Takes over what another process has moved. */
  read(): Promise<void>;
}

/** Starts where it stood last in this Redis. */
export async function openVirtualClock(database: Database): Promise<VirtualClock> {
  const { redis } = database;
  let ahead = 0;
  const clock: VirtualClock = {
    now: () => Date.now() + ahead,
    ahead: () => ahead,
    async move(wanted) {
      await redis.set(key('clock'), wanted);
      ahead = wanted;
      await redis.publish(key('clock'), String(wanted));
    },
    async read() {
      const kept = await readAhead(database);
      // It may have been moved here while that was under way.
      ahead = Math.max(ahead, kept);
    },
  };
  await clock.read();
  return clock;
}

/** On the machine's own clock everything from such a Redis would lie in the future. */
export async function refuseMovedClock(database: Database): Promise<void> {
  if ((await readAhead(database)) > 0)
    throw new Error(
      'This Redis was used with a virtual clock that is ahead of now. Start with an empty one, or with DESKBELL_VIRTUAL_CLOCK=on.',
    );
}

async function readAhead({ redis }: Database): Promise<number> {
  return Number((await redis.get(key('clock'))) ?? 0);
}
