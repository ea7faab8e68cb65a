import { ChannelType } from './codes.ts';
import type { Channel, Command, Message, ModalBody, Choice, User, Component } from './shapes.ts';
import type { Settings } from './options.ts';
import { byAge } from './snowflake.ts';
import { refusal } from './refusal.ts';

export interface Person {
  user: User;
  admin: boolean;
  roles: string[];
  dmClosed: boolean;
  /** False once the person has left the guild. */
  member: boolean;
}

/** A message as it stands, with what the wire does not tell. */
export interface Post {
  message: Message;
  at: number;
  /** Only this user sees it. */
  viewer?: string;
}

/** What became of one press, command or form. */
export interface Interaction {
  id: string;
  token: string;
  type: number;
  at: number;
  userId: string;
  channelId: string;
  /** The message that carried the component, also for the form that it opened. */
  source?: Post;
  /** Callback type of the first answer. */
  answer?: number;
  answeredAt?: number;
  /** What `@original` stands for. */
  original?: Post;
  modal?: ModalBody;
  choices?: Choice[];
  /** The command was chosen in a context menu. */
  fromMenu?: boolean;
  /** What the form was opened by. */
  opener?: Interaction;
  /** Type of the option that an autocomplete is for. */
  offersFor?: number;
  followUps: Post[];
  /** How often what the person sees changed after the first answer. */
  changes: number;
  /** The first answer came after the three seconds. */
  late: boolean;
}

/** A form that stands open on a person's screen. */
export interface OpenModal extends ModalBody {
  /** Id of the interaction that was answered with it. */
  id: string;
  userId: string;
  channelId: string;
  source?: Post;
  components: Component[];
}

export interface World {
  readonly settings: Settings;
  readonly bot: User;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  /** Posts by channel id, oldest first; ephemeral ones too. */
  readonly posts: Map<string, Post[]>;
  readonly interactions: Map<string, Interaction>;
  readonly modals: OpenModal[];
  readonly commands: { guild: Command[]; global: Command[] };
  /** First message of each nonce, by its text. */
  readonly nonces: Map<string, { at: number; channelId: string; messageId: string }>;
  /** Permissions the bot lacks, by channel id. */
  readonly denied: Map<string, Set<string>>;
  /** What the bot sent that Discord would refuse or ignore. */
  readonly violations: string[];
  now(): number;
  newId(): string;
  changed(): void;
  /** Sends a gateway event to the bot; `intent` is the bit it must have asked for. */
  dispatch(event: string, payload: unknown, intent?: number): void;
}

export function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw refusal(10003);
  return channel;
}

export function addPost(world: World, post: Post): void {
  const posts = world.posts.get(post.message.channel_id) ?? [];
  world.posts.set(post.message.channel_id, posts);
  posts.push(post);
  const channel = world.channels.get(post.message.channel_id);
  if (channel && !post.viewer) {
    channel.last_message_id = post.message.id;
    if (channel.type === ChannelType.thread) {
      channel.message_count = (channel.message_count ?? 0) + 1;
      channel.total_message_sent = (channel.total_message_sent ?? 0) + 1;
    }
  }
}

/** A post that the bot can reach through the channel's routes; ephemeral ones are not among them. */
export function publicPost(world: World, channelId: string, messageId: string): Post {
  const post = world.posts.get(channelId)?.find(({ message }) => message.id === messageId);
  if (!post || post.viewer) throw refusal(10008);
  return post;
}

export function removePost(world: World, post: Post): void {
  const posts = world.posts.get(post.message.channel_id) ?? [];
  const index = posts.indexOf(post);
  if (index >= 0) posts.splice(index, 1);
}

/** Messages of a channel that everybody sees, oldest first. */
export function publicMessages(world: World, channelId: string): Message[] {
  const posts = world.posts.get(channelId) ?? [];
  return posts
    .filter((post) => !post.viewer)
    .map((post) => post.message)
    .sort(byAge);
}

export function directChannel(world: World, userId: string): Channel | undefined {
  return [...world.channels.values()].find(
    (channel) => channel.type === ChannelType.direct && channel.recipients?.[0]?.id === userId,
  );
}

/** Notes the keys and flags of a body that Discord drops without a word. */
export function noteIgnored(world: World, where: string, keys: readonly string[]): void {
  for (const key of keys) world.violations.push(`${where}: Discord ignores ${key}`);
}
