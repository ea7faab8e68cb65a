import type { WebClient } from '@slack/web-api';
import { NO_ITEM, type Card } from '../../desk/card.ts';
import type { Destination } from '../../desk/destination.ts';
import type { Outbound, Pacing, Post } from '../contract.ts';
import { channelFinder } from './direct-channels.ts';
import { findPost } from './find.ts';
import { postMessage, QUIET } from './post-message.ts';
import { createRecent } from './recent.ts';
import { messageAt } from './reference.ts';
import { holdsList, plainMessage, renderCard, type SlackMessage } from './render.ts';
import { isTooMuch, sendErrorFrom } from './trouble.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * https://docs.slack.dev/apis/web-api/rate-limits: a post a second and channel, several hundred a minute in all; edits are
 * tier 3, 50 a minute for the whole workspace.
 */
const PACING: Pacing = {
  posts: { each: { count: 1, seconds: 1, burst: 1 }, all: { count: 200, seconds: 60, burst: 20 } },
  edits: { each: { count: 45, seconds: 60, burst: 45 }, all: { count: 45, seconds: 60, burst: 30 } },
};

/** Sends over a client of its own, which neither retries nor waits: that is the pump's business. */
export function createOutbound(client: WebClient): Outbound {
  const channelFor = channelFinder(client);
  /** Cards that Slack would not draw, and threads that are no more: the next attempt avoids them at once. */
  const tooMuch = createRecent();
  const lostThreads = createRecent();
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
    const key = `${card.ref}@${card.revision}@${card.title}`;
    if (tooMuch.has(key)) return send(plainMessage(card));
    try {
      return await send(renderCard(card, rings));
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      tooMuch.add(key);
      return send(plainMessage(card));
    }
  }

  async function post(wanted: Post): Promise<string> {
    const { destination, card, signal } = wanted;
    const channel = await untilAborted(() => channelFor(destination), signal).catch(before);
    const send = (message: SlackMessage): Promise<string> =>
      postMessage(client, { channel, lostThreads }, wanted, message);
    return untilAborted(() => drawn(card, wanted.rings === true, send), signal).catch(during);
  }

  async function edit(_destination: Destination, reference: string, card: Card, signal: AbortSignal): Promise<void> {
    const { channel, ts } = messageAt(reference);
    const send = async (message: SlackMessage): Promise<void> => {
      await client.chat.update({ channel, ts, ...QUIET, ...message });
    };
    await untilAborted(() => drawn(card, card.ref === NO_ITEM, send), signal).catch(during);
  }

  async function find(wanted: Post, since: number): Promise<string | undefined> {
    const work = async (): Promise<string | undefined> => {
      const channel = await channelFor(wanted.destination);
      return findPost(client, wanted, { channel, since, bot: await botId() });
    };
    return untilAborted(work, wanted.signal).catch(before);
  }

  return { pacing: PACING, post, edit, find, fits: holdsList };
}

function before(error: unknown): never {
  throw sendErrorFrom(error, false);
}

function during(error: unknown): never {
  throw sendErrorFrom(error, true);
}
