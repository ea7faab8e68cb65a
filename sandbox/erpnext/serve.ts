import { parseArgs } from 'node:util';
import { startErpnext } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    version: { type: 'string', default: '15' },
    'time-zone': { type: 'string', default: 'America/New_York' },
  },
});
const version = ([14, 15, 16] as const).find((one) => String(one) === values.version);
if (version === undefined) throw new Error('--version is 14, 15 or 16');
const erpnext = await startErpnext({ port: Number(values.port), settings: { version, timeZone: values['time-zone'] } });
console.log(`ERPNext stand-in at ${erpnext.url}, Authorization: ${erpnext.authorization}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void erpnext.close());
