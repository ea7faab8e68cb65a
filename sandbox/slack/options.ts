/** A channel of the workspace; `member` says whether the bot is in it. Without `members` every person is. */
export interface ChannelSetup {
  id: string;
  name: string;
  member: boolean;
  isPrivate?: boolean;
  isArchived?: boolean;
  members?: string[];
}

export interface UserSetup {
  id: string;
  name: string;
  email: string;
  /** IANA zone. */
  tz: string;
  isBot?: boolean;
  isAdmin?: boolean;
  isOwner?: boolean;
  isRestricted?: boolean;
  isDeleted?: boolean;
}

export interface UserGroupSetup {
  id: string;
  handle: string;
  name: string;
  users: string[];
  /** When it was switched off, in epoch seconds. */
  disabledAt?: number;
}

/** Which tabs of the app's own page are switched on. */
export interface AppHome {
  home: boolean;
  /** Without it the app can send nobody a direct message. */
  messages: boolean;
  /** People can read there and write nothing. */
  readOnly: boolean;
}

export interface SlackOptions {
  port?: number;
  seed?: number;
  /** Bot scopes that the app was installed with. */
  scopes?: string[];
  team?: { id: string; name: string; domain: string };
  channels?: ChannelSetup[];
  users?: UserSetup[];
  userGroups?: UserGroupSetup[];
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  /** Root address of the bot; deliveries go to `<requestUrl>/slack/events` while no socket is connected. */
  requestUrl?: string;
  /** Posts to one channel that may come at once before 1 a second holds. Default 1. */
  burst?: number;
  /** False turns all rate limits off. */
  limits?: boolean;
  /** Slash commands the app registered; without it every command is known. */
  commands?: string[];
  /** Callback ids of the shortcuts the app registered; without it every shortcut is known. */
  shortcuts?: string[];
  /** Events the app subscribed to, by their names in a manifest. Default only `app_home_opened`. */
  events?: string[];
  /** False when the app did not switch interactivity on: nobody hears of a click. */
  interactivity?: boolean;
  appHome?: AppHome;
  /** How long an answer to a delivery may take, in milliseconds. Default 3000, as Slack. */
  ackDeadline?: number;
}

export type Settings = Required<Omit<SlackOptions, 'requestUrl' | 'commands' | 'shortcuts'>> & {
  requestUrl: string | undefined;
  commands: string[] | undefined;
  shortcuts: string[] | undefined;
};

export const BOT = { userId: 'U0DESKBELL', botId: 'B0DESKBELL', appId: 'A0DESKBELL', name: 'deskbell' } as const;

const DEFAULT_SCOPES = [
  'chat:write',
  'commands',
  'im:write',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
];

const DEFAULT_USERS: UserSetup[] = [
  { id: 'U0ANN', name: 'Ann Baker', email: 'ann@example.com', tz: 'Europe/Berlin', isAdmin: true },
  { id: 'U0BEN', name: 'Ben Cole', email: 'ben@example.com', tz: 'Europe/London' },
  { id: 'U0CARA', name: 'Cara Diaz', email: 'cara@example.com', tz: 'America/New_York' },
  { id: 'U0GUEST', name: 'Gus Field', email: 'gus@globex.example', tz: 'Europe/Berlin', isRestricted: true },
];

const DEFAULT_CHANNELS: ChannelSetup[] = [
  { id: 'C0ALERTS', name: 'alerts', member: true },
  { id: 'C0GENERAL', name: 'general', member: false },
];

/** The options with every default filled in. */
export function settingsFrom(options: SlackOptions): Settings {
  return {
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    scopes: options.scopes ?? DEFAULT_SCOPES,
    team: options.team ?? { id: 'T0ACME', name: 'Acme IT', domain: 'acme-it' },
    channels: options.channels ?? DEFAULT_CHANNELS,
    users: options.users ?? DEFAULT_USERS,
    userGroups: options.userGroups ?? [{ id: 'S0ONCALL', handle: 'on-call', name: 'On call', users: ['U0ANN'] }],
    botToken: options.botToken ?? 'xoxb-sandbox',
    appToken: options.appToken ?? 'xapp-sandbox',
    signingSecret: options.signingSecret ?? 'sandbox-signing-secret',
    requestUrl: options.requestUrl,
    burst: options.burst ?? 1,
    limits: options.limits ?? true,
    commands: options.commands,
    shortcuts: options.shortcuts,
    interactivity: options.interactivity ?? true,
    appHome: options.appHome ?? { home: true, messages: true, readOnly: false },
    events: options.events ?? ['app_home_opened'],
    ackDeadline: options.ackDeadline ?? 3000,
  };
}
