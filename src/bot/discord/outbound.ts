import type { REST } from 'discord.js';
import { addressOf, type Destination, directAccount } from '../../desk/destination.ts';
import { type Outbound, type Pacing, type PlatformLog, type Post, SendError } from '../contract.ts';
import { isSnowflake, type MessageAddress, parseReference, referenceOf } from './address.ts';
import { createDirects } from './directs.ts';
import { findMessage } from './find.ts';
import { createGuard } from './guard.ts';
import { createMessages } from './messages.ts';
import type { Questions } from './questions.ts';
import type { Environment } from './schema.ts';
import { cannotThread, createThreads } from './threads.ts';

/**
 * Observed are 5 posts and 5 edits in 5 s for each channel, counted from the first one: a burst and what is refilled until
 * then must stay within that together, with half a second to spare. Over all, Discord allows 50 calls in a second.
 */
const WHOLE_BUDGET = { count: 40, seconds: 1, burst: 40 };
const PACING: Pacing = {
  posts: { each: { count: 7, seconds: 10, burst: 2 }, all: WHOLE_BUDGET },
  edits: { each: { count: 9, seconds: 10, burst: 1 }, all: WHOLE_BUDGET },
};

export interface OutboundParts {
  environment: Environment;
  questions: Questions;
  log: PlatformLog;
}

export function createOutbound(rest: REST, { environment, questions, log }: OutboundParts): Outbound {
  const guarded = createGuard(rest, environment.DISCORD_TOKEN);
  const directs = createDirects(rest);
  const threads = createThreads(rest);
  const messages = createMessages(rest, { threads, questions, log });

  async function channelOf(destination: Destination, signal: AbortSignal): Promise<string> {
    const account = directAccount(destination);
    const id = account ?? addressOf(destination);
    if (!isSnowflake(id)) {
      throw new SendError('refused', `${destination} names no Discord id; copy it with Developer Mode on.`);
    }
    return account === undefined ? id : directs.channel(account, signal);
  }

  /** Says it in the thread; where that cannot be, as an answer in the channel. */
  async function follow(post: Post, below: MessageAddress, channel: string): Promise<MessageAddress> {
    const replyTo = below.channel === channel ? below.message : undefined;
    if (post.loud || directAccount(post.destination) !== undefined) return messages.create(channel, post, replyTo);
    try {
      return await messages.create(await threads.open(below, post.signal), post);
    } catch (error) {
      if (!cannotThread(error)) throw error;
      log.warn({ channel, cause: String(error) }, 'there is no way into a thread, so it is said in the channel');
      return messages.create(channel, post, replyTo);
    }
  }

  async function open(post: Post, channel: string): Promise<MessageAddress> {
    const made = await messages.create(channel, post);
    threads.name(made.message, post.card.title);
    return made;
  }

  return {
    pacing: PACING,
    async post(post) {
      return guarded('post', post.signal, async () => {
        const channel = await channelOf(post.destination, post.signal);
        const below = post.thread === undefined ? undefined : parseReference(post.thread);
        return referenceOf(below ? await follow(post, below, channel) : await open(post, channel));
      });
    },
    async edit(_destination, reference, card, signal) {
      await guarded('edit', signal, async () => {
        const address = parseReference(reference);
        await messages.change(address, card, signal);
        threads.name(address.message, card.title);
      });
    },
    async find(post, since) {
      return guarded('look', post.signal, async () => {
        const channel = await channelOf(post.destination, post.signal);
        return findMessage(rest, post, { channel, since });
      });
    },
  };
}
