import { PERMISSIONS } from './permissions.ts';
import { channelJson } from './profiles.ts';
import type { Gateway } from './gateway.ts';
import { channelNamed, personOf } from './hands/look.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';
import { removePost } from './world.ts';

/** What may happen in a guild behind the bot's back. */
export interface Mischief {
  /** Somebody deletes a message. */
  removeMessage(channel: string, message: string): void;
  removeChannel(channel: string): void;
  /** Takes permissions from the bot in a channel, by discord.js's names; an empty list gives all back. */
  deny(channel: string, permissions: string[]): void;
  closeDirectMessages(user: string, closed: boolean): void;
  /** The person leaves the guild, and with it every way to write to them. */
  leave(user: string): void;
  archive(thread: string, locked?: boolean): void;
}

export function createMischief(world: World): Mischief {
  return {
    removeMessage(channel, message) {
      const { id } = channelNamed(world, channel);
      const post = world.posts.get(id)?.find((one) => one.message.id === message);
      if (!post) throw refusal(10008);
      removePost(world, post);
      world.changed();
    },
    removeChannel(channel) {
      const gone = channelNamed(world, channel);
      for (const one of world.channels.values()) if (one.parent_id === gone.id) drop(world, one.id);
      drop(world, gone.id);
      world.dispatch('CHANNEL_DELETE', gone, 1);
      world.changed();
    },
    deny(channel, permissions) {
      const unknown = permissions.filter((name) => !(name in PERMISSIONS));
      if (unknown.length > 0) throw new Error(`No such permission: ${unknown.join(', ')}`);
      const named = channelNamed(world, channel);
      world.denied.set(named.id, new Set(permissions));
      world.dispatch('CHANNEL_UPDATE', channelJson(world, named), 1);
      world.changed();
    },
    closeDirectMessages(user, closed) {
      personOf(world, user).dmClosed = closed;
      world.changed();
    },
    leave(user) {
      personOf(world, user).member = false;
      world.changed();
    },
    archive(thread, locked = false) {
      const state = channelNamed(world, thread).thread_metadata;
      if (!state) throw new Error(`${thread} is not a thread`);
      Object.assign(state, { archived: true, locked });
      world.dispatch('THREAD_UPDATE', channelNamed(world, thread), 1);
      world.changed();
    },
  };
}

function drop(world: World, id: string): void {
  world.channels.delete(id);
  world.posts.delete(id);
}

/** What the gateway can be told over HTTP, by name. */
export function pullLever(gateway: Gateway, lever: { do: string; code?: number; on?: boolean }): void {
  const { code = 4000, on = true } = lever;
  if (lever.do === 'close') gateway.closeAll(code);
  else if (lever.do === 'reconnect') gateway.askReconnect();
  else if (lever.do === 'invalidate') gateway.invalidate(on);
  else if (lever.do === 'silence') gateway.silence(on);
  else if (lever.do === 'hold-guild') gateway.holdGuild(on);
  else throw new Error(`The gateway has no lever ${lever.do}`);
}
