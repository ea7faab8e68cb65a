import type { WriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '../services/port.ts';
import { startRedis } from '../services/redis.ts';
import { keepBot, type Bot } from './bot.ts';
import { createClock, type Clock } from './clock.ts';
import { createLimits, type Limits } from './limit.ts';
import { type SystemName, systemNames } from './pictures.ts';
import type { Reader } from './reader.ts';
import { environmentFor, startStandIns, type StandIns } from './stand-ins.ts';

const SETTINGS = fileURLToPath(new URL('./settings.yaml', import.meta.url));

/** Everything that a reset throws away and makes anew. */
export interface World extends AsyncDisposable {
  readonly standIns: StandIns;
  readonly bot: Bot;
  readonly clock: Clock;
  readonly limits: Limits;
  /** By system: false while its plug is out. */
  readonly plugged: Record<SystemName, boolean>;
  /** How Deskbell reads FreeScout's tables, where there is a MariaDB for them. */
  readonly reader: Reader | undefined;
}

export interface WorldOptions {
  /** Milliseconds after which each agent reports again. */
  reportEvery: number;
  log: WriteStream;
  /** What the page says of the demo itself is different now. */
  readonly changed: () => void;
}

/** A Redis, the five stand-ins and the real bot between them, all on loopback. The bot may still be starting. */
export async function startWorld({ reportEvery, log, changed }: WorldOptions): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const redis = stack.adopt(await startRedis(), (one) => one.stop());
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const { standIns, secrets, reader } = await startStandIns(address, reportEvery, stack);
  const environment = {
    ...environmentFor(standIns, secrets, reader),
    DESKBELL_CONFIG: SETTINGS,
    DESKBELL_VIRTUAL_CLOCK: 'on',
    REDIS_URL: redis.url,
    PORT: String(port),
    LOG_LEVEL: 'info',
  };
  const limits = stack.adopt(createLimits(standIns, changed), (one) => one.stop());
  const clock = stack.adopt(createClock(standIns, address, changed), (one) => one.stop());
  const bot = stack.adopt(keepBot(environment, log, changed), (one) => one.stop());
  const owned = stack.move();
  return {
    standIns,
    bot,
    clock,
    limits,
    plugged: Object.fromEntries(systemNames.map((name) => [name, true])) as Record<SystemName, boolean>,
    reader,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
