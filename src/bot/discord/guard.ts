import type { REST } from 'discord.js';
import { SendError } from '../contract.ts';
import { isOurs, isUnauthorized, TOKEN_REFUSED, troubleFor } from './trouble.ts';

/** A refused token is tried again after this long: each refusal counts towards a ban of the address. */
const REFUSED_PAUSE = 60_000;

/** Runs calls so that whatever fails leaves as a SendError, but for mistakes of our own. */
export type Guard = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** The library forgets the token at the first 401, so that it is given anew; while it is refused no call is made. */
export function createGuard(rest: REST, token: string): Guard {
  let refusedAt = Number.NEGATIVE_INFINITY;
  return async (signal, work) => {
    if (signal.aborted) throw new SendError('later', 'There was no time left to send it.');
    if (Date.now() < refusedAt + REFUSED_PAUSE) throw new SendError('refused', TOKEN_REFUSED);
    rest.setToken(token);
    try {
      return await work();
    } catch (error) {
      if (isOurs(error)) throw error;
      if (isUnauthorized(error)) refusedAt = Date.now();
      throw troubleFor(error);
    }
  };
}
