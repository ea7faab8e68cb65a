import { role, userStatus, userType } from './codes.ts';
import type { UserRow } from './rows.ts';
import type { World } from './world.ts';

/** The password of everyone in the default world; the stand-in keeps it as it is. */
export const PASSWORD = 'correct horse battery staple';

/** A user with every column. */
export function insertUser(
  world: World,
  columns: Pick<UserRow, 'first_name' | 'last_name' | 'email'> & Partial<UserRow>,
): UserRow {
  const time = world.time();
  return world.users.insert({
    password: PASSWORD,
    role: role.user,
    timezone: world.zone,
    type: userType.human,
    status: userStatus.active,
    invite_state: 3,
    emails: null,
    job_title: null,
    phone: null,
    time_format: 2,
    locked: 0,
    locale: 'en',
    permissions: null,
    photo_url: null,
    created_at: time,
    updated_at: time,
    ...columns,
  });
}

/** The user an id or an e-mail address names; throws for a stranger. */
export function userNamed(world: World, who: number | string): UserRow {
  const user = world.users.first((row) => row.id === who || row.email === who);
  if (!user) throw new Error(`FreeScout stand-in: there is no user ${who}.`);
  return user;
}
