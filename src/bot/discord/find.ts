import { type APIMessage, type APIUser, type REST, RESTJSONErrorCodes as Code, Routes } from 'discord.js';
import { directAccount } from '../../desk/destination.ts';
import type { Post } from '../contract.ts';
import { parseReference, referenceOf, snowflakeAt } from './address.ts';
import { MESSAGES_PAGE } from './limits.ts';
import { type Signs, signsOf } from './signs.ts';
import { isCode } from './trouble.ts';

/** How far Discord's clock may be behind ours, in milliseconds. */
const SKEW = 5000;

/** The reference of the message that a post made after `since`, looked for wherever it may have gone. */
export async function findMessage(
  rest: REST,
  post: Post,
  { channel, since }: { channel: string; since: number },
): Promise<string | undefined> {
  const author = ((await rest.get(Routes.user(), { signal: post.signal })) as APIUser).id;
  const signs = signsOf(post);
  const search = async (where: string): Promise<string | undefined> => {
    for (let after = snowflakeAt(since - SKEW); ;) {
      const messages = await page(rest, where, after, post.signal);
      const found = messages.find((message) => message.author.id === author && isSigned(message, signs));
      if (found) return referenceOf({ channel: where, message: found.id });
      const [newest] = messages;
      if (!newest || messages.length < MESSAGES_PAGE) return undefined;
      after = newest.id;
    }
  };
  const { thread } = post;
  const inThread = thread !== undefined && !post.loud && directAccount(post.destination) === undefined;
  const threaded = inThread ? await search(parseReference(thread).message) : undefined;
  return threaded ?? search(channel);
}

function isSigned(message: APIMessage, { nonce, mark }: Signs): boolean {
  return message.nonce === nonce || message.components?.[0]?.id === mark;
}

/** A page, newest first; a thread that was never made has none. */
async function page(rest: REST, channel: string, after: string, signal: AbortSignal): Promise<APIMessage[]> {
  const query = new URLSearchParams({ after, limit: String(MESSAGES_PAGE) });
  try {
    return (await rest.get(Routes.channelMessages(channel), { query, signal })) as APIMessage[];
  } catch (error) {
    if (isCode(error, Code.UnknownChannel)) return [];
    throw error;
  }
}
