import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { freePort } from '../services/port.ts';
import { startRedis } from '../services/redis.ts';
import { keepBot } from './bot.ts';
import { createHands } from './hands.ts';
import { readApp } from './manifest.ts';
import { people } from './people.ts';
import { environmentFor, startStandIns } from './stand-ins.ts';
import { openStream, type Stream } from './stream.ts';
import { serveDemo } from './web.ts';

const SETTINGS = fileURLToPath(new URL('./settings.yaml', import.meta.url));
const DEFAULT_PORT = 8100;
const PORTS = 50;

export interface DemoOptions {
  /** Default the first free one from 8100 on. */
  port: number | undefined;
  /** Milliseconds after which each agent reports again. */
  reportEvery: number;
}

export interface Demo extends AsyncDisposable {
  /** Where the page is. */
  readonly url: string;
  /** What the bot prints. */
  readonly logFile: string;
  readonly withDatabase: boolean;
}

/** Starts all of it on loopback: a Redis of its own, the five stand-ins, the real bot, the page. Nothing of the user's is touched. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-demo-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const logFile = join(folder, 'deskbell.log');
  const log = createWriteStream(logFile);
  const redis = stack.adopt(await startRedis(), (one) => one.stop());
  const botPort = await freePort();
  const { standIns, secrets, reader } = await startStandIns(`http://127.0.0.1:${botPort}`, options.reportEvery, stack);
  const environment = {
    ...environmentFor(standIns, secrets, reader),
    DESKBELL_CONFIG: SETTINGS,
    REDIS_URL: redis.url,
    PORT: String(botPort),
    LOG_LEVEL: 'info',
  };
  const parts: { stream?: Stream } = {};
  const bot = stack.adopt(
    keepBot(environment, log, () => parts.stream?.changed('demo')),
    (one) => one.stop(),
  );
  const hands = createHands(standIns, bot, (name) => parts.stream?.changed(name));
  const slackApp = readApp();
  const stream = openStream(standIns, () => ({ people, slackApp, bot: bot.state(), plugged: hands.plugged, logFile }));
  parts.stream = stream;
  const server = stack.adopt(await serveDemo(stream, hands), (one) => one.close());
  stack.defer(() => stream.close());
  const url = await listen(server, options.port);
  const owned = stack.move();
  return {
    url,
    logFile,
    withDatabase: reader !== undefined,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The port that was asked for, or the first free one from 8100 on. */
async function listen(server: FastifyInstance, asked: number | undefined): Promise<string> {
  const first = asked ?? DEFAULT_PORT;
  const last = asked === undefined ? first + PORTS : first;
  for (let port = first; ; port += 1) {
    try {
      return await server.listen({ host: '127.0.0.1', port });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= last) throw error;
    }
  }
}
