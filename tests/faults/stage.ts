import { randomUUID } from 'node:crypto';
import { startRedis, type RedisServer } from '../../sandbox/services/redis.ts';
import type { Outbound, Platform, Post } from '../../src/bot/contract.ts';
import { createPump } from '../../src/bot/pump/pump.ts';
import type { Card } from '../../src/desk/card.ts';
import type { AlertSignal } from '../../src/desk/signal.ts';
import { holdLease } from '../../src/store/lease.ts';
import { key, openDatabase } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { alertFacts, view } from '../desk/build.ts';

export const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

export interface Stage extends AsyncDisposable {
  redis: RedisServer;
  store: Store;
  /** Another process' memory of the same desk. */
  another(): Store;
  /** How far the desk's clock is from the real one. */
  shift: number;
}

/** A desk's memory in a Redis of its own, with a clock that can be set. */
export async function startStage(house: Partial<Store['house']> = {}): Promise<Stage> {
  const redis = await startRedis();
  const opened: Store[] = [];
  const stage: Stage = {
    redis,
    store: another(),
    another,
    shift: 0,
    async [Symbol.asyncDispose]() {
      for (const { database } of opened) database.redis.disconnect();
      await redis.stop();
    },
  };
  function another(): Store {
    const store: Store = {
      database: openDatabase(redis.url, () => {}),
      house: { sources: {}, links: [], ...view(), ...house },
      now: () => Date.now() + stage.shift,
      behind: () => {},
      outdated: () => {},
      effects: () => {},
    };
    opened.push(store);
    return store;
  }
  await stage.store.database.redis.set(key('schema'), '1');
  return stage;
}

/** What a chat shows: each message with the card that it looks like. */
export interface Chat {
  platform: Platform;
  posts: Post[];
  messages: Map<string, { key: string; card: Card }>;
}

/** A chat in memory; what is given takes the place of its own calls. */
export function createChat(make: (chat: Chat, plain: Outbound) => Partial<Outbound> = () => ({})): Chat {
  const generous = { count: 1_000, seconds: 1, burst: 1_000 };
  const chat = { posts: [], messages: new Map() } as unknown as Chat;
  const plain: Outbound = {
    pacing: { posts: { each: generous, all: generous }, edits: { each: generous, all: generous } },
    fits: () => true,
    async post(post) {
      const reference = randomUUID();
      chat.posts.push(post);
      chat.messages.set(reference, { key: post.key, card: post.card });
      return reference;
    },
    async edit(_destination, reference, card) {
      chat.messages.set(reference, { key: chat.messages.get(reference)?.key ?? '', card });
    },
    find: async (post) => [...chat.messages].find(([, { key: known }]) => known === post.key)?.[0],
  };
  chat.platform = {
    id: 'chat',
    title: 'Chat',
    defaultDestination: 'chat:main',
    outbound: { ...plain, ...make(chat, plain) },
    inbound: { single: false, start: async () => {}, deaf: () => undefined, stop: async () => {} },
    check: async () => [],
  };
  return chat;
}

/** The pump of one process; ends with the scope it is used in. */
export function pump(store: Store, platform: Platform): AsyncDisposable {
  const stop = new AbortController();
  const running = createPump({ store, platform, log: SILENT });
  const over = holdLease(
    store.database,
    'pump-chat',
    stop.signal,
    (lease, signal) => running.run(lease, signal),
    () => {},
  );
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await over;
    },
  };
}

let reads = Date.now();

/** What a source says of the alert with this number, each time read later than before. */
export function alertSignal(number: number, seen: Partial<AlertSignal> = {}): AlertSignal {
  reads += 1;
  return {
    kind: 'alert',
    source: 'rmm',
    row: String(number),
    condition: `rmm/check/a/${number}`,
    readAt: reads,
    seen: { state: 'open', facts: alertFacts({ title: `Alert ${number}` }) },
    ...seen,
  };
}

export async function raise(store: Store, number: number, seen: Partial<AlertSignal> = {}): Promise<string> {
  const outcome = await takeSignal(store, alertSignal(number, seen));
  if (outcome.is !== 'changed') throw new Error(`nothing came of the signal: ${outcome.is}`);
  return outcome.item.ref;
}
