import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Post } from '../contract.ts';
import { messageAt, referenceOf } from './reference.ts';
import { isThreadGone } from './trouble.ts';

/** The type of the metadata that names our messages. Anybody with access may read it, so it holds a key and nothing else. */
export const EVENT_TYPE = 'deskbell';

/** Clocks differ: looked for from this long before, in milliseconds. */
const EARLIER = 5_000;
/** A message may be there a moment before the history shows it. */
const LAG = 800;
const PAGE = 100;
/** Enough for the busiest channel in the minutes that a post can be in doubt. */
const PAGES = 20;

interface Stored {
  ts?: string;
  bot_id?: string;
  metadata?: { event_type?: string; event_payload?: object };
}

interface Listing {
  messages?: Stored[];
  response_metadata?: { next_cursor?: string };
}

/** Looks for the message that carries the post's key, twice, since Slack's history lags. `bot` is our own bot id. */
export async function findPost(
  client: WebClient,
  post: Post,
  where: { channel: string; since: number; bot: string | undefined },
): Promise<string | undefined> {
  const first = await look(client, post, where);
  if (first !== undefined) return first;
  await pause(LAG, undefined, { signal: post.signal });
  return look(client, post, where);
}

async function look(
  client: WebClient,
  post: Post,
  where: { channel: string; since: number; bot: string | undefined },
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const listing = await list(client, post, where, cursor);
    const found = listing.messages?.find((message) => isOurs(message, post.key, where.bot));
    if (found?.ts !== undefined) return referenceOf({ channel: where.channel, ts: found.ts });
    cursor = listing.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
  return undefined;
}

async function list(
  client: WebClient,
  post: Post,
  where: { channel: string; since: number },
  cursor: string | undefined,
): Promise<Listing> {
  const common = {
    channel: where.channel,
    oldest: String((where.since - EARLIER) / 1000),
    limit: PAGE,
    include_all_metadata: true,
    ...(cursor === undefined ? {} : { cursor }),
  };
  if (post.thread === undefined) return client.conversations.history(common);
  try {
    return await client.conversations.replies({ ...common, ts: messageAt(post.thread).ts });
  } catch (error) {
    // What must be seen is then in the channel itself.
    if (isThreadGone(error)) return client.conversations.history(common);
    throw error;
  }
}

function isOurs(message: Stored, key: string, bot: string | undefined): boolean {
  const { metadata } = message;
  if (metadata?.event_type !== EVENT_TYPE || metadata.event_payload === undefined) return false;
  if (bot !== undefined && message.bot_id !== undefined && message.bot_id !== bot) return false;
  return 'key' in metadata.event_payload && metadata.event_payload.key === key;
}
