import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';

/** All keys carry one hash tag, so that they live on one node of a cluster. */
export const PREFIX = '{deskbell}';

/** The number of the documents' layout that this version writes; an older process must not write over a newer one. */
export const SCHEMA = 1;

/** How long a call waits for Redis before its caller is told that nothing was saved. */
const COMMAND_TIMEOUT = 5_000;

const scripts = [
  'commit',
  'lease',
  'release',
  'begin-send',
  'end-send',
  'end-notice',
  'fold',
  'end-list',
  'drop-due',
  'forget',
] as const;
export type Script = (typeof scripts)[number];

export interface Database {
  readonly redis: Redis;
  /** Tells this connection's commits from those of others. */
  readonly id: string;
  /** Runs one of the scripts in `lua/`. */
  run(script: Script, ...values: (string | number)[]): Promise<unknown>;
  close(): Promise<void>;
}

export function key(...parts: string[]): string {
  return [PREFIX, ...parts].join(':');
}

/** Connects and learns the scripts; `onError` hears of lost connections, which are tried again for ever. */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const redis = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT,
    maxRetriesPerRequest: 1,
    retryStrategy: backOff,
  });
  redis.on('error', onError);
  const shared = readScript('shared');
  for (const script of scripts) {
    redis.defineCommand(script, { numberOfKeys: 1, lua: `${shared}\n${readScript(script)}` });
  }
  const commands = redis as unknown as Record<Script, (...values: (string | number)[]) => Promise<unknown>>;
  return {
    redis,
    id: randomUUID(),
    run: (script, ...values) => commands[script](PREFIX, ...values),
    async close() {
      await redis.quit().catch(() => redis.disconnect());
    },
  };
}

function readScript(name: Script | 'shared'): string {
  return readFileSync(new URL(`lua/${name}.lua`, import.meta.url), 'utf8');
}

export function backOff(attempt: number): number {
  return Math.min(attempt * 100, 2_000);
}
