import { seededRandom, type StandIn } from '../stand-in.ts';
import type { Attachment, Block, Json, Metadata } from './block-kit.ts';
import { BOT, type ChannelSetup, type Settings, type UserGroupSetup, type UserSetup } from './options.ts';
import type { OpenView } from './modals.ts';
import type { ResponseUrl } from './response-urls.ts';
import type { Trigger } from './triggers.ts';

export interface Message {
  type: 'message';
  subtype?: string;
  ts: string;
  user: string;
  team: string;
  bot_id?: string;
  app_id?: string;
  text: string;
  blocks?: Block[];
  attachments?: Attachment[];
  metadata?: Metadata;
  thread_ts?: string;
  edited?: { user: string; ts: string };
}

/** What one person alone sees in a channel; never stored by Slack, kept here so that it can be clicked. */
export interface Ephemeral {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks?: Block[];
  attachments?: Attachment[];
  thread_ts?: string;
}

export interface Channel extends ChannelSetup {
  kind: 'channel' | 'im';
  isArchived: boolean;
  isPrivate: boolean;
  members: string[];
  /** The other side of a direct message. */
  person?: string;
  messages: Map<string, Message>;
}

/** Something a bot did that Slack lets pass in silence, and that a person or an operator would suffer from. */
export interface Mistake {
  at: number;
  kind:
    | 'double_ack'
    | 'late_ack'
    | 'unknown_envelope'
    | 'invalid_ack'
    | 'lost_event'
    | 'unheard_event'
    | 'text_truncated';
  detail: string;
}

/** A new message and whom it mentioned. */
export interface Ping {
  channel: string;
  ts: string;
  mentions: string[];
}

export interface World {
  readonly settings: Settings;
  readonly standIn: StandIn;
  readonly random: () => number;
  readonly scopes: Set<string>;
  readonly channels: Map<string, Channel>;
  readonly users: Map<string, UserSetup>;
  readonly userGroups: Map<string, UserGroupSetup>;
  readonly ephemerals: Ephemeral[];
  /** Modals of each person, the visible one last. */
  readonly stacks: Map<string, OpenView[]>;
  readonly homes: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly mistakes: Mistake[];
  readonly pings: Ping[];
  /** Set when the app was removed: every call then answers this error. */
  tokenError: string | undefined;
  /** Tells the app of something by the name it subscribed to; resolves when it answered, at once when it is not told. */
  announce: (name: string, event: Json) => Promise<void>;
  nextTs(): string;
  nextId(prefix: string): string;
  mistake(kind: Mistake['kind'], detail: string): void;
}

/** An empty workspace with the configured people and channels. */
export function createWorld(settings: Settings, standIn: StandIn): World {
  let lastMicroseconds = 0;
  let counter = 0;
  const world: World = {
    settings,
    standIn,
    random: seededRandom(settings.seed),
    scopes: new Set(settings.scopes),
    channels: new Map(),
    users: new Map(),
    userGroups: new Map(settings.userGroups.map((group) => [group.id, { ...group }])),
    ephemerals: [],
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    mistakes: [],
    pings: [],
    tokenError: undefined,
    announce: async () => {},
    nextTs() {
      lastMicroseconds = Math.max(Math.trunc(standIn.now() * 1000), lastMicroseconds + 1);
      const seconds = Math.floor(lastMicroseconds / 1_000_000);
      return `${seconds}.${String(lastMicroseconds % 1_000_000).padStart(6, '0')}`;
    },
    nextId(prefix) {
      counter += 1;
      return `${prefix}${counter.toString(36).toUpperCase().padStart(8, '0')}`;
    },
    mistake(kind, detail) {
      world.mistakes.push({ at: standIn.now(), kind, detail });
      standIn.changed();
    },
  };
  addPeople(world);
  addChannels(world);
  return world;
}

function addPeople(world: World): void {
  for (const user of world.settings.users) world.users.set(user.id, { ...user });
  world.users.set(BOT.userId, { id: BOT.userId, name: 'Deskbell', email: '', tz: 'Etc/UTC', isBot: true });
}

function addChannels(world: World): void {
  const everyone = world.settings.users.map((user) => user.id);
  for (const setup of world.settings.channels) {
    const members = [...(setup.members ?? everyone)];
    if (setup.member && !members.includes(BOT.userId)) members.push(BOT.userId);
    world.channels.set(setup.id, {
      ...setup,
      kind: 'channel',
      isArchived: setup.isArchived ?? false,
      isPrivate: setup.isPrivate ?? false,
      members,
      messages: new Map(),
    });
  }
}

/** The direct-message channel between the bot and a person, made on first use. */
export function directChannel(world: World, user: string): Channel {
  for (const channel of world.channels.values()) if (channel.person === user) return channel;
  const channel: Channel = {
    id: world.nextId('D'),
    name: user,
    kind: 'im',
    member: true,
    isArchived: false,
    isPrivate: true,
    members: [user, BOT.userId],
    person: user,
    messages: new Map(),
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** Compares two timestamps by value: negative when the first is older. Digits after the point may be missing. */
export function compareTs(first: string, second: string): number {
  const [firstSeconds = '0', firstRest = ''] = first.split('.');
  const [secondSeconds = '0', secondRest = ''] = second.split('.');
  const seconds = Number(firstSeconds) - Number(secondSeconds);
  return seconds === 0 ? microseconds(firstRest) - microseconds(secondRest) : seconds;
}

function microseconds(digits: string): number {
  return Number(digits.padEnd(6, '0').slice(0, 6));
}
