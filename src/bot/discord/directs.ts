import { type APIDMChannel, type REST, Routes } from 'discord.js';
import { createBoundedMap } from './bounded.ts';

const REMEMBERED = 1000;

/** The channels of direct messages, opened once. */
export interface Directs {
  channel(account: string, signal: AbortSignal): Promise<string>;
}

export function createDirects(rest: REST): Directs {
  const channels = createBoundedMap<string>(REMEMBERED);
  return {
    async channel(account, signal) {
      const known = channels.get(account);
      if (known !== undefined) return known;
      const body = { recipient_id: account };
      const { id } = (await rest.post(Routes.userChannels(), { body, signal })) as APIDMChannel;
      channels.set(account, id);
      return id;
    },
  };
}
