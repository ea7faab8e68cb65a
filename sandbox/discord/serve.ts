import { parseArgs } from 'node:util';
import { startDiscord } from './index.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8066' }, specification: { type: 'string' } },
});
const { port, specification } = values;
const discord = await startDiscord({ port: Number(port), ...(specification ? { specification } : {}) });
console.log(`Discord stands in at ${discord.url}/api, what it knows is at ${discord.url}/_sandbox/state`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void discord.close());
