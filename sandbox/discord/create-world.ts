import type { Settings } from './options.ts';
import { guildChannel, personFor, userFor } from './profiles.ts';
import { createSnowflakes } from './snowflake.ts';
import type { World } from './world.ts';

/** The guild as it is before anybody has said anything. */
export function createWorld(settings: Settings, now: () => number, changed: () => void): World {
  const channels = settings.channels.map((channel, position) => guildChannel(settings, channel, position));
  return {
    settings,
    bot: userFor(settings.applicationId, 'Deskbell', true),
    people: new Map(settings.users.map((user) => [user.id, personFor(user)])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    posts: new Map(channels.map((channel) => [channel.id, []])),
    interactions: new Map(),
    modals: [],
    commands: { guild: [], global: [] },
    nonces: new Map(),
    denied: new Map(),
    violations: [],
    now,
    newId: createSnowflakes(now),
    changed,
    dispatch: () => {},
  };
}
