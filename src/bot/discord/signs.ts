import { createHash } from 'node:crypto';
import type { Destination } from '../../desk/destination.ts';
import { NONCE } from './limits.ts';

/** By what a post is known at Discord. */
export interface Signs {
  /** Discord answers a second post with the same nonce with the first message, for some minutes and over all channels. */
  nonce: string;
  /** Number of the message's first component, kept as long as the message is not edited. */
  mark: number;
}

/** Discord numbers the other components from 1. */
const COUNTED_COMPONENTS = 1000;
const HIGHEST_NUMBER = 2 ** 31 - 1;

export function signsOf({ destination, key }: { destination: Destination; key: string }): Signs {
  const name = `${destination} ${key}`;
  return { nonce: digestOf(name).toString('base64url').slice(0, NONCE), mark: markFor(name) };
}

/** A component number by which a message is known again. */
export function markFor(name: string): number {
  const digest = digestOf(name);
  return COUNTED_COMPONENTS + (digest.readUInt32BE(digest.length - 4) % (HIGHEST_NUMBER - COUNTED_COMPONENTS));
}

function digestOf(name: string): Buffer {
  return createHash('sha256').update(name).digest();
}
