import { atMost } from '../turn.ts';
import { keepAnswers } from './cache.ts';
import { isForbidden, type TrmmClient } from './client.ts';
import type { Background } from './facts.ts';
import { type KnownAgent, knownAgent } from './fields.ts';
import { fetchResults, findResult } from './results.ts';
import type { AlertRow, FieldRow } from './schema.ts';
import { within } from './within.ts';

/** What is known of the devices behind alerts: kind, user, and the newest result of each check and task. */
export interface Fleet {
  /** Freshens what those rows need, as far as that goes within a few seconds. Never throws: a bare alert beats a late one. */
  freshen(rows: readonly AlertRow[], attended: ReadonlySet<number>, pace?: Pace): Promise<void>;
  /** What is known now. */
  behind(row: AlertRow): Background;
  /** All devices, as far as they can be had within a few seconds; undefined where they never could. Never throws. */
  devices(): Promise<{ readAt: number; agents: readonly KnownAgent[] } | undefined>;
  /** Does the condition hold no more, as read after `since`? Undefined when that cannot be told. */
  passes(row: AlertRow, since: number): Promise<boolean | undefined>;
}

/** All in milliseconds. */
interface Pace {
  /** How old a result may be. */
  results: number;
  /** The same for alerts that somebody has acknowledged or claimed. */
  attended: number;
  /** How long to wait for newer ones. */
  wait: number;
  /** How long to wait for the first list of devices: without it a laptop counts as a server. */
  first: number;
}

const MINUTE = 60_000;
const POLLING: Pace = { results: 2 * MINUTE, attended: 30_000, wait: 5000, first: 30_000 };
const AGENTS_AGE = 5 * MINUTE;
/** The end of a maintenance gives its alerts back, so it is looked for sooner. */
const MAINTAINED_AGE = MINUTE;
/** A device that is not in the list may be new: the list is asked for again after this time. */
const UNKNOWN_AGENT_AGE = MINUTE;
const FORGET_AFTER = 60 * MINUTE;
/** Long, as a recovery that is told as a resolve by hand stays wrong. */
const VERDICT_WAIT = 30_000;
const ALL = 'all';

/** `fields` are the names of the custom fields that severity rules look at. */
export function openFleet(client: TrmmClient, now: () => number, fields: readonly string[] = []): Fleet {
  // Half of the calls at once, so that alerts themselves never queue behind what decorates them.
  const turn = atMost(2);
  const agents = keepAnswers(async () => {
    const [rows, definitions] = await Promise.all([turn(() => client.agents()), definitionsOf(client, fields)]);
    return byId(
      rows.map((row) => knownAgent(row, definitions)),
      (row) => row.agent_id,
    );
  }, now);
  const checks = keepAnswers(async (agent) => byId(await turn(() => client.checks(agent)), (row) => row.id), now);
  const tasks = keepAnswers(async (agent) => byId(await turn(() => client.tasks(agent)), (row) => row.id), now);

  function fetchAgents(rows: readonly AlertRow[]): Promise<unknown> {
    const list = agents.peek(ALL);
    const unknown = rows.some((row) => row.agent_id && !list?.has(row.agent_id));
    return agents.get(ALL, now() - (unknown ? UNKNOWN_AGENT_AGE : AGENTS_AGE));
  }

  return {
    async freshen(rows, attended, pace = POLLING) {
      for (const cache of [checks, tasks]) cache.forget(now() - FORGET_AFTER);
      if (rows.length === 0) return;
      const since = { most: now() - pace.results, attended: now() - pace.attended };
      await Promise.all([
        within(fetchAgents(rows), agents.peek(ALL) ? pace.wait : pace.first),
        within(fetchResults({ checks, tasks }, rows, attended, since), pace.wait),
      ]);
    },
    behind: (row) => ({
      agent: row.agent_id ? agents.peek(ALL)?.get(row.agent_id) : undefined,
      check: findResult(checks, row.agent_id, row.assigned_check),
      task: findResult(tasks, row.agent_id, row.assigned_task),
    }),
    async devices() {
      const known = agents
        .peek(ALL)
        ?.values()
        .some((agent) => agent.maintenance_mode);
      await within(agents.get(ALL, now() - (known ? MAINTAINED_AGE : AGENTS_AGE)), POLLING.wait);
      const list = agents.peek(ALL);
      return list && { readAt: agents.fetchedAt(ALL) ?? 0, agents: [...list.values()] };
    },
    async passes({ agent_id: agent, alert_type: type, assigned_check, assigned_task }, since) {
      if (!agent) return undefined;
      if (type === 'availability')
        return is(await stateIn(agents.get(ALL, since), agent, (row) => row.status), 'online');
      if (type === 'check' && assigned_check) {
        const state = await stateIn(checks.get(agent, since), assigned_check, (row) => row.check_result.status);
        return is(state, 'passing');
      }
      if (type !== 'task' || !assigned_task) return undefined;
      return is(await stateIn(tasks.get(agent, since), assigned_task, (row) => row.task_result.status), 'passing');
    },
  };
}

/** Without the right to read them there are none, which `doctor` tells; any other failure must not lower what a field has raised. */
async function definitionsOf(client: TrmmClient, wanted: readonly string[]): Promise<FieldRow[]> {
  if (wanted.length === 0) return [];
  try {
    return (await client.fields()).filter(({ name }) => wanted.includes(name));
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}

type State = string | null | undefined;

async function stateIn<K, T>(answer: Promise<Map<K, T>>, key: K, state: (row: T) => State): Promise<State> {
  const row = (await within(answer, VERDICT_WAIT))?.get(key);
  return row === undefined ? undefined : state(row);
}

function is(state: State, good: string): boolean | undefined {
  return state ? state === good : undefined;
}

function byId<K, T>(rows: readonly T[], id: (row: T) => K): Map<K, T> {
  return new Map(rows.map((row) => [id(row), row]));
}
