import type { REST } from 'discord.js';
import { addressOf, type Destination, directAccount } from '../../desk/destination.ts';
import { type PlatformLog, type Post, SendError } from '../contract.ts';
import { isSnowflake, type MessageAddress, parseReference } from './address.ts';
import { createDirects } from './directs.ts';
import type { Messages } from './messages.ts';
import { cannotThread, type Threads } from './threads.ts';

/** Where a post goes: into a channel, a direct message, a thread, or beside the thread that cannot be. */
export interface Posting {
  channelOf(destination: Destination, signal: AbortSignal): Promise<string>;
  post(post: Post): Promise<MessageAddress>;
}

export interface PostingParts {
  threads: Threads;
  messages: Messages;
  log: PlatformLog;
}

export function createPosting(rest: REST, { threads, messages, log }: PostingParts): Posting {
  const directs = createDirects(rest);

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

  return {
    channelOf,
    async post(post) {
      const channel = await channelOf(post.destination, post.signal);
      if (post.thread !== undefined) return follow(post, parseReference(post.thread), channel);
      const made = await messages.create(channel, post);
      threads.name(made.message, post.card.title);
      return made;
    },
  };
}
