import type { Logger } from 'pino';
import type { Platform } from './bot/contract.ts';
import type { Ports } from './bot/ports.ts';
import type { Integration } from './integrations/contract.ts';
import { firstTime } from './store/drafts.ts';
import { configuredPeople, keepZone, linkAccount, readPeople } from './store/people.ts';
import type { Store } from './store/store.ts';

/** Asks a system for the account of a person. */
export function accountOf(integrations: readonly Integration[]): Ports['accountOf'] {
  return async (system, email) => integrations.find((one) => one.id === system)?.writeBack?.account?.(email);
}

/** Asks the time book what is taken of a person's time. */
export function takenTimeOf(integrations: readonly Integration[]): Ports['takenTime'] {
  return async ({ account, email }, from, to) => {
    const { timeBook, timeReader } = integrations.find((one) => one.timeBook) ?? {};
    if (!timeBook || !timeReader) return undefined;
    const known = account ?? (email === undefined ? undefined : (await timeBook.account(email))?.id);
    return known === undefined ? undefined : timeReader.taken(known, from, to);
  };
}

/** Seconds until a person whom a platform does not know is asked for again. */
const ASK_AGAIN = 3600;

/** Seconds after which a platform is asked again in which zone somebody is. */
const ZONE_FOR = 24 * 3600;

/** Keeps the zones that people have set on their platforms, each asked for once a day. */
async function findZones(store: Store, platforms: readonly Platform[], log: Logger): Promise<void> {
  for (const person of await readPeople(store)) {
    for (const platform of platforms) {
      const { id } = platform;
      const account = person.accounts[id];
      if (!platform.findZone || account === undefined || !(await firstTime(store, `zone ${id} ${account}`, ZONE_FOR)))
        continue;
      const zone = await platform
        .findZone(account)
        .catch((error: unknown) => log.warn({ platform: id, error }, 'a zone could not be looked up'));
      if (zone !== undefined) await keepZone(store, id, account, zone);
    }
  }
}

/** Joins configured people with their accounts, where a platform tells them by e-mail address, and with their zones. */
export async function findAccounts(store: Store, platforms: readonly Platform[], log: Logger): Promise<void> {
  const configured = new Set(configuredPeople(store.house.settings).map((person) => person.id));
  const people = (await readPeople(store)).filter((person) => configured.has(person.id));
  for (const platform of platforms) {
    for (const person of people) {
      if (!platform.findAccount || person.accounts[platform.id] !== undefined || person.email === undefined) continue;
      if (!(await firstTime(store, `account ${platform.id} ${person.id}`, ASK_AGAIN))) continue;
      const account = await platform
        .findAccount(person.email)
        .catch((error: unknown) => log.warn({ platform: platform.id, error }, 'an account could not be looked up'));
      if (account !== undefined) await linkAccount(store, platform.id, account, person.id);
    }
  }
  await findZones(store, platforms, log);
}
