import type { Mutant } from '../mutant.ts';
import { group } from './group.ts';

/** People, groups, the manifest of the app, the stand-in alone. */
export const people: Mutant[] = [
  ...group('methods/people', 'people', [
    ['no e-mail of who left', '=== email && !one.isDeleted', '=== email'],
    ['an e-mail in any letters', "requiredText(args, 'email').toLowerCase()", "requiredText(args, 'email')"],
    ['nobody by that e-mail', "Refusal('users_not_found')", "Refusal('user_not_found')"],
    ['a zone has its offset', 'tz_offset: offset', 'tz_offset: 0'],
    ['guests', 'is_restricted: user.isRestricted ?? false', 'is_restricted: false'],
    ['people who left are marked', 'deleted: user.isDeleted ?? false', 'deleted: false'],
  ]),
  ...group('methods/people', 'access', [
    ['an e-mail only with its scope', "&& world.scopes.has('users:read.email')", ''],
  ]),
  ...group('calls', 'people', [['people who left are not written to', "throw new Refusal('user_disabled')", 'void 0']]),
  ...group('methods/user-groups', 'user-groups', [
    ['people of a group on demand', '...(withUsers ? {', '...(withUsers || group ? {'],
    ['the number of a group on demand', '...(withCount ? {', '...(withCount || group ? {'],
    ['groups that are off are hidden', "group.disabledAt === undefined || flag(args, 'include_disabled')", 'true'],
    ['groups that are off take nobody', '(group.disabledAt !== undefined && !withDisabled)', 'false'],
    ['a group needs somebody', "throw new Refusal('no_users_provided')", 'return {}'],
    ['a group takes colleagues alone', '!known || known.isDeleted || known.isBot', '!known'],
    [
      'a group takes known people alone',
      '!known || known.isDeleted || known.isBot',
      'known?.isDeleted || known?.isBot',
    ],
    [
      'a group that is not there',
      "throw new Refusal('no_such_subteam')",
      "return { id: '', name: '', handle: '', users: [] }",
    ],
    ['a list of people replaces the old', 'group.users = [...new Set(users)]', 'group.users.push(...users)'],
    ['names of groups are there once', "throw new Refusal('name_already_exists')", 'return'],
    ['handles of groups are there once', "throw new Refusal('handle_already_exists')", 'return'],
    ['who came to a group is told', 'added_users: added,', 'added_users: [],'],
  ]),
  ...group('admin', 'subscriptions', [
    ['who left is told', "void world.announce('user_change'", "void ('user_change'"],
    ['an invitation is told once', 'if (channel.members.includes(BOT.userId)) return;', ''],
    [
      'a private channel that is left has its own name',
      "'group_left' : 'channel_left'",
      "'channel_left' : 'channel_left'",
    ],
  ]),
  ...group('manifest', 'manifest', [
    ['the name of an app', 'name: 35', 'name: 36'],
    ['the description of an app', 'description: 140', 'description: 150'],
    ['the length of a command', 'command: 32', 'command: 33'],
    ['the number of commands', 'commands: 50', 'commands: 51'],
    ['the name of a shortcut', 'shortcut: 24', 'shortcut: 25'],
    ['the number of shortcuts', 'shortcuts: 10', 'shortcuts: 11'],
    ['scopes want a bot user', 'scopesIn(manifest).length > 0 &&', 'scopesIn(manifest).length > 99 &&'],
    ['commands want their scope', 'commands.length > 0 &&', 'commands.length > 99 &&'],
    ['a command begins with a slash', '/^\\/\\S+$/.test(command)', 'command'],
    ['a command wants an address without a socket', "bySocket || textAt(one, 'url') !== ''", 'one'],
    ['events want their scopes', '!scopes.includes(scope)', '!scope'],
    ['events are known', 'if (!needed) return [`there is no event ${event}`]', 'if (!needed) return []'],
    ['interactivity is asked for', "['is_enabled'] === true", "['is_enabled'] !== false"],
    ['the home tab is asked for', "home['home_tab_enabled'] === true", 'true'],
    ['the Messages tab is asked for', "home['messages_tab_enabled'] === true", 'true'],
    ['the Messages tab may be for reading alone', "home['messages_tab_read_only_enabled'] === true", 'false'],
  ]),
  ...group('serve', 'serve', [
    [
      'a manifest for the stand-in alone',
      "...(manifest === undefined ? {} : readManifest(readFileSync(manifest, 'utf8')))",
      '',
    ],
    ['the stand-in ends when asked to', "process.once('SIGTERM', () => void slack.close());", ''],
    ['the stand-in says how it is used', '\\n\\n${USAGE}', ''],
  ]),
  ...group('routes', 'control', [
    ['what a person cannot do is 400', 'reply.code(400)', 'reply.code(200)'],
    ['breaking a token from outside', 'admin.breakToken(request.body?.error)', 'undefined'],
  ]),
];
