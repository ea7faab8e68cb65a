import { SendError } from '../contract.ts';

const DISCORD_EPOCH = 1_420_070_400_000;
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

/** Where a browser shows the message; undefined for what is no reference of one. */
export function linkTo(guild: string, reference: string): string | undefined {
  const [channel = '', message = ''] = reference.split('/');
  if (!isSnowflake(channel) || !isSnowflake(message)) return undefined;
  return `https://discord.com/channels/${guild}/${channel}/${message}`;
}

export function isSnowflake(id: string): boolean {
  return SNOWFLAKE.test(id);
}

/** The smallest id that something made at this instant (epoch milliseconds) can have. */
export function snowflakeAt(instant: number): string {
  return (BigInt(Math.max(0, Math.floor(instant) - DISCORD_EPOCH)) << 22n).toString();
}
