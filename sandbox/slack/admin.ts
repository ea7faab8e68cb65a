import type { Json } from './block-kit.ts';
import type { Ack } from './delivery/parcel.ts';
import type { PostOffice } from './delivery/post-office.ts';
import { verifyAddress } from './delivery/signed-http.ts';
import type { DisconnectReason, SocketMode } from './delivery/socket-mode.ts';
import { removeMessage } from './methods/chat.ts';
import { userJson } from './methods/people.ts';
import { BOT } from './options.ts';
import { channelCalled } from './sight.ts';
import type { Channel, World } from './world.ts';

/** What an administrator, or Slack itself, can do to the app. */
export interface Admin {
  /** Open Socket Mode connections, and those told to leave that still linger. */
  connections(): { open: number; closing: number };
  disconnect(reason: DisconnectReason, connection?: number): void;
  /** Breaks all sockets without a word. */
  cut(): void;
  /** Delivers an event of any kind, subscribed or not. `app_rate_limited` comes without an inner event, as from Slack. */
  event(event: Json): Promise<Ack>;
  /** The last event comes once more with its retry number, although it was acked. */
  repeatEvent(): Promise<Ack>;
  /** The next `count` acks over sockets get lost: the person sees an error although the bot did its work. */
  loseAcks(count: number): void;
  /** Sets the bot's request address, used while no socket is open. */
  deliverTo(root: string | undefined): void;
  /** Slack's check when a request address is entered. */
  verifyAddress(root: string): Promise<boolean>;
  invite(channel: string): void;
  kick(channel: string): void;
  archive(channel: string, archived?: boolean): void;
  /** Deletes a message by hand, as an administrator may. */
  deleteMessage(channel: string, ts: string): void;
  /** A person reloads the page: what was shown to them alone is gone. */
  reload(user: string): void;
  deactivate(user: string): void;
  /** Every call then answers this error, such as `account_inactive`; undefined heals it. */
  breakToken(error: string | undefined): void;
}

export function createAdmin(world: World, socketMode: SocketMode, office: PostOffice): Admin {
  function announceTo(event: string, channel: Channel, more: Json = {}): void {
    void world.announce(event, { type: event, channel: channel.id, ...more });
  }

  return {
    connections: () => socketMode.connections(),
    disconnect: (reason, connection) => socketMode.disconnect(reason, connection),
    cut: () => socketMode.cut(),
    event: (event) => office.deliverEvent(event),
    repeatEvent: () => office.repeatEvent(),
    loseAcks: (count) => socketMode.loseAcks(count),
    deliverTo: (root) => office.deliverTo(root),
    verifyAddress: (root) => verifyAddress(world, root),
    invite(name) {
      const channel = channelCalled(world, name);
      if (channel.members.includes(BOT.userId)) return;
      channel.members.push(BOT.userId);
      world.standIn.changed();
      announceTo('member_joined_channel', channel, { user: BOT.userId, channel_type: channel.isPrivate ? 'G' : 'C' });
    },
    kick(name) {
      const channel = channelCalled(world, name);
      channel.members = channel.members.filter((member) => member !== BOT.userId);
      world.standIn.changed();
      announceTo(channel.isPrivate ? 'group_left' : 'channel_left', channel);
    },
    archive(name, archived = true) {
      const channel = channelCalled(world, name);
      channel.isArchived = archived;
      world.standIn.changed();
      announceTo(`${channel.isPrivate ? 'group' : 'channel'}_${archived ? 'archive' : 'unarchive'}`, channel);
    },
    deleteMessage(name, ts) {
      const channel = channelCalled(world, name);
      const message = channel.messages.get(ts);
      if (!message) throw new Error(`No message ${ts} in ${name}`);
      removeMessage(channel, message);
      world.standIn.changed();
    },
    reload(user) {
      const kept = world.ephemerals.filter((one) => one.user !== user);
      world.ephemerals.splice(0, world.ephemerals.length, ...kept);
      world.standIn.changed();
    },
    deactivate(user) {
      const setup = world.users.get(user);
      if (!setup) throw new Error(`Nobody in this workspace is ${user}`);
      setup.isDeleted = true;
      world.standIn.changed();
      void world.announce('user_change', { type: 'user_change', user: userJson(world, setup) });
    },
    breakToken(error) {
      world.tokenError = error;
    },
  };
}
