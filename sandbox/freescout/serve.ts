import { parseArgs } from 'node:util';
import { startFreescout } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8068' },
    'api-key': { type: 'string', default: 'freescout-sandbox-key' },
    timezone: { type: 'string', default: 'Europe/Berlin' },
    database: { type: 'string' },
    'webhook-url': { type: 'string' },
    'webhook-secret': { type: 'string', default: 'freescout-sandbox-secret' },
    'custom-number': { type: 'boolean', default: false },
    'no-module': { type: 'boolean', default: false },
    'old-module': { type: 'boolean', default: false },
  },
});

const freescout = await startFreescout({
  port: Number(values.port),
  apiKey: values['api-key'],
  timezone: values.timezone,
  customNumber: values['custom-number'],
  apiModule: !values['no-module'],
  oldModule: values['old-module'],
  ...(values.database !== undefined && { database: values.database }),
  webhook: {
    secret: values['webhook-secret'],
    ...(values['webhook-url'] !== undefined && { url: values['webhook-url'] }),
  },
});
console.log(`FreeScout stand-in at ${freescout.url}, API key ${values['api-key']}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void freescout.close());
