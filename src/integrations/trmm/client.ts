import type { z } from 'zod';
import { SystemError } from '../../desk/errors.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { callJson, type Answer, type Call, type Remote } from '../http.ts';
import { atMost } from '../turn.ts';
import {
  AgentRows,
  AlertRow,
  AlertRows,
  CheckRows,
  FieldRows,
  HistoryPoints,
  NoteRows,
  OpenCount,
  PendingRows,
  TaskRows,
  UpdateRows,
  Version,
  type AgentRow,
  type CheckRow,
  type FieldRow,
  type PendingRow,
  type TaskRow,
  type UpdateRow,
} from './schema.ts';

/** The calls of TRMM's API that Deskbell makes, each ending in checked rows. All failures are `SystemError`s. */
export interface TrmmClient {
  /** All that is open, un-snoozed and not hidden; costs TRMM almost nothing. */
  openCount(): Promise<number>;
  /** Open rows in no order, those of the last day alone if `recent`. Costs TRMM three queries a row. */
  openAlerts(which: { recent: boolean; snoozed: boolean }): Promise<AlertRow[]>;
  /** Every row, also of what is over, that began within so many whole days. For a rare look back alone. */
  recentAlerts(days: number): Promise<AlertRow[]>;
  /** Undefined when there is no such row. */
  alert(id: string): Promise<AlertRow | undefined>;
  agents(): Promise<AgentRow[]>;
  /** The definitions of agents' custom fields. */
  fields(): Promise<FieldRow[]>;
  checks(agent: string): Promise<CheckRow[]>;
  tasks(agent: string): Promise<TaskRow[]>;
  /** What was measured in so many whole days, newest first; the id is that of the check's result. */
  history(result: number, days: number): Promise<{ x: string; y?: number | null | undefined }[]>;
  /** What waits to happen on an agent. */
  pending(agent: string): Promise<PendingRow[]>;
  /** The updates of Windows that a scan found on it. */
  updates(agent: string): Promise<UpdateRow[]>;
  notes(agent: string): Promise<string[]>;
  addNote(agent: string, note: string): Promise<'added' | 'no such agent'>;
  /** A partial write of an alert's row, or one of TRMM's verbs on it as `type`. */
  change(id: string, body: Record<string, unknown>): Promise<void>;
  /** Has an agent run its checks now; otherwise TRMM's reason, as a sentence. */
  runChecks(agent: string): Promise<'running' | (string & {})>;
  alive(): Promise<void>;
  version(): Promise<string>;
}

const REASON_LIMIT = 200;
const SEVERITIES = ['error', 'warning', 'info'];
/** A list of thousands takes TRMM a minute or more. */
const LIST_TIMEOUT = 150_000;
/** TRMM asks GitHub before it answers. */
const VERSION_TIMEOUT = 30_000;

/** Leaves a place for lists: in a storm thousands of webhooks have their alert read one by one. */
const ALERTS_AT_ONCE = 3;

export function trmmClient(remote: Remote): TrmmClient {
  const turn = atMost(ALERTS_AT_ONCE);
  const get = <T>(path: string, shape: z.ZodType<T>, more: Partial<Call> = {}): Promise<T> =>
    call(remote, shape, { method: 'GET', path, ...more });
  const list = <T>(body: Record<string, unknown>, shape: z.ZodType<T>, timeout?: number): Promise<T> =>
    // Without a key that TRMM knows, this call would return every alert there ever was.
    call(remote, shape, { method: 'PATCH', path: '/alerts/', body, reads: true, ...(timeout ? { timeout } : {}) });

  return {
    openCount: async () => (await list({ top: 0 }, OpenCount)).alerts_count,
    openAlerts({ recent, snoozed }) {
      const body = { resolvedFilter: false, severityFilter: SEVERITIES };
      const narrow = { ...(snoozed ? {} : { snoozedFilter: false }), ...(recent ? { timeFilter: 1 } : {}) };
      return list({ ...body, ...narrow }, AlertRows, LIST_TIMEOUT);
    },
    recentAlerts: (days) =>
      list({ resolvedFilter: true, severityFilter: SEVERITIES, timeFilter: days }, AlertRows, LIST_TIMEOUT),
    async alert(id) {
      const path = `/alerts/${encodeURIComponent(id)}/`;
      const answer = await turn(() => callJson(remote, { method: 'GET', path, accept: missing }));
      return answer.status === 404 ? undefined : shaped(remote, AlertRow, answer.body, path);
    },
    agents: () => get('/agents/', AgentRows, { timeout: 60_000 }),
    fields: () => get('/core/customfields/', FieldRows, { query: { model: 'agent' } }),
    checks: (agent) => get(`/agents/${encodeURIComponent(agent)}/checks/`, CheckRows),
    tasks: (agent) => get(`/agents/${encodeURIComponent(agent)}/tasks/`, TaskRows),
    history: (result, days) =>
      call(remote, HistoryPoints, {
        method: 'PATCH',
        path: `/checks/${result}/history/`,
        body: { timeFilter: days },
        reads: true,
      }),
    pending: (agent) => get(`/agents/${encodeURIComponent(agent)}/pendingactions/`, PendingRows),
    updates: (agent) => get(`/winupdate/${encodeURIComponent(agent)}/`, UpdateRows),
    async notes(agent) {
      const rows = await get(`/agents/${encodeURIComponent(agent)}/notes/`, NoteRows);
      return rows.map((row) => row.note ?? '');
    },
    async addNote(agent_id, note) {
      const body = { agent_id, note };
      const answer = await callJson(remote, { method: 'POST', path: '/agents/notes/', body, accept: missing });
      return answer.status === 404 ? 'no such agent' : 'added';
    },
    async change(id, body) {
      const path = `/alerts/${encodeURIComponent(id)}/`;
      // A row that is gone, or a body that this version does not know: what is read back will show it.
      await callJson(remote, { method: 'PUT', path, body, accept: [400, 404] });
    },
    async runChecks(agent) {
      const path = `/checks/${encodeURIComponent(agent)}/run/`;
      const answer = await callJson(remote, { method: 'POST', path, accept: [400, 404] });
      if (answer.status === 404) return `${remote.title} does not have that device any more`;
      return answer.status === 400 ? reasonOf(answer, remote) : 'running';
    },
    async alive() {
      await callJson(remote, { method: 'GET', path: '/' });
    },
    version: async () => (await get('/core/dashinfo/', Version, { timeout: VERSION_TIMEOUT })).trmm_version,
  };
}

/** TRMM does not let the key's user see that. */
export function isForbidden(error: unknown): boolean {
  return error instanceof SystemError && error.status === 403;
}

/** A missing row answers in JSON; an HTML page is a proxy, or an address that is not TRMM's API. */
function missing(answer: Answer): boolean {
  return answer.status === 404 && answer.body !== undefined;
}

function reasonOf({ body }: Answer, { title }: Remote): string {
  return `${title}: ${typeof body === 'string' && body !== '' ? oneLine(cut(body, REASON_LIMIT)) : 'the device cannot be reached'}`;
}

async function call<T>(remote: Remote, shape: z.ZodType<T>, call: Call): Promise<T> {
  return shaped(remote, shape, (await callJson(remote, call)).body, call.path);
}

function shaped<T>(remote: Remote, shape: z.ZodType<T>, body: unknown, path: string): T {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') || 'the whole answer';
  throw new SystemError(
    remote.system,
    'later',
    `${remote.title} answered with something else than expected (${path}: ${where}): check that TRMM_API_URL is its API`,
  );
}
