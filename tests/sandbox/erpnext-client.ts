import { onTestFinished } from 'vitest';
import { startErpnext, type ErpnextOptions } from '../../sandbox/erpnext/index.ts';

export type Body = Record<string, unknown>;

/** A stand-in that closes with the test, and a caller with the bot's token. */
export async function erpnextForTest(options: ErpnextOptions = {}) {
  const erpnext = await startErpnext(options);
  onTestFinished(() => erpnext.close());

  async function call(
    method: string,
    path: string,
    body?: unknown,
    authorization: string | null = erpnext.authorization,
  ) {
    const response = await fetch(erpnext.url + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(authorization !== null && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const text = await response.text();
    const json = (type === 'application/json' ? JSON.parse(text) : {}) as Body;
    return { status: response.status, type, text, json, headers: response.headers };
  }

  async function list(doctype: string, query: Record<string, unknown> = {}) {
    const search = Object.entries(query).map(([name, value]) => {
      return [name, typeof value === 'string' ? value : JSON.stringify(value)] as [string, string];
    });
    const answer = await call(
      'GET',
      `/api/resource/${encodeURIComponent(doctype)}?${new URLSearchParams(search).toString()}`,
    );
    return answer.json['data'] as Body[];
  }

  const create = (sheet: Body) => call('POST', '/api/resource/Timesheet', sheet);
  return { erpnext, call, list, create };
}

/** A sheet of Ann's for Acme with one billable row. */
export function sheet(from: string, to: string, row: Body = {}, parent: Body = {}): Body {
  return {
    employee: 'HR-EMP-00001',
    customer: 'Acme',
    ...parent,
    time_logs: [
      {
        activity_type: 'Execution',
        from_time: from,
        to_time: to,
        hours: 0.5,
        is_billable: 1,
        description: 'Ticket 1234',
        ...row,
      },
    ],
  };
}

/** The texts of `_server_messages`, decoded twice. */
export function messages(body: Body): string[] {
  const encoded = JSON.parse(String(body['_server_messages'])) as string[];
  return encoded.map((text) => (JSON.parse(text) as { message: string }).message);
}
