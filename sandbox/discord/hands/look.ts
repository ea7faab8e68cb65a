import { walk } from '../rules/components.ts';
import { ChannelType } from '../codes.ts';
import type { Channel, Component } from '../shapes.ts';
import type { Person, Post, World } from '../world.ts';

/** Says which component a person means; without `message`, the newest message that has it. */
export interface Target {
  user: string;
  /** Id or name; without it every channel the person sees. */
  channel?: string;
  message?: string;
  customId?: string;
  /** Text of a button, or placeholder of a select. */
  label?: string;
}

/** A user by id or by name. */
export function personOf(world: World, user: string): Person {
  const person = world.people.get(user) ?? [...world.people.values()].find((one) => one.user.global_name === user);
  if (!person) throw new Error(`There is no user ${user}`);
  return person;
}

/** A channel, thread or direct channel by id or by name. */
export function channelNamed(world: World, channel: string): Channel {
  const found = world.channels.get(channel) ?? [...world.channels.values()].find(({ name }) => name === channel);
  if (!found) throw new Error(`There is no channel ${channel}`);
  return found;
}

/** What the person sees: all of the guild, their own direct messages, their own ephemerals. Oldest first. */
export function postsFor(world: World, userId: string, channelId?: string): Post[] {
  const visible: Post[] = [];
  for (const [id, posts] of world.posts) {
    if (channelId && channelId !== id) continue;
    const channel = world.channels.get(id);
    if (!channel || (channel.type === ChannelType.direct && channel.recipients?.[0]?.id !== userId)) continue;
    visible.push(...posts.filter(({ viewer }) => viewer === undefined || viewer === userId));
  }
  return visible;
}

/** The component that the person means, of one of the given types, and its message. */
export function findComponent(
  world: World,
  target: Target,
  types: readonly number[],
): { post: Post; component: Component } {
  const { user } = personOf(world, target.user);
  const channelId = target.channel === undefined ? undefined : channelNamed(world, target.channel).id;
  const posts = postsFor(world, user.id, channelId).filter(
    ({ message }) => target.message === undefined || message.id === target.message,
  );
  for (const post of posts.toReversed()) {
    for (const [component] of walk(post.message.components)) {
      if (!types.includes(component.type) || !isMeant(component, target)) continue;
      if (component.disabled) throw new Error(`${component.label ?? component.custom_id} is disabled`);
      return { post, component };
    }
  }
  throw new Error(`${user.global_name} sees nothing like ${JSON.stringify(target)}`);
}

function isMeant(component: Component, { customId, label }: Target): boolean {
  if (customId !== undefined) return component.custom_id === customId;
  return label !== undefined && (component.label === label || component.placeholder === label);
}
