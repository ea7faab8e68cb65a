import type { REST } from 'discord.js';
import type { Outbound, Pacing, PlatformLog } from '../contract.ts';
import { parseReference, referenceOf } from './address.ts';
import { findMessage } from './find.ts';
import { createGuard } from './guard.ts';
import { createMessages } from './messages.ts';
import { createPosting } from './posting.ts';
import type { Questions } from './questions.ts';
import type { Environment } from './schema.ts';
import { createThreads } from './threads.ts';

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

/** Sends over `rest`, which nothing else may use. */
export function createOutbound(rest: REST, { environment, questions, log }: OutboundParts): Outbound {
  const guarded = createGuard(rest, environment.DISCORD_TOKEN);
  const threads = createThreads(rest);
  const messages = createMessages(rest, { threads, questions, log });
  const posting = createPosting(rest, { threads, messages, log });
  return {
    pacing: PACING,
    post: async (post) => guarded(post.signal, async () => referenceOf(await posting.post(post))),
    async edit(_destination, reference, card, signal) {
      await guarded(signal, async () => {
        const address = parseReference(reference);
        await messages.change(address, card, signal);
        threads.name(address.message, card.title);
      });
    },
    find: async (post, since) =>
      guarded(post.signal, async () => {
        const channel = await posting.channelOf(post.destination, post.signal);
        return findMessage(rest, post, { channel, since });
      }),
  };
}
