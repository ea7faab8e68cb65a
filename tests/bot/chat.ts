import { vi } from 'vitest';
import type { Budget, Platform, Post } from '../../src/bot/contract.ts';
import { SendError } from '../../src/bot/contract.ts';
import { createPump } from '../../src/bot/pump/pump.ts';
import { plain } from '../../src/desk/text.ts';
import type { Lease } from '../../src/store/lease.ts';
import { key } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import type { Card } from '../../src/desk/card.ts';
import type { Stage } from '../store/stage.ts';
import { lossHeard } from './loss.ts';

/** A message as it stands in the chat. */
export interface Message {
  reference: string;
  destination: string;
  key: string;
  card: Card;
  thread: string | undefined;
  loud: boolean;
  edits: number;
}

/** A chat made of plain objects, which fails when it is told to. */
export interface Chat {
  platform: Platform;
  messages: Message[];
  /** Every call, in order: `post chat:main`, `edit chat:main`, `find chat:main`. */
  calls: string[];
  /** What the next calls meet: gone through in order, each once. */
  mishaps: Mishap[];
}

export interface Mishap {
  on: 'post' | 'edit' | 'find';
  destination?: string;
  /** `lost`: it arrived, and the answer did not; `hangs`: it arrived, and no answer ever comes. */
  is: 'later' | 'unsure' | 'lost' | 'hangs' | 'gone' | 'refused' | 'bug';
  /** How often; default once. */
  times?: number;
  /** Milliseconds that the chat asks to wait; default 20. */
  after?: number;
}

/** Letters of a list that one message holds. */
const LONGEST_LIST = 600;

const PLENTY: Budget = { count: 1_000, seconds: 1, burst: 1_000 };

export function createChat(pacing: { posts?: Budget; edits?: Budget; allEdits?: Budget } = {}): Chat {
  const chat: Pick<Chat, 'messages' | 'calls' | 'mishaps'> = { messages: [], calls: [], mishaps: [] };
  let count = 0;

  function meet(on: Mishap['on'], destination: string): Mishap | undefined {
    chat.calls.push(`${on} ${destination}`);
    const found = chat.mishaps.find((one) => one.on === on && (one.destination ?? destination) === destination);
    if (!found) return undefined;
    found.times = (found.times ?? 1) - 1;
    if (found.times <= 0) chat.mishaps.splice(chat.mishaps.indexOf(found), 1);
    return found;
  }

  async function fail({ is, after: retryAfter = 20 }: Pick<Mishap, 'is' | 'after'>): Promise<never> {
    if (is === 'bug') throw new TypeError('this card cannot be rendered');
    if (is === 'hangs') return new Promise(() => undefined);
    throw new SendError(is === 'lost' ? 'unsure' : is, `it was ${is}`, { retryAfter });
  }

  function arrive(post: Post): string {
    count += 1;
    const { destination, key: name, card, thread, loud } = post;
    const reference = `m${count}`;
    chat.messages.push({ reference, destination, key: name, card, thread, loud: loud === true, edits: 0 });
    return reference;
  }

  const platform: Platform = {
    id: 'chat',
    title: 'Chat',
    defaultDestination: 'chat:main',
    check: () => Promise.resolve([]),
    inbound: { single: false, start: () => Promise.resolve(), deaf: () => undefined, stop: () => Promise.resolve() },
    outbound: {
      pacing: {
        posts: { each: pacing.posts ?? PLENTY, all: PLENTY },
        edits: { each: pacing.edits ?? PLENTY, all: pacing.allEdits ?? PLENTY },
      },
      async post(post) {
        const mishap = meet('post', post.destination);
        if (post.thread !== undefined && !chat.messages.some((one) => one.reference === post.thread))
          return fail({ is: 'gone' });
        if (mishap === undefined) return arrive(post);
        if (mishap.is === 'lost' || mishap.is === 'hangs') arrive(post);
        return fail(mishap);
      },
      async edit(destination, reference, card) {
        const mishap = meet('edit', destination);
        if (mishap !== undefined) return fail(mishap);
        const message = chat.messages.find((one) => one.reference === reference);
        if (!message) return fail({ is: 'gone' });
        message.card = card;
        message.edits += 1;
        return undefined;
      },
      fits: ({ list }) => (list ?? []).join('\n').length <= LONGEST_LIST,
      async find(post) {
        const mishap = meet('find', post.destination);
        if (mishap !== undefined) return fail(mishap);
        return chat.messages.find((one) => one.key === post.key)?.reference;
      },
    },
  };
  return { ...chat, platform };
}

/** A test renews nothing. */
const LONG_LEASE = 600_000;

/** The desk with a running pump: commits through `store` wake it. */
export interface PumpedDesk extends AsyncDisposable {
  store: Store;
  lease: Lease;
  /** Ends the process as a power cut would: what is under way is never recorded. */
  die(): Promise<void>;
}

export async function startPump(stage: Stage, chat: Chat, holder = 'one'): Promise<PumpedDesk> {
  const { database } = stage.store;
  const epoch = Number(await database.run('lease', 'pump-chat', holder, LONG_LEASE));
  const lease = { name: 'pump-chat', holder, epoch };
  const hearing = lossHeard();
  const log = { info: () => undefined, warn: () => undefined, error: hearing.error };
  const pump = createPump({ store: stage.store, platform: chat.platform, log });
  const stop = new AbortController();
  const running = pump.run(lease, stop.signal);
  const store: Store = { ...stage.store, behind: (destinations) => pump.wake(destinations) };
  return {
    store,
    lease,
    async die() {
      stop.abort();
      await database.redis.del(key('lease', 'pump-chat'));
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
      hearing.throwLost();
    },
  };
}

/** Waits until nothing is behind and no notice waits, at these destinations. */
export async function allQuiet(stage: Stage, destinations: readonly string[] = ['chat:main']): Promise<void> {
  const { redis } = stage.store.database;
  await vi.waitFor(
    async () => {
      for (const destination of destinations) {
        const waiting = await redis.zcard(key('behind', destination));
        const notices = await redis.zcard(key('noticed', destination));
        if (waiting + notices > 0) throw new Error(`${waiting} cards and ${notices} notices wait at ${destination}`);
      }
    },
    { timeout: 8_000, interval: 10 },
  );
}

/** What a message says, badge and lines in one. */
export function words({ card }: Pick<Message, 'card'>): string {
  return [card.badge, card.title, ...card.lines.map(plain)].filter((part) => part !== '').join(' / ');
}

/** Waits until the thread of every overview names all of its members. */
export async function allListed(stage: Stage, destination = 'chat:main'): Promise<void> {
  await vi.waitFor(
    async () => {
      const left = await stage.store.database.redis.scard(key('listing', destination));
      if (left > 0) throw new Error(`${left} overviews wait at ${destination}`);
    },
    { timeout: 8_000, interval: 10 },
  );
}
