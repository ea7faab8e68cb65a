import { PermissionFlagsBits, type PermissionsBitField, type User } from 'discord.js';
import type { Presser } from '../contract.ts';

/** The part of an interaction that tells who it is. */
interface Pressed {
  user: Pick<User, 'id' | 'globalName' | 'username'>;
  memberPermissions: Readonly<PermissionsBitField> | null;
}

/** Who pressed. Discord never tells an e-mail address, so that accounts are linked by hand; in direct messages nobody is an administrator. */
export function presserOf({ user, memberPermissions }: Pressed): Presser {
  return {
    platform: 'discord',
    account: user.id,
    name: user.globalName ?? user.username,
    admin: memberPermissions?.any([PermissionFlagsBits.Administrator, PermissionFlagsBits.ManageGuild]) ?? false,
    guest: false,
  };
}
