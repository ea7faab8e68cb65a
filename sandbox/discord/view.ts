import { type Seen, seenOf } from './hands/interaction.ts';
import { postsFor, channelNamed, personOf } from './hands/look.ts';
import { ChannelType } from './codes.ts';
import { rolesJson } from './profiles.ts';
import { archiveIdle } from './thread-age.ts';
import type { Channel, Command, Message } from './shapes.ts';
import { directChannel, type OpenModal, publicMessages, type World } from './world.ts';

/** Reading what stands in the guild. Channels and users by id or name; messages oldest first, in wire form. */
export interface View {
  /** Messages of a channel or thread that everybody there sees. */
  messages(channel: string): Message[];
  threads(channel?: string): Channel[];
  directMessages(user: string): Message[];
  ephemerals(user: string): Message[];
  /** Forms that stand open on the person's screen. */
  modals(user: string): OpenModal[];
  commands(): Command[];
  /** Everything that anybody pressed, typed or sent, oldest first. */
  interactions(): Seen[];
  state(): Record<string, unknown>;
}

export function createView(world: World): View {
  const view: View = {
    messages: (channel) => structuredClone(publicMessages(world, channelNamed(world, channel).id)),
    threads(channel) {
      archiveIdle(world);
      const parent = channel === undefined ? undefined : channelNamed(world, channel).id;
      const threads = [...world.channels.values()].filter(({ type }) => type === ChannelType.thread);
      return structuredClone(threads.filter((thread) => parent === undefined || thread.parent_id === parent));
    },
    directMessages(user) {
      const channel = directChannel(world, personOf(world, user).user.id);
      return channel ? structuredClone(publicMessages(world, channel.id)) : [];
    },
    ephemerals(user) {
      const { id } = personOf(world, user).user;
      const own = postsFor(world, id).filter(({ viewer }) => viewer === id);
      return structuredClone(own.map(({ message }) => message));
    },
    modals(user) {
      const { id } = personOf(world, user).user;
      return structuredClone(world.modals.filter(({ userId }) => userId === id));
    },
    commands: () => structuredClone([...world.commands.guild, ...world.commands.global]),
    interactions: () => [...world.interactions.values()].map((interaction) => seenOf(world, interaction)),
    state: () => stateOf(world, view),
  };
  return view;
}

function stateOf(world: World, view: View): Record<string, unknown> {
  const users = [...world.people.values()];
  const channels = [...world.channels.values()];
  return {
    now: world.now(),
    guild: world.settings.guild,
    bot: world.bot,
    users: users.map(({ user, admin, roles, dmClosed, member }) => ({
      id: user.id,
      name: user.global_name,
      admin,
      roles,
      dmClosed,
      member,
    })),
    roles: rolesJson(world.settings).map(({ id, name }) => ({ id, name })),
    channels: channels
      .filter(({ type }) => type === ChannelType.text)
      .map((channel) => ({
        ...channel,
        messages: view.messages(channel.id),
        threads: view.threads(channel.id).map((thread) => ({ ...thread, messages: view.messages(thread.id) })),
      })),
    directMessages: Object.fromEntries(users.map(({ user }) => [user.id, view.directMessages(user.id)])),
    ephemerals: Object.fromEntries(users.map(({ user }) => [user.id, view.ephemerals(user.id)])),
    modals: Object.fromEntries(users.map(({ user }) => [user.id, view.modals(user.id)])),
    commands: view.commands(),
    violations: world.violations,
  };
}
