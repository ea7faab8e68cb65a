/** What may be said when the stand-in is started; everything has a default. Ids must have 17 to 19 digits. */
export interface DiscordOptions {
  port?: number;
  seed?: number;
  token?: string;
  applicationId?: string;
  guild?: { id: string; name: string };
  channels?: { id: string; name: string }[];
  users?: PersonOptions[];
  roles?: { id: string; name: string }[];
  /** Rate limits; on by default. */
  limits?: boolean;
  /** Path of Discord's OpenAPI file; each body of the bot and each answer of the stand-in is then judged by it. */
  specification?: string;
  /** Milliseconds between the heartbeats that the gateway asks for. */
  heartbeat?: number;
  /** Edits of messages older than an hour that are let through, per channel and hour. Discord does not publish its number. */
  oldEdits?: number;
  /** How often the bot may IDENTIFY in 24 hours; once more, and Discord resets its token. */
  startsPerDay?: number;
}

export interface PersonOptions {
  id: string;
  name: string;
  admin?: boolean;
  /** Role ids; one that `roles` does not name becomes a role of that name. */
  roles?: string[];
  dmClosed?: boolean;
}

export type Settings = Required<Omit<DiscordOptions, 'port' | 'seed' | 'specification'>>;

export function settingsFor(options: DiscordOptions): Settings {
  return {
    token: options.token ?? 'discord-sandbox-token',
    applicationId: options.applicationId ?? '100000000000000001',
    guild: options.guild ?? { id: '200000000000000001', name: 'Acme Support' },
    channels: options.channels ?? [
      { id: '300000000000000001', name: 'alerts' },
      { id: '300000000000000002', name: 'tickets' },
    ],
    users: options.users ?? [
      { id: '400000000000000001', name: 'Ann Baker', admin: true },
      { id: '400000000000000002', name: 'Ben Cole' },
    ],
    roles: options.roles ?? [],
    limits: options.limits ?? true,
    heartbeat: options.heartbeat ?? 41_250,
    oldEdits: options.oldEdits ?? 30,
    startsPerDay: options.startsPerDay ?? 1000,
  };
}
