import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createHands } from './hands.ts';
import { readApp } from './manifest.ts';
import { people } from './people.ts';
import { openStream, type Stream } from './stream.ts';
import { serveDemo } from './web.ts';
import type { World } from './world.ts';
import { keepWorlds } from './worlds.ts';

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
  const parts: { stream?: Stream } = {};
  const changed = (): void => parts.stream?.changed('demo');
  const worlds = stack.use(
    await keepWorlds({ reportEvery: options.reportEvery, log, changed }, () => parts.stream?.follow()),
  );
  const slackApp = readApp();
  const stream = openStream(
    () => worlds.now().standIns,
    () => ({ people, slackApp, logFile, run: worlds.run(), ...pictureOfWorld(worlds.now()) }),
  );
  parts.stream = stream;
  const hands = createHands(worlds.now, worlds.reset, changed);
  const server = stack.adopt(await serveDemo(stream, hands), (one) => one.close());
  stack.defer(() => stream.close());
  const url = await listen(server, options.port);
  const owned = stack.move();
  return {
    url,
    logFile,
    withDatabase: worlds.now().reader !== undefined,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function pictureOfWorld({ bot, plugged, limits, clock }: World): object {
  return {
    bot: bot.state(),
    plugged,
    limited: limits.standing(),
    clock: { ahead: clock.ahead(), followed: clock.followed() },
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
