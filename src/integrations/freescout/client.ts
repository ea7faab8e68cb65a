import { SystemError } from '../../desk/errors.ts';
import { callJson, type Answer, type Call, type Remote } from '../http.ts';
import { atMost } from '../turn.ts';
import { ApiPage, ApiRefusal } from './api-schema.ts';

const SYSTEM = 'freescout';
const PAGE_SIZE = 50;
/** No instance has more; a list that never ends is a list that does not understand its pages. */
const MOST_PAGES = 1_000;

/** The "API & Webhooks" module, one method a route. */
export interface Client {
  /** One page of tickets, `query` as the module understands it. */
  conversations(query: Readonly<Record<string, string>>): Promise<List>;
  /** The ticket with its threads; undefined when there is none. */
  conversation(row: string): Promise<unknown>;
  /** Every row of a short list. */
  all(what: 'mailboxes' | 'users' | 'webhooks'): Promise<unknown[]>;
  /** Those with this address. */
  customers(email: string): Promise<unknown[]>;
  /** Undefined when it was done, else the module's reason. */
  assign(row: string, to: number, by: number): Promise<string | undefined>;
  status(row: string, status: string, by: number): Promise<string | undefined>;
  /** Adds a thread; undefined when it was done, else the module's reason. */
  write(row: string, thread: Readonly<Record<string, unknown>>): Promise<string | undefined>;
  make(
    ticket: Readonly<Record<string, unknown>>,
  ): Promise<{ is: 'made'; row: string } | { is: 'refused'; sentence: string }>;
  /** Deletes a ticket for ever. */
  remove(row: string): Promise<void>;
  /** The status of a bare GET, for diagnosis. */
  probe(path: string): Promise<Answer>;
}

interface List {
  rows: unknown[];
  total: number;
  pages: number;
}

/** `stop` ends the calls under way. */
export function createClient(base: string, key: string, stop: AbortSignal): Client {
  const headers = { 'x-freescout-api-key': key };
  const remote: Remote = { system: SYSTEM, title: 'FreeScout', base, headers, turn: atMost(4), stop };

  async function list(what: string, query: Readonly<Record<string, string>>): Promise<List> {
    const path = `/api/${what}`;
    const call: Call = { method: 'GET', path, query: { pageSize: String(PAGE_SIZE), ...query }, accept: [404] };
    const answer = await callJson(remote, call);
    if (answer.status === 404) throw noModule(path);
    const read = ApiPage.safeParse(expectJson(answer, path));
    const rows = read.data?.lists[what];
    if (!read.success || !rows) throw unknownShape(path);
    return { rows, total: read.data.total, pages: read.data.pages };
  }

  async function write(call: Pick<Call, 'method' | 'path' | 'body'>): Promise<string | undefined> {
    const answer = await callJson(remote, { ...call, accept: [400, 404, 422] });
    return answer.status < 300 ? undefined : reasonOf(answer);
  }

  return {
    conversations: (query) => list('conversations', query),
    async conversation(row) {
      const path = pathOf(row);
      const answer = await callJson(remote, { method: 'GET', path, accept: [404] });
      return answer.status === 404 ? undefined : expectJson(answer, path);
    },
    async all(what) {
      const rows: unknown[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const found = await list(what, { page: String(page) });
        rows.push(...found.rows);
        if (page >= found.pages || found.rows.length === 0) break;
      }
      return rows;
    },
    customers: async (email) => (await list('customers', { email })).rows,
    assign: (row, to, by) => write({ method: 'PUT', path: pathOf(row), body: { byUser: by, assignTo: to } }),
    status: (row, status, by) => write({ method: 'PUT', path: pathOf(row), body: { byUser: by, status } }),
    write: (row, thread) => write({ method: 'POST', path: `${pathOf(row)}/threads`, body: thread }),
    async make(ticket) {
      const path = '/api/conversations';
      const answer = await callJson(remote, { method: 'POST', path, body: ticket, accept: [400, 404, 422] });
      if (answer.status >= 300) return { is: 'refused', sentence: reasonOf(answer) };
      const row = answer.headers.get('resource-id') ?? '';
      if (/^\d+$/.test(row)) return { is: 'made', row };
      throw new SystemError(SYSTEM, 'unsure', `FreeScout did not say which ticket it made (POST ${path})`);
    },
    async remove(row) {
      await callJson(remote, { method: 'DELETE', path: pathOf(row), accept: [404] });
    },
    probe: (path) => callJson(remote, { method: 'GET', path, accept: [200, 400, 401, 403, 404, 405] }),
  };
}

function pathOf(row: string): string {
  return `/api/conversations/${encodeURIComponent(row)}`;
}

/** A proxy's page with status 200 is no answer of FreeScout. */
function expectJson(answer: Answer, path: string): unknown {
  if (answer.body !== undefined) return answer.body;
  throw new SystemError(
    SYSTEM,
    'later',
    `FreeScout answered with a page instead of JSON: check FREESCOUT_URL and what stands before it (GET ${path})`,
    { status: answer.status },
  );
}

function noModule(path: string): SystemError {
  return new SystemError(
    SYSTEM,
    'never',
    `FreeScout has no API at this address: check FREESCOUT_URL, and that the API & Webhooks module is on (GET ${path})`,
    { status: 404 },
  );
}

function unknownShape(path: string): SystemError {
  return new SystemError(
    SYSTEM,
    'later',
    `FreeScout answered in a shape that is not known here: check that the official API & Webhooks module is installed (GET ${path})`,
  );
}

/** Why the module did not do it, in its own words. */
function reasonOf(answer: Answer): string {
  const words = ApiRefusal.safeParse(answer.body).data ?? [];
  return words.find((text) => text !== '') ?? `it answered ${answer.status}`;
}
