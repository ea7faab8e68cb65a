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

function numberOf(name: 'port' | 'report-every' | 'milliseconds-per-row', least: number): number {
  const number = Number(values[name]);
  if (number >= least) return number;
  console.error(`--${name} has to be a number, ${least} or more`);
  process.exit(1);
}

const trmm = await startTrmm({
  port: numberOf('port', 0),
  checkEveryMilliseconds: numberOf('report-every', 1) * 1000,
  settings: { millisecondsPerRow: numberOf('milliseconds-per-row', 0) },
  webhook: { token, ...(failureUrl && { failureUrl }), ...(resolvedUrl && { resolvedUrl }) },
});
console.log(`Tactical RMM stand-in at ${trmm.url}
TRMM_API_URL=${trmm.url}
TRMM_WEB_URL=${trmm.webUrl}
TRMM_API_KEY=${trmm.apiKey}
TRMM_WEBHOOK_TOKEN=${token}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void trmm.close());
