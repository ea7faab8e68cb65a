import { ConfigurationError, readConfiguration } from './config.ts';
import type { Check } from './desk/check.ts';
import { groupsOf } from './desk/on-call/on-call.ts';
import { checkOnCall } from './desk/on-call/gaps.ts';
import type { Settings } from './desk/settings.ts';
import type { Integration } from './integrations/contract.ts';
import { checkTimeBook } from './integrations/time-check.ts';
import { readPeople } from './store/people.ts';
import { readRoster } from './store/roster.ts';
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
    ...platforms.map(async ({ id, groups }) => groups?.check(groupsOf(configuration.settings, id)) ?? []),
    ...integrations.map((integration) => integration.check()),
  ]);
  const { settings } = configuration;
  const desk =
    redis?.[0]?.state === 'bad' ? [] : [...(await checkDesk(store)), ...(await checkDuty(store, settings, platforms))];
  const books = redis?.[0]?.state === 'bad' ? [] : await checkBooks(store, settings, integrations);
  const checks: Check[] = [...(redis ?? []), ...desk, ...others.flat(), ...books];
  for (const check of checks)
    process.stdout.write(
      `${MARK[check.state]}  ${check.what}: ${check.says}${check.mend === undefined ? '' : ` ${check.mend}`}\n`,
    );
  await Promise.all(integrations.map((integration) => integration.close()));
  database.redis.disconnect();
  return checks.some((check) => check.state === 'bad') ? 1 : 0;
}

/** Who is on call in the time to come, by the configuration, by what people linked, and by what they arranged. */
async function checkDuty(store: Store, settings: Settings, platforms: readonly { id: string }[]): Promise<Check[]> {
  const house = { settings } as Store['house'];
  const [people, { covers }] = await Promise.all([readPeople({ ...store, house }), readRoster(store)]);
  return checkOnCall({ now: store.now(), settings, people, covers, platforms: platforms.map(({ id }) => id) });
}

/** Whether each time book knows what the configuration names, and whoever may log. */
async function checkBooks(store: Store, settings: Settings, integrations: readonly Integration[]): Promise<Check[]> {
  const house = { settings } as Store['house'];
  const people = await readPeople({ ...store, house });
  const books = integrations.filter(({ timeBook }) => timeBook);
  return (await Promise.all(books.map((one) => checkTimeBook(settings, people, one)))).flat();
}

await doctor().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ConfigurationError ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
