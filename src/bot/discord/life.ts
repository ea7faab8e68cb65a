import { once } from 'node:events';
import { registerCommands } from './commands.ts';
import type { Listening } from './listening.ts';
import { createPresses } from './presses.ts';
import { refusalOf } from './refusal.ts';
import type { Environment } from './schema.ts';
import { repeat } from './repeat.ts';
import { openSession, type Session } from './session.ts';

export interface LifeParts extends Listening {
  environment: Environment;
  /** Milliseconds before a new session, at first. */
  firstPause?: number;
}

/** The connection from start to stop, over as many sessions as it takes. */
export interface Life {
  /** Resolves when presses arrive, or will once Discord can be reached again; rejects when Discord refuses the bot. */
  readonly begun: Promise<void>;
  deaf(): string | undefined;
  stop(): Promise<void>;
}

/** Discord resets the token of a bot that begins 1000 sessions a day. */
const FIRST_PAUSE = 5000;

export function createLife(parts: LifeParts): Life {
  const { environment, log, firstPause = FIRST_PAUSE } = parts;
  const presses = createPresses(parts);
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = once(signal, 'abort').then(() => undefined);
  const begun = Promise.withResolvers<void>();
  let session: Session | undefined;
  let trouble = 'the connection to Discord is being made';
  let settled = false;

  /** Serves until the session is lost or nobody wants it any more. */
  async function serve(opened: Session): Promise<void> {
    session = opened;
    settled = true;
    begun.resolve();
    void register(parts, opened.application);
    const why = await Promise.race([opened.lost, stopped]);
    session = undefined;
    trouble = why ?? trouble;
    if (why !== undefined) log.warn({ why }, 'the connection to Discord was lost');
    await opened.close();
  }

  /** Whether it makes sense to try again. */
  function goesOn(error: unknown): boolean {
    const refusal = refusalOf(error);
    trouble = refusal ?? 'Discord’s gateway cannot be reached';
    if (signal.aborted) return false;
    log.error({ why: trouble, cause: String(error) }, 'no connection to Discord');
    const isFinal = refusal !== undefined && !settled;
    settled = true;
    if (isFinal) begun.reject(new Error(refusal));
    else begun.resolve();
    return !isFinal;
  }

  /** One session from its login to its end; false when there shall be no other. */
  async function attempt(): Promise<boolean> {
    try {
      await serve(await openSession(environment, { hear: (press) => presses.take(press), log, signal }));
      return true;
    } catch (error) {
      return goesOn(error);
    }
  }

  const kept = repeat(attempt, { firstPause, signal });
  return {
    begun: begun.promise,
    deaf: () => (session ? session.deaf() : trouble),
    async stop() {
      await presses.drain();
      stopping.abort();
      begun.resolve();
      await kept;
    },
  };
}

/** Without commands the buttons still work, so that a failure is told and no more. */
async function register(
  { rest, environment, guild, interactions, log }: LifeParts,
  application: string,
): Promise<void> {
  try {
    rest.setToken(environment.DISCORD_TOKEN);
    const outcome = await registerCommands(rest, { application, guild }, interactions.commands);
    log.info({ guild, outcome }, 'commands at Discord');
  } catch (error) {
    log.error({ guild, cause: String(error) }, 'the commands could not be registered at Discord');
  }
}
