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

/** Where a browser shows the message; undefined without the address of the workspace. */
export function permalink(workspace: string | undefined, reference: string): string | undefined {
  const [channel, ts] = reference.split('/');
  if (workspace === undefined || !channel || !ts || !URL.canParse(workspace)) return undefined;
  return new URL(`/archives/${channel}/p${ts.replace('.', '')}`, workspace).href;
}
