import type { Mutant } from '../mutant.ts';
import { group } from './group.ts';

/** Tokens, scopes, rate limits. */
export const webApi: Mutant[] = [
  ...group('limits', 'limits', [
    ['a post a second and channel', 'perSecond: 1 }', 'perSecond: 10 }'],
    ['a burst of posts ends', 'capacity: burst,', 'capacity: burst + 1,'],
    ['posts of the whole workspace', 'Rate = { capacity: 300,', 'Rate = { capacity: 3000,'],
    ['tier 1', '1: { capacity: 10,', '1: { capacity: 20,'],
    ['tier 2', '2: { capacity: 20,', '2: { capacity: 50,'],
    ['tier 3', '3: { capacity: 50,', '3: { capacity: 100,'],
    ['tier 4', '4: { capacity: 100,', '4: { capacity: 200,'],
    ['the tier of its own', 'special: { capacity: 300,', 'special: { capacity: 600,'],
    ['Retry-After is rounded up', 'Math.ceil(wait - 1e-9)', 'Math.floor(wait - 1e-9)'],
    ['each method has its own budget', 'key: method,', "key: 'method',"],
  ]),
  ...group('method-table', 'limits', [
    ['posting is limited by channel', "run: chat.postMessage, tier: 'post'", 'run: chat.postMessage, tier: 4'],
    ['edits are tier 3', 'run: chat.update, tier: 3', 'run: chat.update, tier: 4'],
    ['ephemerals are tier 4', 'run: chat.postEphemeral, tier: 4', "run: chat.postEphemeral, tier: 'special'"],
    ['history is tier 3', 'run: conversations.history, tier: 3', 'run: conversations.history, tier: 4'],
    ['looking up an e-mail is tier 3', 'run: people.lookupByEmail, tier: 3', 'run: people.lookupByEmail, tier: 4'],
    ['listing people is tier 2', 'run: people.list, tier: 2', 'run: people.list, tier: 3'],
    ['user groups are tier 2', 'run: userGroups.listUsers, tier: 2', 'run: userGroups.listUsers, tier: 3'],
    ['opening a view is tier 4', 'run: views.open, tier: 4', "run: views.open, tier: 'special'"],
  ]),
  ...group('web-api', 'limits', [
    ['sockets are tier 1', '{ tier: 1 }', '{ tier: 2 }'],
    ['a channel is one by whatever name', ' || channel.name === name', ''],
    ['too much is 429', 'status: 429', 'status: 200'],
    ['429 brings Retry-After', "headers: { 'retry-after': String(seconds) }", 'headers: {}'],
    ['429 has its code', "error: 'ratelimited'", "error: 'rate_limited'"],
  ]),
  ...group('web-api', 'access', [
    ['an unknown token', "throw new Refusal('invalid_auth')", 'return'],
    ['the code for an unknown token', "Refusal('invalid_auth')", "Refusal('not_authed')"],
    ['a token of the wrong kind', "throw new Refusal('not_allowed_token_type')", 'return'],
    ['no token', "if (!token) throw new Refusal('not_authed')", 'if (!token) return'],
    ['a removed app', 'if (world.tokenError) throw', 'if (!world) throw'],
    ['a missing scope', 'if (missing) throw', 'if (!missing) throw'],
    ['the scopes that were granted', "provided: [...world.scopes].join(',')", "provided: ''"],
    ['an unknown method', "Refusal('unknown_method', { req_method: name })", "Refusal('unknown_method')"],
    ['scopes in every answer', "'x-oauth-scopes': [...world.scopes].join(',')", "'x-oauth-scopes': ''"],
    ['GET', "server.get('/api/:method', serve);", ''],
  ]),
  ...group('method-table', 'access', [
    ['private channels have scopes of their own', 'channel?.isPrivate ? `groups:${right}`', 'channel === null ? ``'],
    ['listing asks by type', "private_channel: 'groups:read'", "private_channel: 'channels:read'"],
    ['posting asks for its scope', "const write = needs('chat:write')", 'const write = needs()'],
    ['joining asks for its scope', "needs('channels:join')", "needs('channels:read')"],
    ['an e-mail asks for two scopes', "needs('users:read', 'users:read.email')", "needs('users:read')"],
    [
      'changing a group asks for more than reading it',
      "run: userGroups.updateUsers, tier: 2, scopes: needs('usergroups:write')",
      "run: userGroups.updateUsers, tier: 2, scopes: needs('usergroups:read')",
    ],
  ]),
  ...group('method-table', 'conversations', [
    ['reading direct messages asks for im:history', 'return [`im:${right}`]', 'return []'],
  ]),
];
