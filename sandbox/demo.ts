import { parseArgs } from 'node:util';
import { type DemoOptions, startDemo } from './demo/run.ts';
import { ensureServices } from './services/ensure.ts';

const USAGE = `npm run demo [-- --port 8100] [--report-every 30]
  All of Deskbell with stand-ins for Slack, Discord, Tactical RMM, FreeScout and ERPNext, on this machine alone.
  --port          where the page is; without it the first free one from 8100 on
  --report-every  seconds after which each agent reports again, and what still fails fires again`;

function readOptions(): DemoOptions {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, 'report-every': { type: 'string', default: '30' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const seconds = wholeNumber(values['report-every'], 86_400);
  return {
    port: values.port === undefined ? undefined : wholeNumber(values.port, 65_535),
    reportEvery: seconds * 1000,
  };
}

function wholeNumber(text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new Error(`${text} is no whole number from 0 to ${most}.\n${USAGE}`);
}

async function run(): Promise<void> {
  const options = readOptions();
  const missing = await ensureServices(['redis'], (line) => console.log(line));
  if (missing.length > 0) throw new Error(missing.join('\n'));
  const demo = await startDemo(options);
  console.log(`Deskbell's demo is at ${demo.url}
  FreeScout is read ${demo.withDatabase ? 'from its database and its API' : 'by its API (no MariaDB answers here, so its database stays out)'}.
  What Deskbell logs: ${demo.logFile}
  Ctrl-C ends all of it.`);
  await interrupted();
  console.log('Ending…');
  await demo[Symbol.asyncDispose]();
}

/** npm passes a Ctrl-C on that the terminal has sent already: what comes within this time is the same one. */
const SAME = 1000;

/** Resolves at the first Ctrl-C; the second one does not wait for an orderly end. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    let asked: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked !== undefined && Date.now() - asked > SAME) process.exit(130);
        asked ??= Date.now();
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
