import type { World } from '../world.ts';

/** Events an app may subscribe to, each with the scopes without which Slack does not send it. */
const EVENTS: Record<string, string[]> = {
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  channel_archive: ['channels:read'],
  channel_left: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_archive: ['groups:read'],
  group_left: ['groups:read'],
  group_unarchive: ['groups:read'],
  member_joined_channel: ['channels:read'],
  member_left_channel: ['channels:read'],
  subteam_created: ['usergroups:read'],
  subteam_members_changed: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
  team_join: ['users:read'],
  user_change: ['users:read'],
};

/** The scopes that an event asks for; undefined for a name that the stand-in does not know. */
export function scopesOf(event: string): string[] | undefined {
  return EVENTS[event];
}

/** Whether the app hears of this event: subscribed, and granted what it asks for. A scope that is missing is noted. */
export function hears(world: World, event: string): boolean {
  if (!world.settings.events.includes(event)) return false;
  const missing = EVENTS[event]?.find((scope) => !world.scopes.has(scope));
  if (missing === undefined) return true;
  world.mistake('unheard_event', `${event} is subscribed to without ${missing}`);
  return false;
}
