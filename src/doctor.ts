import { ConfigurationError, readConfiguration } from './config.ts';
import type { Check } from './desk/check.ts';
import { openDatabase } from './store/redis.ts';
import { checkDesk, checkRedis } from './store/check.ts';
import type { Store } from './store/store.ts';
import { loadSystems } from './systems.ts';

const MARK = { good: 'ok  ', warning: 'warn', bad: 'BAD ' } as const;

/** Looks at everything once, without starting anything; answers the exit code. */
async function doctor(): Promise<number> {
  const configuration = readConfiguration(process.env, await loadSystems());
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const integrations = configuration.integrations.map(({ system, environment }) =>
    system.connect(environment, Date.now),
  );
  const platforms = configuration.platforms.map(({ system, environment }) => system.connect(environment, silent));
  const database = openDatabase(configuration.redisUrl, () => undefined);
  const store = { database, now: () => Date.now() } as Store;
  const [redis, ...others] = await Promise.all([
    checkRedis(store),
    ...platforms.map((platform) => platform.check(platform.defaultDestination ? [platform.defaultDestination] : [])),
    ...integrations.map((integration) => integration.check()),
  ]);
  const desk = redis?.[0]?.state === 'bad' ? [] : await checkDesk(store);
  const checks: Check[] = [...(redis ?? []), ...desk, ...others.flat()];
  for (const check of checks)
    process.stdout.write(
      `${MARK[check.state]}  ${check.what}: ${check.says}${check.mend === undefined ? '' : ` ${check.mend}`}\n`,
    );
  await Promise.all(integrations.map((integration) => integration.close()));
  database.redis.disconnect();
  return checks.some((check) => check.state === 'bad') ? 1 : 0;
}

await doctor().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ConfigurationError ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
