import { createHash } from 'node:crypto';
import type { Destination } from '../../desk/destination.ts';
import { SendError } from '../contract.ts';
import { NONCE } from './limits.ts';

const DISCORD_EPOCH = 1_420_070_400_000;
/** Discord numbers the other components from 1. */
const COUNTED_COMPONENTS = 1000;
const HIGHEST_ID = 2 ** 31 - 1;
const SNOWFLAKE = /^\d{17,20}$/;

/** A message as the pump remembers it: `<channel>/<message>`. */
export interface MessageAddress {
  channel: string;
  message: string;
}

export function referenceOf(address: MessageAddress): string {
  return `${address.channel}/${address.message}`;
}

export function parseReference(reference: string): MessageAddress {
  const [channel, message] = reference.split('/');
  if (!channel || !message || !isSnowflake(channel) || !isSnowflake(message)) {
    throw new SendError('gone', `${reference} is no reference of a Discord message.`);
  }
  return { channel, message };
}

export function isSnowflake(id: string): boolean {
  return SNOWFLAKE.test(id);
}

/** The smallest id that something made at this instant (epoch milliseconds) can have. */
export function snowflakeAt(instant: number): string {
  return (BigInt(Math.max(0, Math.floor(instant) - DISCORD_EPOCH)) << 22n).toString();
}

/** By what a post is known at Discord. */
export interface Signs {
  /** Discord answers a second post with the same nonce with the first message, for some minutes and over all channels. */
  nonce: string;
  /** Number of the message's first component, kept as long as the message is not edited. */
  mark: number;
}

export function signsOf({ destination, key }: { destination: Destination; key: string }): Signs {
  const digest = createHash('sha256').update(`${destination} ${key}`).digest();
  const mark = COUNTED_COMPONENTS + (digest.readUInt32BE(digest.length - 4) % (HIGHEST_ID - COUNTED_COMPONENTS));
  return { nonce: digest.toString('base64url').slice(0, NONCE), mark };
}
