import { type APIMessage, type REST, RESTJSONErrorCodes as Code, Routes } from 'discord.js';
import type { Card } from '../../desk/card.ts';
import type { PlatformLog, Post } from '../contract.ts';
import type { MessageAddress } from './address.ts';
import type { Questions } from './questions.ts';
import { type Extras, type MessageBody, renderCard, renderPlainly } from './render.ts';
import { highlighting, ringing } from './ringing.ts';
import { signsOf } from './signs.ts';
import type { Threads } from './threads.ts';
import { isCode } from './trouble.ts';

/** Makes and changes messages; errors are the library's. */
export interface Messages {
  create(channel: string, post: Post, replyTo?: string): Promise<MessageAddress>;
  change(address: MessageAddress, card: Card, signal: AbortSignal): Promise<void>;
}

export interface MessageParts {
  threads: Threads;
  questions: Questions;
  log: PlatformLog;
}

export function createMessages(rest: REST, { threads, questions, log }: MessageParts): Messages {
  /** Sends the card, or its words alone when Discord does not take the card. */
  async function send<T>(card: Card, extras: Extras, call: (body: MessageBody) => Promise<T>): Promise<T> {
    questions.learn(card);
    try {
      return await call(renderCard(card, extras));
    } catch (error) {
      if (!isCode(error, Code.InvalidFormBodyOrContentType, Code.CannotSendAnEmptyMessage)) throw error;
      log.error({ ref: card.ref, cause: String(error) }, 'Discord refused a card, sending its words alone');
      return call(renderPlainly(card, extras));
    }
  }

  return {
    async create(channel, post, replyTo) {
      const { card, signal } = post;
      const { nonce, mark } = signsOf(post);
      const more = {
        nonce,
        enforce_nonce: true,
        ...(replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
      };
      const made = await threads.awake(channel, signal, () =>
        send(card, { ring: ringing(post), mark }, (body) =>
          rest.post(Routes.channelMessages(channel), { body: { ...body, ...more }, signal }),
        ),
      );
      return { channel, message: (made as APIMessage).id };
    },
    async change({ channel, message }, card, signal) {
      await threads.awake(channel, signal, () =>
        send(card, { ring: highlighting(card) }, (body) =>
          rest.patch(Routes.channelMessage(channel, message), { body, signal }),
        ),
      );
    },
  };
}
