import { startStandIn, type StandIn, type StandInOptions } from '../stand-in.ts';
import { apiModule } from './api/index.ts';
import { readBodies } from './bodies.ts';
import { openMirror, type Mirror } from './database/mirror.ts';
import { createDriver, type Driver } from './driver/index.ts';
import type { Delivery, Hooks } from './hooks/deliver.ts';
import { createInstance, type Instance } from './instance.ts';
import type { FreescoutOptions } from './options.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import { ticketSummaries, type TicketSummary } from './tickets.ts';
import { errorAnswers, trustHost } from './web/errors.ts';
import { fileRoutes } from './web/files.ts';
import { webInterface } from './web/index.ts';
import type { World } from './world.ts';

export type { FreescoutOptions } from './options.ts';

export interface FreescoutStandIn extends StandIn, Driver {
  /** The rows themselves. */
  readonly world: World;
  readonly hooks: Hooks;
  /** Every hook so far and what became of it. */
  readonly deliveries: readonly Delivery[];
  tickets(): TicketSummary[];
  /** The next hooks are never sent. */
  loseHooks(count: number): void;
  /** The next hooks are sent twice. */
  doubleHooks(count: number): void;
  /** From now on hooks come this many milliseconds late. */
  delayHooks(milliseconds: number): void;
  /** Runs or stops everything that is delayed, hooks too. */
  cron(running: boolean): void;
}

/** A FreeScout 1.8.235 with the API & Webhooks module on loopback. */
export async function startFreescout(options: FreescoutOptions): Promise<FreescoutStandIn> {
  const mirror = options.database === undefined ? undefined : await openMirror(options.database);
  const parts: { instance?: Instance; standIn?: FreescoutStandIn } = {};
  async function close(): Promise<void> {
    parts.instance?.queue.close();
    await mirror?.close();
  }
  const settings: StandInOptions = {
    ...(options.port !== undefined && { port: options.port }),
    ...(options.seed !== undefined && { seed: options.seed }),
    state: () => (parts.standIn ? stateOf(parts.standIn) : {}),
    onClose: close,
  };
  try {
    const standIn = await startStandIn(settings, (standIn) => {
      parts.instance = createInstance(standIn, options, mirror);
      parts.standIn = extended(standIn, parts.instance, mirror);
      serve(parts.standIn, options, mirror);
    });
    await mirror?.flush();
    // `build` extended this very object.
    return standIn as FreescoutStandIn;
  } catch (error) {
    await close();
    throw error;
  }
}

function extended(standIn: StandIn, instance: Instance, mirror: Mirror | undefined): FreescoutStandIn {
  const { world, hooks, queue } = instance;
  const { advance, unplug, plug } = methodsOf(standIn);
  const driver = createDriver(world, async () => mirror?.flush());
  return Object.assign(standIn, driver, {
    world,
    hooks,
    deliveries: hooks.deliveries,
    tickets: () => ticketSummaries(world),
    loseHooks: (count: number) => hooks.loseNext(count),
    doubleHooks: (count: number) => hooks.doubleNext(count),
    delayHooks: (milliseconds: number) => void (hooks.settings.delayMilliseconds = milliseconds),
    cron: (running: boolean) => (running ? queue.start() : queue.stop()),
    // From one job that falls due to the next, so that each finds the clock at its own time.
    advance(milliseconds: number) {
      let left = milliseconds;
      for (let due = queue.nextDue(); due !== undefined && due <= standIn.now() + left; due = queue.nextDue()) {
        const step = Math.min(Math.max(due - standIn.now(), 0), left);
        advance(step);
        left -= step;
        queue.wake();
      }
      advance(left);
      queue.wake();
    },
    unplug() {
      unplug();
      hooks.plugged(false);
    },
    plug() {
      plug();
      hooks.plugged(true);
    },
  });
}

/** The base's own, before they are replaced by ones that also reach the queue and the hooks. */
function methodsOf(standIn: StandIn): Pick<StandIn, 'advance' | 'unplug' | 'plug'> {
  return {
    advance: standIn.advance.bind(standIn),
    unplug: standIn.unplug.bind(standIn),
    plug: standIn.plug.bind(standIn),
  };
}

function serve(standIn: FreescoutStandIn, options: FreescoutOptions, mirror: Mirror | undefined): void {
  const { server, world, hooks } = standIn;
  readBodies(server);
  trustHost(server, '127.0.0.1');
  errorAnswers(server, options.apiModule ?? true);
  sandboxRoutes(server, () => standIn);
  server.addHook('onSend', async (_request, _reply, payload) => {
    await mirror?.flush();
    return payload;
  });
  if (options.apiModule ?? true) apiModule(server, { world, hooks, key: options.apiKey, root: () => standIn.url });
  webInterface(server, world, options.twoFactor ?? false);
  fileRoutes(server, world);
}

function stateOf(standIn: FreescoutStandIn): object {
  const { world } = standIn;
  return {
    tickets: standIn.tickets(),
    mailboxes: world.mailboxes.all().map(({ id, name, email }) => ({ id, name, email })),
    users: world.users.all().map(({ id, first_name, last_name, email }) => ({ id, first_name, last_name, email })),
    customers: world.emails.all().map(({ email }) => email),
    mails: world.send_logs.all().map(({ email, thread_id, created_at }) => ({ email, thread_id, created_at })),
    deliveries: standIn.deliveries.slice(-50),
  };
}
