import type { ChatPostMessageArguments, WebClient } from '@slack/web-api';
import { NO_ITEM, type Card } from '../../desk/card.ts';
import { directAccount, type Destination } from '../../desk/destination.ts';
import { SendError, type Outbound, type Pacing, type Post } from '../contract.ts';
import { channelFinder } from './direct-channels.ts';
import { EVENT_TYPE, findPost } from './find.ts';
import { messageAt, referenceOf } from './reference.ts';
import { plainMessage, renderCard, type SlackMessage } from './render.ts';
import { isTooMuch, sendErrorFrom } from './trouble.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * https://docs.slack.dev/apis/web-api/rate-limits: a post a second and channel, several hundred a minute in all; edits are
 * tier 3, 50 a minute for the whole workspace.
 */
const PACING: Pacing = {
  posts: { each: { count: 1, seconds: 1, burst: 1 }, all: { count: 200, seconds: 60, burst: 20 } },
  edits: { each: { count: 45, seconds: 60, burst: 45 }, all: { count: 45, seconds: 60, burst: 5 } },
};

/** Cards remembered as too much to draw, so that the next attempt is in words at once. */
const REMEMBERED = 500;

/** Sends over a client of its own, which neither retries nor waits: that is the pump's business. */
export function createOutbound(client: WebClient): Outbound {
  const channelFor = channelFinder(client);
  const tooMuch = new Set<string>();
  let bot: Promise<string | undefined> | undefined;

  async function botId(): Promise<string | undefined> {
    bot ??= client.auth.test().then((answer) => answer.bot_id);
    return bot.catch(() => (bot = undefined));
  }

  /** Sends the card; when Slack will not draw it, words instead, once. */
  async function drawn<Result>(
    card: Card,
    rings: boolean,
    send: (message: SlackMessage) => Promise<Result>,
  ): Promise<Result> {
    const key = `${card.ref}@${card.revision}`;
    if (tooMuch.has(key)) return send(plainMessage(card));
    try {
      return await send(renderCard(card, rings));
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      tooMuch.add(key);
      for (const oldest of tooMuch) if (tooMuch.size > REMEMBERED) tooMuch.delete(oldest);
      return send(plainMessage(card));
    }
  }

  async function post(wanted: Post): Promise<string> {
    const channel = await untilAborted(() => channelFor(wanted.destination), wanted.signal).catch(before);
    const send = (message: SlackMessage): Promise<string> => postMessage(client, channel, wanted, message);
    return untilAborted(() => drawn(wanted.card, isNotice(wanted), send), wanted.signal).catch(during);
  }

  async function edit(_destination: Destination, reference: string, card: Card, signal: AbortSignal): Promise<void> {
    const { channel, ts } = messageAt(reference);
    const send = async (message: SlackMessage): Promise<void> => {
      await client.chat.update({ channel, ts, ...quiet, ...message });
    };
    await untilAborted(() => drawn(card, card.ref === NO_ITEM, send), signal).catch(during);
  }

  async function find(wanted: Post, since: number): Promise<string | undefined> {
    const channel = await untilAborted(() => channelFor(wanted.destination), wanted.signal).catch(before);
    return findPost(client, wanted, { channel, since, bot: await botId() });
  }

  return { pacing: PACING, post, edit, find };
}

/** Nothing in our own words asks Slack to look for names or addresses in them. */
const quiet = { link_names: false, parse: 'none' } as const;

async function postMessage(client: WebClient, channel: string, post: Post, message: SlackMessage): Promise<string> {
  const said: ChatPostMessageArguments = {
    channel,
    ...quiet,
    ...message,
    metadata: { event_type: EVENT_TYPE, event_payload: { key: post.key } },
    unfurl_links: false,
    unfurl_media: false,
  };
  const wanted = post.thread === undefined ? said : inThread(said, post.thread, post.loud);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not a window's.
  const answer = await client.chat.postMessage(wanted);
  if (answer.ts === undefined) throw new SendError('unsure', 'Slack took the message and did not say where it is.');
  return referenceOf({ channel: answer.channel ?? channel, ts: answer.ts });
}

function inThread(said: ChatPostMessageArguments, thread: string, loud = false): ChatPostMessageArguments {
  const { ts } = messageAt(thread);
  return loud ? { ...said, thread_ts: ts, reply_broadcast: true } : { ...said, thread_ts: ts };
}

/** Cards of an item stand and ring nobody; what is about none, in a thread, or for one person is a notice. */
function isNotice(post: Post): boolean {
  return post.card.ref === NO_ITEM || post.thread !== undefined || directAccount(post.destination) !== undefined;
}

function before(error: unknown): never {
  throw sendErrorFrom(error, false);
}

function during(error: unknown): never {
  throw sendErrorFrom(error, true);
}
