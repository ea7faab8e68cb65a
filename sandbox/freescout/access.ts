import { role } from './codes.ts';
import type { UserRow } from './rows.ts';
import type { World } from './world.ts';

/** Admins may use every mailbox, without a row that says so. */
export function mayUse(world: World, user: UserRow, mailbox: number): boolean {
  if (user.role === role.admin) return true;
  return world.mailbox_user.first((row) => row.user_id === user.id && row.mailbox_id === mailbox) !== undefined;
}

const DELETE_CONVERSATIONS = '1';

export function mayDelete(user: UserRow): boolean {
  if (user.role === role.admin) return true;
  const permissions = JSON.parse(user.permissions ?? '{}') as Record<string, number>;
  return permissions[DELETE_CONVERSATIONS] === 1;
}
