import type { Check } from '../desk/check.ts';
import { cannotWrite } from '../desk/ticket/cannot-write.ts';
import { span } from '../desk/clock/when.ts';
import { silenceOf } from '../desk/alert/silence.ts';
import { readEpisode } from './read.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';
import { readTroubles } from './troubles.ts';
import { checkUndrawn } from './undrawn.ts';

/** Redis itself: is it there, and does it keep what it was given? */
export async function checkRedis(store: Store): Promise<Check[]> {
  try {
    const [append = '', sync = '', policy = ''] = await Promise.all(
      ['appendonly', 'appendfsync', 'maxmemory-policy'].map((name) => setting(store, name)),
    );
    return [
      { what: 'Redis', state: 'good', says: 'answers' },
      judge('Redis append-only file', append, 'yes', 'a restart of Redis loses everything', 'Set appendonly yes.'),
      judge('Redis fsync', sync, 'always', 'a crash of the machine loses the last second', 'Set appendfsync always.'),
      judge('Redis eviction', policy, 'noeviction', 'a full Redis forgets alerts', 'Set maxmemory-policy noeviction.'),
    ];
  } catch (error) {
    return [
      {
        what: 'Redis',
        state: 'bad',
        says: `does not answer (${String(error)}).`,
        mend: 'Start it, or correct REDIS_URL.',
      },
    ];
  }
}

async function setting(store: Store, name: string): Promise<string> {
  const answer = await store.database.redis.config('GET', name);
  const [, value] = answer as (string | undefined)[];
  return value ?? '';
}

function judge(what: string, is: string, wanted: string, risk: string, mend: string): Check {
  if (is === wanted) return { what, state: 'good', says: is };
  return { what, state: 'warning', says: `is ${is}: ${risk}.`, mend };
}

/** Sources that answer, and are silent all the same. One that does not answer is told by its own checks. */
async function quietParts(store: Store): Promise<Check[]> {
  const sources = await store.database.redis.hkeys(key('sources'));
  const conditions = sources.flatMap((id) => [silenceOf(id, 'pulse'), silenceOf(id, 'webhooks')]);
  const alerts = await Promise.all(conditions.map((condition) => readEpisode(store, condition)));
  return alerts.flatMap((alert): Check[] => {
    if (!alert || alert.ended) return [];
    const { title, startedAt, message, raw } = alert.facts;
    const says = `since ${span(store.now() - startedAt)}.`;
    return [{ what: title, state: raw === 'error' ? 'bad' : 'warning', says, mend: message }];
  });
}

/** What the desk itself has noticed: destinations that take nothing, sources that do not answer, work that piles up. */
export async function checkDesk(store: Store): Promise<Check[]> {
  const now = store.now();
  const noted = Object.entries(await readTroubles(store)).map(async ([part, trouble]): Promise<Check[]> => {
    const { since, sentence } = trouble;
    const other: Check = { what: part, state: 'bad', says: `since ${span(now - since)}: ${sentence}` };
    return (await checkUndrawn(store, part, trouble)) ?? [other];
  });
  const troubles = (await Promise.all(noted)).flat();
  const waiting = await store.database.redis.hlen(key('outbox'));
  const outbox: Check = {
    what: 'Outbox',
    state: waiting === 0 ? 'good' : 'warning',
    says: waiting === 0 ? 'empty' : `${waiting} writes to other systems wait`,
  };
  return [...(await quietParts(store)), ...troubles, ...cannotWrite(store.house), outbox];
}
