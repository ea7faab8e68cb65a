import { accountByEmail } from './accounts.ts';
import type { Writing } from './write-back.ts';

/** The number of a user who is named by it, or by an e-mail address; undefined where there is none. */
export async function userFor(name: string, from: Pick<Writing, 'client' | 'database'>): Promise<number | undefined> {
  const account = name.includes('@') ? (await accountByEmail(name, from))?.id : name;
  return account === undefined ? undefined : userNumber(account);
}

export function userNumber(account: string): number | undefined {
  return /^[1-9]\d*$/.test(account) ? Number(account) : undefined;
}
