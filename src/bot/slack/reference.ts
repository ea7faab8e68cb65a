import { SendError } from '../contract.ts';

/** A message as Slack knows it: the channel (`D…` for direct messages) and its time stamp, which is a string and no number. */
export interface MessageAddress {
  channel: string;
  ts: string;
}

export function referenceOf({ channel, ts }: MessageAddress): string {
  return `${channel}/${ts}`;
}

export function messageAt(reference: string): MessageAddress {
  const [channel, ts, ...rest] = reference.split('/');
  if (!channel || !ts || rest.length > 0) throw new SendError('gone', 'This is no reference to a message in Slack.');
  return { channel, ts };
}
