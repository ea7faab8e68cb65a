import { keepAnswers, type Cache } from './cache.ts';
import type { TrmmClient } from './client.ts';
import type { Background } from './facts.ts';
import { atMost } from '../turn.ts';
import type { AlertRow, CheckRow, TaskRow } from './schema.ts';
import { within } from './within.ts';

/** What is known of the devices behind alerts: kind, user, and the newest result of each check and task. */
export interface Fleet {
  /** Freshens what those rows need, as far as that goes within a few seconds. Never throws: a bare alert beats a late one. */
  freshen(rows: readonly AlertRow[], attended: ReadonlySet<number>, pace?: Pace): Promise<void>;
  /** What is known now. */
  behind(row: AlertRow): Background;
  /** Does the condition hold no more, as read after `since`? Undefined when that cannot be told. */
  passes(row: AlertRow, since: number): Promise<boolean | undefined>;
}

/** How old a result may be, in milliseconds, and how long to wait for newer ones. */
export interface Pace {
  results: number;
  attended: number;
  wait: number;
}

const MINUTE = 60_000;
const POLLING: Pace = { results: 2 * MINUTE, attended: 30_000, wait: 5000 };
const AGENTS_AGE = 5 * MINUTE;
/** A device that is not in the list may be new: the list is asked for again after this time. */
const UNKNOWN_AGENT_AGE = MINUTE;
/** In a storm the results of the rest come with the next polls. */
const RESULTS_AT_ONCE = 60;
const FORGET_AFTER = 60 * MINUTE;
const VERDICT_WAIT = 10_000;
const ALL = 'all';

export function openFleet(client: TrmmClient, now: () => number): Fleet {
  // Half of the calls at once, so that alerts themselves never queue behind what decorates them.
  const turn = atMost(2);
  const agents = keepAnswers(async () => byId(await turn(() => client.agents()), (row) => row.agent_id), now);
  const checks = keepAnswers(async (agent) => byId(await turn(() => client.checks(agent)), (row) => row.id), now);
  const tasks = keepAnswers(async (agent) => byId(await turn(() => client.tasks(agent)), (row) => row.id), now);

  function freshenAgents(rows: readonly AlertRow[]): Promise<unknown> {
    const list = agents.peek(ALL);
    const unknown = rows.some((row) => row.agent_id && !list?.has(row.agent_id));
    return agents.get(ALL, now() - (unknown ? UNKNOWN_AGENT_AGE : AGENTS_AGE));
  }

  function freshenResults(rows: readonly AlertRow[], attended: ReadonlySet<number>, pace: Pace): Promise<unknown> {
    const wishes = new Map<string, Wish>();
    for (const row of rows) {
      const cache = resultsFor(row, checks, tasks);
      if (!cache || !row.agent_id) continue;
      const first = attended.has(row.id);
      const since = now() - (first ? pace.attended : pace.results);
      const at = cache.fetchedAt(row.agent_id) ?? 0;
      const key = `${row.alert_type} ${row.agent_id}`;
      if (at < since && (first || !wishes.has(key))) wishes.set(key, { cache, agent: row.agent_id, since, first, at });
    }
    const urgent = [...wishes.values()].sort((a, b) => Number(b.first) - Number(a.first) || a.at - b.at);
    return Promise.allSettled(urgent.slice(0, RESULTS_AT_ONCE).map((wish) => wish.cache.get(wish.agent, wish.since)));
  }

  return {
    async freshen(rows, attended, pace = POLLING) {
      for (const cache of [agents, checks, tasks]) cache.forget(now() - FORGET_AFTER);
      if (rows.length === 0) return;
      const work = Promise.allSettled([freshenAgents(rows), freshenResults(rows, attended, pace)]);
      await within(work, pace.wait);
    },
    behind: (row) => ({
      agent: row.agent_id ? agents.peek(ALL)?.get(row.agent_id) : undefined,
      check: find(checks, row.agent_id, row.assigned_check),
      task: find(tasks, row.agent_id, row.assigned_task),
    }),
    async passes(row, since) {
      const { agent_id: agent, alert_type: type, assigned_check, assigned_task } = row;
      if (!agent) return undefined;
      if (type === 'availability') return holds(agents.get(ALL, since), agent, (found) => found.status, 'online');
      if (type === 'check' && assigned_check) {
        return holds(checks.get(agent, since), assigned_check, (found) => found.check_result.status, 'passing');
      }
      if (type === 'task' && assigned_task) {
        return holds(tasks.get(agent, since), assigned_task, (found) => found.task_result.status, 'passing');
      }
      return undefined;
    },
  };
}

interface Wish {
  cache: { get(key: string, since: number): Promise<unknown> };
  agent: string;
  since: number;
  first: boolean;
  at: number;
}

type Checks = Cache<Map<number, CheckRow>>;
type Tasks = Cache<Map<number, TaskRow>>;

function resultsFor(row: AlertRow, checks: Checks, tasks: Tasks): Checks | Tasks | undefined {
  if (row.alert_type === 'check' && row.assigned_check) return checks;
  return row.alert_type === 'task' && row.assigned_task ? tasks : undefined;
}

function find<T>(cache: Cache<Map<number, T>>, agent?: string | null, id?: number | null): T | undefined {
  return agent && id ? cache.peek(agent)?.get(id) : undefined;
}

async function holds<K, T>(
  answer: Promise<Map<K, T>>,
  key: K,
  state: (row: T) => string | null | undefined,
  good: string,
): Promise<boolean | undefined> {
  const row = (await within(answer, VERDICT_WAIT))?.get(key);
  const found = row === undefined ? undefined : state(row);
  return found ? found === good : undefined;
}

function byId<K, T>(rows: readonly T[], id: (row: T) => K): Map<K, T> {
  return new Map(rows.map((row) => [id(row), row]));
}
