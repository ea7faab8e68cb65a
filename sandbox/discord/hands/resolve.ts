import { memberJson, rolesJson } from '../profiles.ts';
import type { World } from '../world.ts';

/** Whole objects beside ids, as Discord sends them with selects, options and context menus. */
export function resolvedFor(world: World, ids: readonly string[]): Record<string, Record<string, unknown>> {
  const resolved: Record<string, Record<string, unknown>> = {};
  for (const id of ids) {
    const person = world.people.get(id);
    if (person) {
      (resolved['users'] ??= {})[id] = person.user;
      const { user: _user, mute: _mute, deaf: _deaf, ...member } = memberJson(person.roles, person.user);
      (resolved['members'] ??= {})[id] = { ...member, permissions: '0' };
    }
    const role = rolesJson(world.settings).find((one) => one['id'] === id);
    if (role) (resolved['roles'] ??= {})[id] = role;
    const channel = world.channels.get(id);
    if (channel) (resolved['channels'] ??= {})[id] = { ...channel, permissions: '0' };
  }
  return resolved;
}
