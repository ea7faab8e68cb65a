import type { WebClient } from '@slack/web-api';
import type { PlatformLog, Presser } from '../contract.ts';
import { reasonOf } from './library-log.ts';
import { SLACK } from './line.ts';
import { refusalOf, sendErrorFrom } from './trouble.ts';

/** What a payload says of who pressed; only the account is to be trusted for long. */
export interface PayloadUser {
  id: string;
  name?: string | undefined;
  /** The workspace the person belongs to, and the one that the app is in. */
  team?: string | undefined;
  home?: string | undefined;
}

export type PresserFor = (user: PayloadUser) => Promise<Presser>;

/** How long what Slack says of a person holds, in milliseconds. */
const FRESH = 10 * 60_000;
const REMEMBERED = 2_000;

/** Asks Slack who somebody is, once in ten minutes. Without an answer the person has no e-mail and no rights of their own. */
export function presserFinder(client: WebClient, log: PlatformLog): PresserFor {
  const known = new Map<string, { until: number; presser: Promise<Presser> }>();

  return async (user) => {
    const entry = known.get(user.id);
    if (entry !== undefined && entry.until > Date.now()) return entry.presser;
    const presser = lookUp(client, user);
    known.set(user.id, { until: Date.now() + FRESH, presser });
    for (const oldest of known.keys()) if (known.size > REMEMBERED) known.delete(oldest);
    try {
      return await presser;
    } catch (error) {
      known.delete(user.id);
      log.warn({ account: user.id, reason: reasonOf(error) }, 'Slack did not say who pressed');
      return stranger(user);
    }
  };
}

async function lookUp(client: WebClient, from: PayloadUser): Promise<Presser> {
  const { user } = await client.users.info({ user: from.id });
  const name = user?.profile?.real_name || user?.real_name || user?.name || from.name || from.id;
  const email = user?.profile?.email;
  return {
    platform: SLACK,
    account: from.id,
    name,
    ...(email ? { email } : {}),
    ...(user?.tz ? { zone: user.tz } : {}),
    admin: user?.is_admin === true || user?.is_owner === true || user?.is_primary_owner === true,
    guest:
      user?.is_restricted === true ||
      user?.is_ultra_restricted === true ||
      user?.is_stranger === true ||
      isForeign(from),
  };
}

/** The account with this e-mail address, undefined when nobody who is still here has it. */
export async function accountOf(client: WebClient, email: string): Promise<string | undefined> {
  try {
    const { user } = await client.users.lookupByEmail({ email });
    return user?.deleted === true ? undefined : user?.id;
  } catch (error) {
    if (refusalOf(error) === 'users_not_found') return undefined;
    throw sendErrorFrom(error, false);
  }
}

function stranger(user: PayloadUser): Presser {
  return { platform: SLACK, account: user.id, name: user.name || user.id, admin: false, guest: isForeign(user) };
}

function isForeign(user: PayloadUser): boolean {
  return user.team !== undefined && user.home !== undefined && user.team !== user.home;
}
