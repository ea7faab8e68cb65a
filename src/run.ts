import { flushCompileCache } from 'node:module';
import { ConfigurationError, readConfiguration } from './config.ts';
import { createLog } from './log.ts';
import { start } from './start.ts';
import { loadSystems } from './systems.ts';

/** Longest that a drain may take, in milliseconds. */
const DRAIN = 20_000;

/** Runs until it is told to stop; leaves with 1 when it cannot start. */
export async function run(): Promise<void> {
  await serve().catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof ConfigurationError || error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  });
}

async function serve(): Promise<void> {
  const configuration = readConfiguration(process.env, await loadSystems());
  const log = createLog(configuration.logLevel);
  const running = await start(configuration, log, () => end(1));
  flushCompileCache();
  let ending = false;
  function end(code: number): void {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code === 0 ? 1 : code), DRAIN).unref();
    running.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  }
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  process.on('unhandledRejection', (error) => {
    log.fatal({ error }, 'something failed that nobody expected');
    end(1);
  });
}
