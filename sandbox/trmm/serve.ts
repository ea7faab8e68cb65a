import { parseArgs } from 'node:util';
import { startTrmm } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const trmm = await startTrmm({ port: Number(values.port), checkEveryMilliseconds: 120_000 });
console.log(`Tactical RMM stand-in at ${trmm.url}, X-API-KEY: ${trmm.apiKey}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void trmm.close());
