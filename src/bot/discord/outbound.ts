import type { REST } from 'discord.js';
import type { Outbound, Pacing, PlatformLog } from '../contract.ts';
import { parseReference, referenceOf } from './address.ts';
import { findMessage } from './find.ts';
import { createGuard } from './guard.ts';
import { createMessages } from './messages.ts';
import { createPosting } from './posting.ts';
import type { Questions } from './questions.ts';
import { holdsList } from './render.ts';
import type { Environment } from './schema.ts';
import { createThreads } from './threads.ts';

/** Observed are 5 posts and 5 edits in 5 s for each channel; half a second is spared. Over all, Discord allows 50 calls in a second. */
const WHOLE_BUDGET = { count: 40, seconds: 1, burst: 40 };
const CHANNEL_BUDGET = { count: 5, seconds: 5.5, burst: 2 };
const PACING: Pacing = {
  posts: { each: CHANNEL_BUDGET, all: WHOLE_BUDGET },
  edits: { each: CHANNEL_BUDGET, all: WHOLE_BUDGET },
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
    fits: holdsList,
  };
}
