import { parseArgs } from 'node:util';
import { startDemo } from './demo/run.ts';
import { ensureServices } from './services/ensure.ts';

const USAGE = `npm run demo [-- --port 8100]
  All of Deskbell with stand-ins for Slack, Discord, Tactical RMM, FreeScout and ERPNext, on this machine alone.`;

function readPort(): number | undefined {
  const { values } = parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  if (values.port === undefined) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${values.port} is no port.`);
  return port;
}

async function run(): Promise<void> {
  const port = readPort();
  const missing = await ensureServices(['redis'], (line) => console.log(line));
  if (missing.length > 0) throw new Error(missing.join('\n'));
  const demo = await startDemo({ port });
  console.log(`Deskbell's demo is at ${demo.url}
  FreeScout is read ${demo.withDatabase ? 'from its database and its API' : 'by its API (no MariaDB answers here, so its database stays out)'}.
  What Deskbell logs: ${demo.logFile}
  Ctrl-C ends all of it.`);
  await interrupted();
  console.log('Ending…');
  await demo[Symbol.asyncDispose]();
}

/** Resolves at the first Ctrl-C; the second one does not wait for an orderly end. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.exit();
