import { parseArgs } from 'node:util';
import { startErpnext } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const erpnext = await startErpnext({ port: Number(values.port) });
console.log(`ERPNext stand-in at ${erpnext.url}, Authorization: ${erpnext.authorization}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void erpnext.close());
