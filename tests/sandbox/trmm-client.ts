import { onTestFinished } from 'vitest';
import { startTrmm, type TrmmOptions, type TrmmStandIn } from '../../sandbox/trmm/index.ts';

export interface Reply {
  status: number;
  type: string;
  body: unknown;
}

export type Row = Record<string, unknown> & { id: number };

/** A stand-in that closes with the test, and a caller with the bot's key. */
export async function trmmForTest(options: TrmmOptions = {}) {
  const trmm = await startTrmm(options);
  onTestFinished(() => trmm.close());
  const call = (method: string, path: string, body?: unknown, key = trmm.apiKey) => ask(trmm, method, path, body, key);
  const rows = async (body: unknown, key?: string) => (await call('PATCH', '/alerts/', body, key)).body as Row[];
  const row = async (id: number) => (await call('GET', `/alerts/${id}/`)).body as Row;
  return { trmm, call, rows, row };
}

async function ask(trmm: TrmmStandIn, method: string, path: string, body: unknown, key: string): Promise<Reply> {
  const response = await fetch(trmm.url + path, {
    method,
    redirect: 'manual',
    headers: { ...(key && { 'x-api-key': key }), 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const text = await response.text();
  return { status: response.status, type, body: type === 'application/json' ? JSON.parse(text) : text };
}

export function ids(rows: readonly Row[]): number[] {
  return rows.map((row) => row.id).sort((a, b) => a - b);
}
