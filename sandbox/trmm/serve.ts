import { parseArgs } from 'node:util';
import { startTrmm } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8001' },
    'report-every': { type: 'string', default: '120' },
    'milliseconds-per-row': { type: 'string', default: '0' },
    'failure-url': { type: 'string' },
    'resolved-url': { type: 'string' },
    token: { type: 'string', default: 'trmm-sandbox-token' },
  },
});
const { 'failure-url': failureUrl, 'resolved-url': resolvedUrl, token } = values;
const trmm = await startTrmm({
  port: Number(values.port),
  checkEveryMilliseconds: Number(values['report-every']) * 1000,
  settings: { millisecondsPerRow: Number(values['milliseconds-per-row']) },
  webhook: { token, ...(failureUrl && { failureUrl }), ...(resolvedUrl && { resolvedUrl }) },
});
console.log(`Tactical RMM stand-in at ${trmm.url}
TRMM_API_URL=${trmm.url}
TRMM_WEB_URL=${trmm.webUrl}
TRMM_API_KEY=${trmm.apiKey}
TRMM_WEBHOOK_TOKEN=${token}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void trmm.close());
