import type { z } from 'zod';
import { SystemError } from '../../desk/errors.ts';
import { callJson, type Answer, type Call, type Remote } from '../http.ts';
import { isRefusal, refusalIn, type Refusal } from './refusal.ts';
import {
  Listing,
  PermissionMessage,
  SheetAnswer,
  SheetMessage,
  TextMessage,
  TimeZoneMessage,
  type Sheet,
} from './schema.ts';

type Reply<T> = { is: 'done'; value: T } | { is: 'refused'; refusal: Refusal };

interface Query {
  fields: readonly string[];
  filters?: readonly unknown[];
  orFilters?: readonly unknown[];
  /** Needed for pages; must not be given where rows of a table are joined in, as `name` is then ambiguous. */
  order?: string;
  start?: number;
  limit: number;
}

/** The calls of Frappe's v1 API that Deskbell makes. A list that is refused throws; so do lacking rights and outages. */
export interface ErpnextClient {
  list<T>(doctype: string, row: z.ZodType<T>, query: Query): Promise<T[]>;
  /** Refused when, for instance, there is no such field. */
  tryList<T>(doctype: string, row: z.ZodType<T>, query: Query): Promise<Reply<T[]>>;
  sheet(name: string): Promise<Sheet | undefined>;
  insertSheet(body: Record<string, unknown>): Promise<Reply<Sheet>>;
  /** Adds a row to a sheet, which is saved as a whole by that. */
  insertRow(sheet: string, row: Record<string, unknown>): Promise<Reply<Sheet>>;
  /** Removing what is gone already counts as done. */
  deleteSheet(name: string): Promise<Reply<undefined>>;
  /** Takes one row out of its sheet. */
  deleteRow(name: string): Promise<Reply<undefined>>;
  /** Whether the bot has that right on a document. */
  mayDo(doctype: string, name: string, right: string): Promise<boolean>;
  timeZone(): Promise<string>;
  loggedUser(): Promise<string>;
  ping(): Promise<void>;
}

export function erpnextClient(remote: Remote): ErpnextClient {
  async function tryList<T>(doctype: string, row: z.ZodType<T>, query: Query): Promise<Reply<T[]>> {
    const call: Call = { method: 'GET', path: `/api/resource/${encodeURIComponent(doctype)}`, query: queryOf(query) };
    const reply = await ask(remote, call, Listing(row));
    return reply.is === 'done' ? { is: 'done', value: reply.value.data } : reply;
  }
  const method = <T>(name: string, shape: z.ZodType<T>): Promise<T> =>
    ask(remote, { method: 'GET', path: `/api/method/${name}` }, shape).then(demanded);
  const remove = async (call: Call): Promise<Reply<undefined>> => {
    const reply = await ask(remote, call, undefined);
    if (reply.is === 'refused' && reply.refusal.status !== 404) return reply;
    return { is: 'done', value: undefined };
  };

  return {
    tryList,
    list: async (doctype, row, query) => demanded(await tryList(doctype, row, query)),
    async sheet(name) {
      const reply = await ask(remote, { method: 'GET', path: sheetPath(name) }, SheetAnswer);
      if (reply.is === 'refused' && reply.refusal.status === 404) return undefined;
      return demanded(reply).data;
    },
    async insertSheet(body) {
      const reply = await ask(remote, { method: 'POST', path: '/api/resource/Timesheet', body }, SheetAnswer);
      return reply.is === 'done' ? { is: 'done', value: reply.value.data } : reply;
    },
    async insertRow(parent, row) {
      const place = { doctype: 'Timesheet Detail', parenttype: 'Timesheet', parentfield: 'time_logs', parent };
      const call: Call = {
        method: 'POST',
        path: '/api/method/frappe.client.insert',
        body: { doc: { ...row, ...place } },
      };
      const reply = await ask(remote, call, SheetMessage);
      return reply.is === 'done' ? { is: 'done', value: reply.value.message } : reply;
    },
    deleteSheet: (name) => remove({ method: 'DELETE', path: sheetPath(name) }),
    deleteRow: (name) => {
      const body = { doctype: 'Timesheet Detail', name };
      return remove({ method: 'POST', path: '/api/method/frappe.client.delete', body });
    },
    async mayDo(doctype, docname, right) {
      const query = { doctype, docname, perm_type: right };
      const call: Call = { method: 'GET', path: '/api/method/frappe.client.has_permission', query };
      const { message } = demanded(await ask(remote, call, PermissionMessage));
      return message.has_permission;
    },
    timeZone: async () => (await method('frappe.client.get_time_zone', TimeZoneMessage)).message.time_zone,
    loggedUser: async () => (await method('frappe.auth.get_logged_user', TextMessage)).message,
    ping: async () => void (await method('ping', TextMessage)),
  };
}

function sheetPath(name: string): string {
  return `/api/resource/Timesheet/${encodeURIComponent(name)}`;
}

function queryOf(query: Query): Record<string, string> {
  return {
    fields: JSON.stringify(query.fields),
    limit_page_length: String(query.limit),
    ...(query.filters ? { filters: JSON.stringify(query.filters) } : {}),
    ...(query.orFilters ? { or_filters: JSON.stringify(query.orFilters) } : {}),
    ...(query.order ? { order_by: query.order } : {}),
    ...(query.start ? { limit_start: String(query.start) } : {}),
  };
}

/** One call. Without a shape, whatever a 2xx says is enough. */
async function ask<T>(remote: Remote, call: Call, shape: z.ZodType<T> | undefined): Promise<Reply<T>> {
  const writes = call.method !== 'GET';
  const answer = await callJson(remote, { ...call, accept: (answer) => isRefusal(answer) || isForeign(answer) });
  if (isForeign(answer)) {
    throw problem('later', 'was not there: its address leads to another site, or it is stopped (404)', 404);
  }
  if (answer.status >= 300) return { is: 'refused', refusal: refusalIn(answer, writes) };
  if (!shape) return { is: 'done', value: undefined as T };
  const read = shape.safeParse(answer.body);
  if (read.success) return { is: 'done', value: read.data };
  throw problem(
    writes ? 'unsure' : 'later',
    `answered with something else than expected (${call.path})`,
    answer.status,
  );
}

/** A 404 in anything but Frappe's own words comes from a proxy, or from a site of another name: nothing was deleted. */
function isForeign(answer: Answer): boolean {
  return answer.status === 404 && !isRefusal(answer);
}

function problem(retry: SystemError['retry'], what: string, status: number): SystemError {
  return new SystemError('erpnext', retry, `ERPNext ${what}`, { status });
}

function demanded<T>(reply: Reply<T>): T {
  if (reply.is === 'done') return reply.value;
  const { text, type, status } = reply.refusal;
  throw problem('never', `refused to be read: ${text || type} (${status})`, status);
}
