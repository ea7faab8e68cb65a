import { optionalText, type Arguments } from './arguments.ts';
import type { Method } from './calls.ts';
import type { Tier } from './limits.ts';
import * as app from './methods/app.ts';
import * as chat from './methods/chat.ts';
import * as conversations from './methods/conversations.ts';
import * as people from './methods/people.ts';
import * as userGroups from './methods/user-groups.ts';
import * as views from './methods/views.ts';
import type { World } from './world.ts';

/** A method of the Web API with what it costs and what it asks for: all of the scopes. */
export interface MethodRule {
  run: Method;
  tier: Tier;
  scopes: (world: World, args: Arguments) => string[];
}

function needs(...scopes: string[]): MethodRule['scopes'] {
  return () => scopes;
}

/** The scope depends on what kind of channel is asked about: `channels:`, `groups:` or `im:`. */
function byChannel(right: 'read' | 'history'): MethodRule['scopes'] {
  return (world, args) => {
    const channel = world.channels.get(String(args['channel']));
    if (channel?.kind === 'im') return [`im:${right}`];
    return [channel?.isPrivate ? `groups:${right}` : `channels:${right}`];
  };
}

const TYPE_SCOPES: Record<string, string> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

/** Listing asks for the scope of each type of channel. */
function byTypes(_world: World, args: Arguments): string[] {
  const types = optionalText(args, 'types') ?? 'public_channel';
  return types.split(',').map((type) => TYPE_SCOPES[type.trim()] ?? 'channels:read');
}

const write = needs('chat:write');
const nothing = needs();

export const METHODS: Record<string, MethodRule> = {
  'auth.test': { run: app.authTest, tier: 'special', scopes: nothing },
  'team.info': { run: app.teamInfo, tier: 3, scopes: needs('team:read') },
  'blocks.validate': { run: app.validateBlocks, tier: 'special', scopes: nothing },
  'chat.postMessage': { run: chat.postMessage, tier: 'post', scopes: write },
  'chat.update': { run: chat.update, tier: 3, scopes: write },
  'chat.delete': { run: chat.deleteMessage, tier: 3, scopes: write },
  'chat.postEphemeral': { run: chat.postEphemeral, tier: 4, scopes: write },
  'chat.getPermalink': { run: chat.getPermalink, tier: 'special', scopes: nothing },
  'conversations.open': { run: conversations.open, tier: 3, scopes: needs('im:write') },
  'conversations.info': { run: conversations.info, tier: 3, scopes: byChannel('read') },
  'conversations.history': { run: conversations.history, tier: 3, scopes: byChannel('history') },
  'conversations.replies': { run: conversations.replies, tier: 3, scopes: byChannel('history') },
  'conversations.list': { run: conversations.list, tier: 2, scopes: byTypes },
  'conversations.members': { run: conversations.members, tier: 4, scopes: byChannel('read') },
  'conversations.join': { run: conversations.join, tier: 3, scopes: needs('channels:join') },
  'users.info': { run: people.info, tier: 4, scopes: needs('users:read') },
  'users.lookupByEmail': { run: people.lookupByEmail, tier: 3, scopes: needs('users:read', 'users:read.email') },
  'users.list': { run: people.list, tier: 2, scopes: needs('users:read') },
  'users.conversations': { run: conversations.ownList, tier: 2, scopes: byTypes },
  'usergroups.list': { run: userGroups.list, tier: 2, scopes: needs('usergroups:read') },
  'usergroups.create': { run: userGroups.create, tier: 2, scopes: needs('usergroups:write') },
  'usergroups.update': { run: userGroups.update, tier: 2, scopes: needs('usergroups:write') },
  'usergroups.enable': { run: userGroups.enable, tier: 2, scopes: needs('usergroups:write') },
  'usergroups.disable': { run: userGroups.disable, tier: 2, scopes: needs('usergroups:write') },
  'usergroups.users.list': { run: userGroups.listUsers, tier: 2, scopes: needs('usergroups:read') },
  'usergroups.users.update': { run: userGroups.updateUsers, tier: 2, scopes: needs('usergroups:write') },
  'views.open': { run: views.open, tier: 4, scopes: nothing },
  'views.push': { run: views.push, tier: 4, scopes: nothing },
  'views.update': { run: views.update, tier: 4, scopes: nothing },
  'views.publish': { run: views.publish, tier: 4, scopes: nothing },
};
