import { BOT } from '../options.ts';
import type { Channel, Message } from '../world.ts';
import { channelOf, type Reach } from './outcome.ts';

export interface Saying {
  user: string;
  channel: string;
  text: string;
  threadTs?: string;
}

/** Writes a message as a person; the bot hears of it only where it is a member and subscribed to that kind of channel. */
export async function say({ world, office }: Reach, said: Saying): Promise<Message> {
  const channel = channelOf(world, said.user, said.channel);
  const { messages, readOnly } = world.settings.appHome;
  if (channel.kind === 'im' && (readOnly || !messages)) throw new Error('Sending messages to this app is turned off');
  if (channel.isArchived) throw new Error(`${said.channel} is archived`);
  const message: Message = {
    type: 'message',
    ts: world.nextTs(),
    user: said.user,
    team: world.settings.team.id,
    text: said.text,
    ...(said.threadTs ? { thread_ts: said.threadTs } : {}),
  };
  channel.messages.set(message.ts, message);
  world.standIn.changed();
  if (channel.members.includes(BOT.userId)) {
    const { event, kind } = eventFor(channel);
    await office.announce(event, { ...message, channel: channel.id, channel_type: kind, event_ts: message.ts });
  }
  return structuredClone(message);
}

/** The subscription under which messages of this channel come, and how they call the channel. */
function eventFor(channel: Channel): { event: string; kind: string } {
  if (channel.kind === 'im') return { event: 'message.im', kind: 'im' };
  return channel.isPrivate
    ? { event: 'message.groups', kind: 'group' }
    : { event: 'message.channels', kind: 'channel' };
}
