import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { accountOf, findAccounts, takenTimeOf } from './accounts.ts';
import { devicesOf } from './devices.ts';
import type { Platform } from './bot/contract.ts';
import { keepHomes } from './bot/pump/home-keeper.ts';
import { createInteractions } from './bot/interactions.ts';
import type { Ports } from './bot/ports.ts';
import { createPump } from './bot/pump/pump.ts';
import type { Desk } from './bot/table.ts';
import type { Configuration } from './config.ts';
import { OPEN_TICKET } from './desk/alert/ticket.ts';
import type { Check } from './desk/check.ts';
import { OURSELVES } from './desk/alert/silence.ts';
import { platformOf } from './desk/destination.ts';
import { allChecks, obstacles } from './health.ts';
import { reviewLinksOf, secretOf } from './review-links.ts';
import { createServer } from './http/server.ts';
import type { Conversations, Integration } from './integrations/contract.ts';
import { createHints } from './integrations/hints.ts';
import { startJobs } from './jobs/index.ts';
import { openVirtualClock, refuseMovedClock, type VirtualClock } from './store/clock.ts';
import { adoptConfigured } from './store/keep-windows.ts';
import { onCallSince } from './store/on-call.ts';
import { holdLease } from './store/lease.ts';
import { backOff, type Database, key, openDatabase, SCHEMA } from './store/redis.ts';
import type { House, Store } from './store/store.ts';

export interface Running {
  /** Where the HTTP listener is. */
  readonly url: string;
  checks(): Promise<Check[]>;
  /** Takes nothing new, ends what is under way, gives the leases back. */
  stop(): Promise<void>;
}

/** Those who want to hear at once what a commit has left to do. Every one of them sweeps by itself as well. */
interface Bells {
  behind: ((destinations: readonly string[]) => void)[];
  effects: (() => void)[];
  prove: () => void;
  outdated: () => void;
}

/** As people read it on alerts about itself. */
const MYSELF = { id: OURSELVES, title: 'Deskbell' };

/** How long a platform that refused the bot is left alone, in milliseconds. */
const REFUSED_REST = 30_000;

function ignore(): void {}

/** Wires the house and starts it; `outdated` is called when a newer version has taken the store over. Rejects when Redis holds what only a newer version can read. */
export async function start(configuration: Configuration, log: Logger, outdated = ignore): Promise<Running> {
  const { redisUrl } = configuration;
  const platforms = configuration.platforms.map(({ system, environment }) =>
    system.connect(environment, log.child({ platform: system.id })),
  );
  const database = openDatabase(redisUrl, (error) => log.warn({ error }, 'Redis is away'));
  const virtual = await openClock(configuration, database);
  const now = (): number => virtual?.now() ?? Date.now();
  const integrations = configuration.integrations.map(({ system, environment }) => system.connect(environment, now));
  const bells: Bells = { behind: [], effects: [], prove: ignore, outdated };
  const store = createStore(database, houseOf(configuration, platforms, integrations), bells, now);
  await prepare(store);

  const stopping = new AbortController();
  const checks = (): Promise<Check[]> => allChecks({ store, platforms, integrations, clock: virtual });
  const pumps = platforms.map((platform) => startPump(store, platform, bells, stopping.signal, log));
  const secret = secretOf(configuration, store);
  const links = reviewLinksOf(configuration, store, secret);
  const desk = { store, log, ports: portsOf({ platforms, integrations, bells, checks, links }) };
  const interactions = createInteractions(desk);
  const keepers = platforms.map((platform) => startKeeper(desk, platform, stopping.signal));
  const listeners = platforms.map((platform) =>
    listen(database, platform, () => platform.inbound.start(interactions), stopping.signal, log),
  );
  const hints = createHints(store, integrations, log);
  const sweeps = { sweepHints: () => hints.sweep(), findAccounts: () => findAccounts(store, platforms, log) };
  const jobs = await startJobs({ store, integrations, platforms, log, ...sweeps }, redisUrl);
  bells.effects.push(() => jobs.relay());
  bells.prove = () => jobs.prove();
  const subscriber = subscribe(redisUrl, { bells, clock: virtual, self: database.id }, log);
  const server = createServer({
    store,
    integrations,
    platforms,
    follow: (integration, hint, readAt) => void hints.follow(integration, hint, readAt),
    secret,
    obstacles: () => obstacles(store, platforms, integrations),
    clock: virtual && { virtual, moved: () => jobs.hurry() },
  });
  const url = await server.listen({ host: configuration.host, port: configuration.port });
  announce(log, url, { platforms, integrations, virtual });

  async function stop(): Promise<void> {
    log.info({}, 'Deskbell is stopping');
    await Promise.all(platforms.map((platform) => platform.inbound.stop()));
    await server.close();
    await jobs.close();
    stopping.abort();
    await Promise.all([...pumps, ...listeners, ...keepers]);
    subscriber.disconnect();
    await Promise.all(integrations.map((integration) => integration.close()));
    await database.close();
  }
  return { url, checks, stop };
}

function announce(
  log: Logger,
  url: string,
  parts: {
    platforms: readonly Platform[];
    integrations: readonly Integration[];
    virtual: VirtualClock | undefined;
  },
): void {
  const [platforms, integrations] = [parts.platforms, parts.integrations].map((systems) => systems.map(({ id }) => id));
  log.info({ url, platforms, integrations }, 'Deskbell is running');
  const ahead = parts.virtual?.ahead();
  if (ahead !== undefined) log.warn({ ahead }, 'the clock can be moved by whoever reaches the listener');
}

function portsOf(parts: {
  platforms: readonly Platform[];
  integrations: readonly Integration[];
  bells: Bells;
  checks: Ports['checks'];
  links: Ports['reviewLinks'];
}): Ports {
  const readerOf = (id: string): Conversations | undefined =>
    parts.integrations.find((integration) => integration.id === id)?.conversations;
  return {
    accountOf: accountOf(parts.integrations),
    conversation: async (source, row) => readerOf(source)?.read(row),
    contact: async (source, email) => readerOf(source)?.contact(email),
    devices: devicesOf(parts.integrations),
    deviceHistory: async (source, id, since) =>
      parts.integrations.find((integration) => integration.id === source)?.deviceBook?.history(id, since),
    takenTime: takenTimeOf(parts.integrations),
    linkTo: (destination, reference) =>
      parts.platforms.find(({ id }) => id === platformOf(destination))?.linkTo?.(reference),
    reviewLinks: parts.links,
    checks: parts.checks,
    prove: () => parts.bells.prove(),
  };
}

/** The machine's clock has none of this: it cannot be moved. */
async function openClock({ virtualClock }: Configuration, database: Database): Promise<VirtualClock | undefined> {
  if (virtualClock) return openVirtualClock(database);
  await refuseMovedClock(database);
  return undefined;
}

function createStore(database: Database, house: House, bells: Bells, now: () => number): Store {
  return {
    database,
    house,
    now,
    behind: (destinations) => bells.behind.forEach((ring) => ring(destinations)),
    effects: () => bells.effects.forEach((ring) => ring()),
    outdated: bells.outdated,
  };
}

function startPump(store: Store, platform: Platform, bells: Bells, stop: AbortSignal, log: Logger): Promise<void> {
  const pump = createPump({ store, platform, log });
  bells.behind.push((destinations) => pump.wake(destinations));
  const onError = (error: unknown): void => log.error({ platform: platform.id, error }, 'the pump stopped');
  return holdLease(store.database, `pump-${platform.id}`, stop, (lease, signal) => pump.run(lease, signal), onError);
}

/** Keeps the pages of people's own up to date, where a platform has such pages. */
async function startKeeper(desk: Desk, { id, homes }: Platform, stop: AbortSignal): Promise<void> {
  if (!homes) return undefined;
  const onError = (error: unknown): void => desk.log.error({ platform: id, error }, 'nobody keeps the pages');
  return holdLease(
    desk.store.database,
    `homes-${id}`,
    stop,
    (_, signal) => keepHomes(desk, id, homes, signal),
    onError,
  );
}

function houseOf(
  configuration: Configuration,
  platforms: readonly Platform[],
  integrations: readonly Integration[],
): House {
  return {
    settings: configuration.settings,
    defaults: platforms.flatMap((platform) => platform.defaultDestination ?? []),
    abilities: Object.fromEntries(integrations.map((one) => [one.id, abilitiesOf(one)])),
    titles: Object.fromEntries([...platforms, ...integrations, MYSELF].map(({ id, title }) => [id, title])),
    timeBook: integrations.find((one) => one.timeBook)?.id,
    platforms: platforms.map(({ id }) => id),
    sources: Object.fromEntries(
      integrations.flatMap(({ id, source }) => (source ? [[id, patienceWith(source.pollSeconds)]] : [])),
    ),
    ticketless: integrations.every(({ source }) => source?.kind !== 'ticket'),
    links: [
      ...integrations.flatMap(({ title, url }) => (url === undefined ? [] : [{ label: title, url }])),
      ...configuration.links,
    ],
  };
}

/** What can be ordered at a system, and whether tickets can be made there. */
function abilitiesOf({ writeBack, ticketBook }: Integration): readonly string[] {
  return [...(writeBack?.can ?? []), ...(ticketBook ? [OPEN_TICKET] : [])];
}

/** Milliseconds of silence that are more than a slow poll or two. */
function patienceWith(pollSeconds: number): number {
  return Math.max(10 * 60_000, 3 * pollSeconds * 1_000);
}

/** Before anything is taken in: what a window holds back must not be posted first. */
async function prepare(store: Store): Promise<void> {
  await claimSchema(store.database);
  await adoptConfigured(store);
  await onCallSince(store);
}

/** The first start writes the layout's number; an older process than the store's must not run. */
async function claimSchema(database: Database): Promise<void> {
  const written = await database.redis.get(key('schema'));
  if (Number(written ?? 0) > SCHEMA)
    throw new Error(
      `This Redis was written by a newer version of Deskbell (layout ${written}, this one knows ${SCHEMA}). Start the newer version.`,
    );
  if (written === null) await database.redis.set(key('schema'), String(SCHEMA), 'NX');
}

/** Listens to people; where only one process may, under a lease. */
async function listen(
  database: Database,
  platform: Platform,
  open: () => Promise<void>,
  stop: AbortSignal,
  log: Logger,
): Promise<void> {
  const onError = (error: unknown): void => log.error({ platform: platform.id, error }, 'nobody is being listened to');
  if (!platform.inbound.single) return openAtLast(open, stop, onError);
  async function session(signal: AbortSignal): Promise<void> {
    const over = new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => void platform.inbound.stop().then(resolve, reject), { once: true });
    });
    await open();
    await over;
  }
  return holdLease(database, `gateway-${platform.id}`, stop, (_lease, signal) => session(signal), onError);
}

/** A platform that refuses the bot is asked again: what it refuses can be mended there. */
async function openAtLast(
  open: () => Promise<void>,
  stop: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  while (!stop.aborted) {
    try {
      return await open();
    } catch (error) {
      onError(error);
    }
    await pause(REFUSED_REST, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Hears of commits of other processes; a hint only, since every part sweeps by itself. */
function subscribe(
  url: string,
  { bells, clock, self }: { bells: Bells; clock: VirtualClock | undefined; self: string },
  log: Logger,
): Redis {
  const subscriber = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: backOff });
  subscriber.on('error', (error) => log.debug({ error }, 'the subscription lost its connection'));
  const takeClock = (): void =>
    void clock?.read().catch((error: unknown) => log.warn({ error }, 'the clock could not be read'));
  // A move that was published while the connection was away is read at the next.
  subscriber.on('ready', takeClock);
  subscriber.on('message', (channel, message) => {
    if (channel === key('clock')) return takeClock();
    // What this process has committed rang its own bells already.
    if (channel === key('effects')) return message === self ? undefined : bells.effects.forEach((ring) => ring());
    const { from, destinations } = JSON.parse(message) as { from: string; destinations: string[] };
    if (from !== self) for (const ring of bells.behind) ring(destinations);
    return undefined;
  });
  subscriber
    .subscribe(key('behind'), key('effects'), key('clock'))
    .catch((error: unknown) => log.warn({ error }, 'commits of other processes are not heard at once'));
  return subscriber;
}
