import type { PersonOptions, Settings } from './options.ts';
import { BOT, EVERYONE, bitsFor } from './permissions.ts';
import { ChannelType } from './codes.ts';
import type { Channel, User } from './shapes.ts';
import type { Person, World } from './world.ts';

const JOINED = '2026-01-05T09:00:00.000000+00:00';

export function userFor(id: string, name: string, bot: boolean): User {
  return {
    id,
    username: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.'),
    global_name: bot ? null : name,
    discriminator: '0',
    avatar: null,
    bot,
    flags: 0,
    public_flags: 0,
    primary_guild: null,
  };
}

export function personFor(options: PersonOptions): Person {
  return {
    user: userFor(options.id, options.name, false),
    admin: options.admin ?? false,
    roles: options.roles ?? [],
    dmClosed: options.dmClosed ?? false,
    member: true,
  };
}

export function guildChannel(settings: Settings, channel: { id: string; name: string }, position: number): Channel {
  return {
    id: channel.id,
    type: ChannelType.text,
    flags: 0,
    guild_id: settings.guild.id,
    name: channel.name,
    position,
    parent_id: null,
    permission_overwrites: [],
    last_message_id: null,
    rate_limit_per_user: 0,
  };
}

export function memberJson(roles: string[], user: User): Record<string, unknown> {
  return {
    user,
    roles,
    nick: null,
    avatar: null,
    banner: null,
    joined_at: JOINED,
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    mute: false,
    deaf: false,
    flags: 0,
  };
}

function roleJson(id: string, name: string, permissions: string, position: number): Record<string, unknown> {
  return {
    id,
    name,
    permissions,
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: true,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

/** `@everyone` (whose id is the guild's), the declared roles, and those that only a person names. */
export function rolesJson(settings: Settings): Record<string, unknown>[] {
  const named = new Map(settings.roles.map((role) => [role.id, role.name]));
  for (const user of settings.users) for (const id of user.roles ?? []) if (!named.has(id)) named.set(id, id);
  const roles = [...named].map(([id, name], index) => roleJson(id, name, '0', index + 1));
  return [roleJson(settings.guild.id, '@everyone', EVERYONE, 0), ...roles];
}

/** A channel with the overwrites that say which permissions the bot lacks there. */
export function channelJson(world: World, channel: Channel): Channel {
  const denied = world.denied.get(channel.id);
  if (!denied || denied.size === 0) return channel;
  const overwrite = { id: world.bot.id, type: 1, allow: '0', deny: bitsFor(denied).toString() };
  return { ...channel, permission_overwrites: [overwrite] };
}

export function guildJson(world: World): Record<string, unknown> {
  const { guild, applicationId } = world.settings;
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: world.settings.users.find((user) => user.admin)?.id ?? applicationId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: rolesJson(world.settings),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

/** The guild as the gateway tells of it, with channels, threads and the bot as its one known member. */
export function guildCreateJson(world: World): Record<string, unknown> {
  const channels = [...world.channels.values()];
  return {
    ...guildJson(world),
    joined_at: JOINED,
    large: false,
    unavailable: false,
    member_count: world.people.size + 1,
    members: [memberJson([], world.bot)],
    channels: channels.filter(({ type }) => type === ChannelType.text).map((channel) => channelJson(world, channel)),
    threads: channels.filter(({ type }) => type === ChannelType.thread),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    app_permissions: BOT,
  };
}
