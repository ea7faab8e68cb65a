import { flag, optionalText, requiredText } from '../arguments.ts';
import type { Json } from '../block-kit.ts';
import type { Call } from '../calls.ts';
import type { UserGroupSetup } from '../options.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';

export function list({ world, args }: Call): Json {
  const groups = [...world.userGroups.values()].filter(
    (group) => group.disabledAt === undefined || flag(args, 'include_disabled'),
  );
  const withUsers = flag(args, 'include_users');
  return { usergroups: groups.map((group) => groupJson(world, group, withUsers, flag(args, 'include_count'))) };
}

export function listUsers({ world, args }: Call): Json {
  return { users: groupFor(world, requiredText(args, 'usergroup'), flag(args, 'include_disabled')).users };
}

/** Replaces everybody in the group: a group without anybody has to be disabled instead. */
export function updateUsers({ world, args }: Call): Json {
  const group = groupFor(world, requiredText(args, 'usergroup'), false);
  const users = optionalText(args, 'users')?.split(',');
  if (!users) throw new Refusal('no_users_provided');
  for (const user of users) {
    const known = world.users.get(user);
    if (!known || known.isDeleted || known.isBot) throw new Refusal('invalid_users');
  }
  const before = group.users;
  group.users = [...new Set(users)];
  world.standIn.changed();
  void world.announce('subteam_members_changed', changeOf(world, group, before));
  return { usergroup: groupJson(world, group, true, true) };
}

export function create({ world, args }: Call): Json {
  const group: UserGroupSetup = { id: '', name: requiredText(args, 'name'), handle: '', users: [] };
  group.handle = optionalText(args, 'handle') ?? group.name.toLowerCase().replaceAll(' ', '-');
  refuseTaken(world, group);
  group.id = world.nextId('S');
  world.userGroups.set(group.id, group);
  world.standIn.changed();
  void world.announce('subteam_created', { type: 'subteam_created', subteam: groupJson(world, group, true, true) });
  return { usergroup: groupJson(world, group, true, true) };
}

export function update({ world, args }: Call): Json {
  const group = groupFor(world, requiredText(args, 'usergroup'), true);
  const name = optionalText(args, 'name') ?? group.name;
  const handle = optionalText(args, 'handle') ?? group.handle;
  refuseTaken(world, { ...group, name, handle });
  return changed(world, Object.assign(group, { name, handle }));
}

export function enable({ world, args }: Call): Json {
  const group = groupFor(world, requiredText(args, 'usergroup'), true);
  delete group.disabledAt;
  return changed(world, group);
}

export function disable({ world, args }: Call): Json {
  const group = groupFor(world, requiredText(args, 'usergroup'), true);
  group.disabledAt ??= Math.floor(world.standIn.now() / 1000);
  return changed(world, group);
}

function changed(world: World, group: UserGroupSetup): Json {
  world.standIn.changed();
  void world.announce('subteam_updated', { type: 'subteam_updated', subteam: groupJson(world, group, true, true) });
  return { usergroup: groupJson(world, group, true, true) };
}

function refuseTaken(world: World, wanted: UserGroupSetup): void {
  for (const group of world.userGroups.values()) {
    if (group.id === wanted.id) continue;
    if (group.name === wanted.name) throw new Refusal('name_already_exists');
    if (group.handle === wanted.handle) throw new Refusal('handle_already_exists');
  }
}

/** The group with this id; one that was disabled is only there for those who ask for it. */
function groupFor(world: World, id: string, withDisabled: boolean): UserGroupSetup {
  const group = world.userGroups.get(id);
  if (!group || (group.disabledAt !== undefined && !withDisabled)) throw new Refusal('no_such_subteam');
  return group;
}

function changeOf(world: World, group: UserGroupSetup, before: string[]): Json {
  const added = group.users.filter((user) => !before.includes(user));
  const removed = before.filter((user) => !group.users.includes(user));
  return {
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: world.settings.team.id,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  };
}

function groupJson(world: World, group: UserGroupSetup, withUsers: boolean, withCount: boolean): Json {
  return {
    id: group.id,
    team_id: world.settings.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    date_delete: group.disabledAt ?? 0,
    ...(withCount ? { user_count: group.users.length } : {}),
    ...(withUsers ? { users: group.users } : {}),
  };
}
