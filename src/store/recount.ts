import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../desk/settings.ts';
import { withTicketClocks } from '../desk/clock/ticket-clocks.ts';
import { readItems } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { changeTicket } from './tickets.ts';

/** Tickets looked at in one round trip. */
const BATCH = 200;

/** Counts on when the way in which clocks are kept changes. */
const VERSION = 1;

/** Each process does it once: two that differ must not undo each other's work for ever. */
const counted = new WeakSet<Settings>();

/**
 * Counts the clocks of all open tickets anew where the configuration of what is promised is another than the last time, as it is
 * after an upgrade from a version that kept none. Answers how many changed; nothing rings by it.
 */
export async function recountTickets(store: Store): Promise<number> {
  const { settings } = store.house;
  if (counted.has(settings)) return 0;
  const { redis } = store.database;
  const mark = markOf(settings);
  let changed = 0;
  if ((await redis.get(key('clocks', 'counted'))) !== mark) {
    const refs = await redis.zrange(key('open', 'ticket'), '0', '-1');
    for (let start = 0; start < refs.length; start += BATCH)
      changed += await recountSome(store, refs.slice(start, start + BATCH));
    await redis.set(key('clocks', 'counted'), mark);
  }
  counted.add(settings);
  return changed;
}

async function recountSome(store: Store, refs: readonly string[]): Promise<number> {
  const { settings } = store.house;
  let changed = 0;
  for (const item of await readItems(store, refs)) {
    if (item.kind !== 'ticket' || isDeepStrictEqual(withTicketClocks(item, settings, store.now()), item)) continue;
    await changeTicket(store, item.ref, (ticket) => ({
      is: 'changed',
      item: ticket,
      entries: [],
      effects: [],
      notices: [],
    }));
    changed += 1;
  }
  return changed;
}

/** What clocks are counted by, as one word. */
function markOf({ zone, sla, tiers, clients, calendars }: Settings): string {
  return createHash('sha256')
    .update(JSON.stringify([VERSION, zone, sla, tiers, clients, calendars]))
    .digest('hex');
}
