import type { Past } from '../desk/digest/happened.ts';
import type { Known } from '../desk/clock/response-times.ts';
import type { Span } from '../desk/clock/spans.ts';
import { isWork, readItems } from './read.ts';
import { key } from './redis.ts';
import { readSource } from './sources.ts';
import type { Store } from './store.ts';

/** What came, what was learnt to be over, and what is open now, each item read once. Two spans side by side count nothing twice. */
export async function readPast(store: Store, { from, to }: Span): Promise<Past> {
  const { redis } = store.database;
  const before = `(${to}`;
  const [alerts, tickets, closed, openAlerts, openTickets] = await Promise.all([
    redis.zrangebyscore(key('seen', 'alert'), from, before),
    redis.zrangebyscore(key('seen', 'ticket'), from, before),
    redis.zrangebyscore(key('closed'), from, before),
    redis.zrange(key('open', 'alert'), '0', '-1'),
    redis.zrange(key('open', 'ticket'), '0', '-1'),
  ]);
  const [came, ended, open] = [[...alerts, ...tickets], closed, [...openAlerts, ...openTickets]];
  const items = (await readItems(store, [...new Set([...came, ...ended, ...open])])).filter(isWork);
  const known = new Map(items.map((item) => [item.ref, item]));
  const those = (refs: readonly string[]) => refs.flatMap((ref) => known.get(ref) ?? []);
  return { came: those(came), ended: those(ended), open: those(open) };
}

/** Since when each source is looked at. */
export async function readKnown(store: Store): Promise<Known> {
  const ids = Object.keys(store.house.sources);
  const states = await Promise.all(ids.map((id) => readSource(store, id)));
  return {
    settings: store.house.settings,
    firstAt: Object.fromEntries(ids.map((id, index) => [id, states[index]?.firstAt ?? 0])),
  };
}
