import { Pool } from 'undici';
import { WEBHOOK_TOKEN } from './desk.ts';
import { CLIENTS } from './fleet.ts';

/** TRMM's side of the webhook, as cheap as can be; resolves when it was answered. */
export function openWebhooks(root: string) {
  const pool = new Pool(root, { connections: CLIENTS });
  const headers = { 'content-type': 'application/json', 'x-trmm-token': WEBHOOK_TOKEN };
  return {
    async post(row: number): Promise<void> {
      const body = JSON.stringify({ alert_id: String(row), alert_type: 'availability', severity: 'error' });
      const path = `/webhooks/trmm/failure/${row}`;
      const { statusCode, body: answer } = await pool.request({ method: 'POST', path, headers, body });
      await answer.dump();
      if (statusCode !== 202) throw new Error(`the webhook was answered with ${statusCode}`);
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
