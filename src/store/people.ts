import { z } from 'zod';
import { Zone } from '../desk/clock/calendar.ts';
import { findPerson, Person } from '../desk/people.ts';
import type { Settings } from '../desk/settings.ts';
import { type Database, key } from './redis.ts';
import type { Store } from './store.ts';

/** A wish to have an account joined with a person, until an owner confirms it. */
export const LinkWish = z.object({
  system: z.string(),
  account: z.string(),
  name: z.string(),
  email: z.string(),
  at: z.number(),
});
export type LinkWish = z.infer<typeof LinkWish>;

/** People are asked for at every press and every card, and change seldom: what was read is believed for so long, in milliseconds. */
const BELIEVED = 1_000;

const believed = new WeakMap<Database, { until: number; settings: Settings; people: Promise<Person[]> }>();

/**
 * The configured people with the accounts that were linked since, and the colleagues known by their e-mail address.
 * What this process changes is known here at once, what others change within a second.
 */
export async function readPeople(store: Pick<Store, 'database' | 'house'>): Promise<Person[]> {
  const last = believed.get(store.database);
  const { settings } = store.house;
  if (last?.settings === settings && last.until > performance.now()) return last.people;
  const people = readAnew(store);
  believed.set(store.database, { until: performance.now() + BELIEVED, settings, people });
  people.catch(() => believed.delete(store.database));
  return people;
}

async function readAnew(store: Pick<Store, 'database' | 'house'>): Promise<Person[]> {
  const [known, links, zones] = await Promise.all([
    store.database.redis.hvals(key('people')),
    store.database.redis.hgetall(key('links')),
    store.database.redis.hgetall(key('zones')),
  ]);
  const configured = configuredPeople(store.house.settings);
  const others = known
    .map((text) => Person.parse(JSON.parse(text)))
    .filter((person) => !findPerson(configured, { system: '', email: person.email }));
  return [
    ...configured.map((person) => withLinks(person, links)).map((person) => ({ ...zoneIn(person, zones), ...person })),
    ...others.map((person) => withLinks(person, links)).map((person) => ({ ...person, ...zoneIn(person, zones) })),
  ];
}

/** The zone that one of their accounts has set on its platform. What is configured comes before it. */
function zoneIn({ accounts }: Person, zones: Record<string, string>): { zone?: string } {
  const found = Object.entries(accounts).flatMap(([system, account]) => zones[`${system} ${account}`] ?? []);
  return found[0] === undefined ? {} : { zone: found[0] };
}

export function configuredPeople(settings: Settings): Person[] {
  return settings.people.map(({ name, email, role, zone, ...accounts }) => ({
    id: email?.toLowerCase() ?? name,
    name,
    role,
    ...(email === undefined ? {} : { email }),
    ...(zone === undefined ? {} : { zone }),
    accounts: Object.fromEntries(
      Object.entries(accounts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  }));
}

function withLinks(person: Person, links: Record<string, string>): Person {
  const accounts = { ...person.accounts };
  for (const [account, id] of Object.entries(links)) {
    const [system = '', ...rest] = account.split(' ');
    if (id === person.id) accounts[system] ??= rest.join(' ');
  }
  return { ...person, accounts };
}

/** Keeps the zone that an account has set on its platform; what is no zone of ours is left out. */
export async function keepZone(store: Store, system: string, account: string, zone: string): Promise<void> {
  if (!Zone.safeParse(zone).success) return;
  await store.database.redis.hset(key('zones'), `${system} ${account}`, zone);
  believed.delete(store.database);
}

/** Remembers a colleague who is in no configuration. */
export async function addPerson(store: Store, person: Person): Promise<void> {
  await store.database.redis.hset(key('people'), person.id, JSON.stringify(person));
  believed.delete(store.database);
}

/** Joins an account of a system with a person, for good. */
export async function linkAccount(store: Store, system: string, account: string, person: string): Promise<void> {
  await store.database.redis.hset(key('links'), `${system} ${account}`, person);
  believed.delete(store.database);
}

/** The person with whom this account was joined, also where another account of theirs is the one to write to. */
export async function linkedPerson(
  store: Store,
  people: readonly Person[],
  system: string,
  account: string,
): Promise<Person | undefined> {
  const id = await store.database.redis.hget(key('links'), `${system} ${account}`);
  return id === null ? undefined : people.find((person) => person.id === id);
}

export async function addLinkWish(store: Store, wish: LinkWish): Promise<void> {
  await store.database.redis.hset(key('link-wishes'), `${wish.system} ${wish.account}`, JSON.stringify(wish));
}

export async function readLinkWishes(store: Store): Promise<LinkWish[]> {
  const texts = await store.database.redis.hvals(key('link-wishes'));
  return texts.map((text) => LinkWish.parse(JSON.parse(text)));
}

export async function dropLinkWish(store: Store, wish: Pick<LinkWish, 'system' | 'account'>): Promise<void> {
  await store.database.redis.hdel(key('link-wishes'), `${wish.system} ${wish.account}`);
}
