import type { ChatPostMessageArguments, WebClient } from '@slack/web-api';
import { SendError, type Post } from '../contract.ts';
import { EVENT_TYPE } from './find.ts';
import type { Recent } from './recent.ts';
import { messageAt, referenceOf } from './reference.ts';
import type { SlackMessage } from './render.ts';
import { isThreadGone } from './trouble.ts';

/** Nothing in our own words asks Slack to look for names or addresses in them. */
export const QUIET = { link_names: false, parse: 'none' } as const;

/** Posts a message that carries its key. What must be seen goes to the channel itself when its thread is no more. */
export async function postMessage(
  client: WebClient,
  where: { channel: string; lostThreads: Recent },
  post: Post,
  message: SlackMessage,
): Promise<string> {
  const said: ChatPostMessageArguments = {
    channel: where.channel,
    ...QUIET,
    ...message,
    metadata: { event_type: EVENT_TYPE, event_payload: { key: post.key } },
    unfurl_links: false,
    unfurl_media: false,
  };
  const { thread, loud = false } = post;
  if (thread === undefined || (loud && where.lostThreads.has(thread))) return send(client, said);
  try {
    return await send(client, inThread(said, thread, loud));
  } catch (error) {
    if (!loud || !isThreadGone(error)) throw error;
    where.lostThreads.add(thread);
    return send(client, said);
  }
}

async function send(client: WebClient, said: ChatPostMessageArguments): Promise<string> {
  const answer = await client.chat.postMessage(said);
  if (answer.ts === undefined) throw new SendError('unsure', 'Slack took the message and did not say where it is.');
  return referenceOf({ channel: answer.channel ?? said.channel, ts: answer.ts });
}

function inThread(said: ChatPostMessageArguments, thread: string, loud: boolean): ChatPostMessageArguments {
  const { ts } = messageAt(thread);
  return loud ? { ...said, thread_ts: ts, reply_broadcast: true } : { ...said, thread_ts: ts };
}
