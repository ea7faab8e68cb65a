import { limitOf, optionalText, requiredText } from '../arguments.ts';
import type { Json } from '../block-kit.ts';
import { pageOf, type Call } from '../calls.ts';
import { BOT, type UserSetup } from '../options.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';

export function info({ world, args }: Call): Json {
  const user = world.users.get(requiredText(args, 'user'));
  if (!user) throw new Refusal('user_not_found');
  return { user: userJson(world, user) };
}

export function lookupByEmail({ world, args }: Call): Json {
  const email = requiredText(args, 'email').toLowerCase();
  const user = [...world.users.values()].find((one) => one.email.toLowerCase() === email && !one.isDeleted);
  if (!user) throw new Refusal('users_not_found');
  return { user: userJson(world, user) };
}

export function list({ world, args }: Call): Json {
  const { page, next } = pageOf([...world.users.values()], optionalText(args, 'cursor'), limitOf(args, 1000, 1000));
  return {
    members: page.map((user) => userJson(world, user)),
    cache_ts: Math.floor(world.standIn.now() / 1000),
    response_metadata: { next_cursor: next },
  };
}

/** A person as the Web API shows one; the e-mail only with its own scope. */
export function userJson(world: World, user: UserSetup): Json {
  const offset = offsetOf(user.tz, world.standIn.now());
  const email = user.email !== '' && world.scopes.has('users:read.email') ? { email: user.email } : {};
  return {
    id: user.id,
    team_id: world.settings.team.id,
    name: handleOf(user),
    real_name: user.name,
    deleted: user.isDeleted ?? false,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offset,
    profile: { real_name: user.name, display_name: handleOf(user), ...email },
    is_admin: user.isAdmin ?? user.isOwner ?? false,
    is_owner: user.isOwner ?? false,
    is_primary_owner: false,
    is_restricted: user.isRestricted ?? false,
    is_ultra_restricted: false,
    is_bot: user.isBot ?? false,
    is_app_user: user.id === BOT.userId,
    updated: 0,
  };
}

/** The short name people are called by: `ann.baker`. */
export function handleOf(user: UserSetup): string {
  return user.name.toLowerCase().replaceAll(' ', '.');
}

function offsetOf(tz: string, now: number): number {
  return Math.trunc(
    Temporal.Instant.fromEpochMilliseconds(Math.trunc(now)).toZonedDateTimeISO(tz).offsetNanoseconds / 1e9,
  );
}
