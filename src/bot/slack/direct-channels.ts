import type { WebClient } from '@slack/web-api';
import { addressOf, directAccount, type Destination } from '../../desk/destination.ts';
import { SendError } from '../contract.ts';
import { sendErrorFrom } from './trouble.ts';

/** The channel id behind a destination; a direct message has one once it was opened. */
export type ChannelFor = (destination: Destination) => Promise<string>;

/** Opens each direct message once: edits need its `D…` id, and the id never changes. */
export function channelFinder(client: WebClient): ChannelFor {
  const opened = new Map<string, string>();
  return async (destination) => {
    const account = directAccount(destination);
    if (account === undefined) return addressOf(destination);
    const known = opened.get(account);
    if (known !== undefined) return known;
    const channel = await openDirect(client, account);
    opened.set(account, channel);
    return channel;
  };
}

async function openDirect(client: WebClient, account: string): Promise<string> {
  try {
    const { channel } = await client.conversations.open({ users: account });
    if (channel?.id !== undefined) return channel.id;
  } catch (error) {
    throw sendErrorFrom(error, false);
  }
  throw new SendError('later', 'Slack opened a direct message and did not say which.');
}
