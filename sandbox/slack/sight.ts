import type { Json } from './block-kit.ts';
import type { PostOffice } from './delivery/post-office.ts';
import type { SocketMode } from './delivery/socket-mode.ts';
import { postedIn, type Posted } from './messages.ts';
import { stackOf, viewJson } from './modals.ts';
import { BOT } from './options.ts';
import type { Channel, Ephemeral, World } from './world.ts';

/** What can be seen of the workspace. All of it are copies. */
export interface Sight {
  /** Top-level messages of a channel, oldest first, each with its `replies`. The channel goes by id or name. */
  messages(channel: string): Posted[];
  /** What only this person sees, oldest first. */
  ephemerals(user: string): Ephemeral[];
  /** Modals of this person, the visible one last. */
  views(user: string): Json[];
  home(user: string): Json | undefined;
  directMessages(user: string): Posted[];
  /** Everything, for the page. */
  state(): Json;
}

export function createSight(world: World, socketMode: SocketMode, office: PostOffice): Sight {
  const sight: Sight = {
    messages: (channel) => postedIn(channelCalled(world, channel)),
    ephemerals: (user) => structuredClone(world.ephemerals.filter((one) => one.user === user)),
    views: (user) => stackOf(world, user).map((view) => structuredClone(viewJson(world, view))),
    home(user) {
      const view = world.homes.get(user);
      return view && structuredClone(viewJson(world, view));
    },
    directMessages(user) {
      const channel = [...world.channels.values()].find((one) => one.person === user);
      return channel ? postedIn(channel) : [];
    },
    state: () => ({
      team: world.settings.team,
      bot: BOT,
      users: [...world.users.values()],
      userGroups: [...world.userGroups.values()],
      channels: [...world.channels.values()].map((channel) => channelState(channel)),
      ephemerals: world.ephemerals,
      views: Object.fromEntries([...world.stacks.keys()].map((user) => [user, sight.views(user)])),
      homes: Object.fromEntries([...world.homes.keys()].map((user) => [user, sight.home(user)])),
      connections: socketMode.connections(),
      deliveries: office.deliveries.slice(-200),
      mistakes: world.mistakes,
      pings: world.pings.slice(-200),
    }),
  };
  return sight;
}

/** The channel with this id or name; throws when there is none. */
export function channelCalled(world: World, name: string): Channel {
  const plain = name.replace(/^#/, '');
  for (const channel of world.channels.values()) if (channel.id === plain || channel.name === plain) return channel;
  throw new Error(`No channel ${name}`);
}

function channelState(channel: Channel): Json {
  const { messages: _messages, ...rest } = channel;
  return { ...rest, messages: postedIn(channel) };
}
