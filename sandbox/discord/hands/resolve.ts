import { ComponentType } from '../codes.ts';
import { permissionsOf } from '../permissions.ts';
import { memberJson, rolesJson } from '../profiles.ts';
import type { World } from '../world.ts';

type Kind = 'user' | 'role' | 'channel';

/** What may be chosen in each kind of select that has no options of its own. */
const CHOSEN: Readonly<Record<number, readonly Kind[]>> = {
  [ComponentType.userSelect]: ['user'],
  [ComponentType.roleSelect]: ['role'],
  [ComponentType.mentionableSelect]: ['user', 'role'],
  [ComponentType.channelSelect]: ['channel'],
};
/** The same for options of a command: user, channel, role, mentionable. */
const OPTIONS: Readonly<Record<number, readonly Kind[]>> = {
  6: ['user'],
  7: ['channel'],
  8: ['role'],
  9: ['user', 'role'],
};

interface Wanted {
  select?: number;
  option?: number;
}

/** The id of a user, role or channel that a select or an option takes, given by id or name; undefined for other kinds. */
export function idFor(world: World, { select, option }: Wanted, want: string, types?: number[]): string | undefined {
  const kinds = select === undefined ? OPTIONS[option ?? 0] : CHOSEN[select];
  if (!kinds) return undefined;
  const found = kinds
    .flatMap((kind) => entries(world, kind, types))
    .find(({ id, name }) => id === want || name === want);
  if (!found) throw new Error(`There is no ${kinds.join(' or ')} ${want}`);
  return found.id;
}

function entries(world: World, kind: Kind, types: number[] | undefined): { id: string; name: unknown }[] {
  if (kind === 'user') return [...world.people.values()].map(({ user }) => ({ id: user.id, name: user.global_name }));
  if (kind === 'role') return rolesJson(world.settings).map(({ id, name }) => ({ id: String(id), name }));
  return [...world.channels.values()]
    .filter(({ guild_id: guild, type }) => guild !== undefined && (!types || types.includes(type)))
    .map(({ id, name }) => ({ id, name }));
}

/** Whole objects beside ids, as Discord sends them with selects, options and context menus. */
export function resolvedFor(world: World, ids: readonly string[]): Record<string, Record<string, unknown>> {
  const resolved: Record<string, Record<string, unknown>> = {};
  for (const id of ids) {
    const person = world.people.get(id);
    if (person) {
      (resolved['users'] ??= {})[id] = person.user;
      const { user: _user, mute: _mute, deaf: _deaf, ...member } = memberJson(person.roles, person.user);
      (resolved['members'] ??= {})[id] = { ...member, permissions: permissionsOf(person) };
    }
    const role = rolesJson(world.settings).find((one) => one['id'] === id);
    if (role) (resolved['roles'] ??= {})[id] = role;
    const channel = world.channels.get(id);
    if (channel) (resolved['channels'] ??= {})[id] = { ...channel, permissions: '0' };
  }
  return resolved;
}
