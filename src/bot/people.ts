import { type Actor, findPerson, type Person } from '../desk/people.ts';
import { addPerson, keepZone, linkAccount, linkedPerson, readPeople } from '../store/people.ts';
import type { Store } from '../store/store.ts';
import type { Presser } from './contract.ts';

/**
 * The colleague behind an account: by configuration or an earlier link, else by the platform's e-mail address.
 * Where nobody is configured, every colleague with an address counts. Undefined for guests and the unlinked.
 */
export async function identify(store: Store, presser: Presser): Promise<Person | undefined> {
  const person = await personBehind(store, presser);
  const { platform, account, zone } = presser;
  // Whoever travels tells their platform, and digests come with them.
  if (person && zone !== undefined && zone !== person.zone) await keepZone(store, platform, account, zone);
  return person;
}

async function personBehind(store: Store, presser: Presser): Promise<Person | undefined> {
  const people = await readPeople(store);
  const { platform: system, account, email } = presser;
  const linked = findPerson(people, { system, account }) ?? (await linkedPerson(store, people, system, account));
  if (linked) return linked;
  if (presser.guest || email === undefined || email === '') return undefined;
  const known = findPerson(people, { system, email });
  const { settings } = store.house;
  if (!known && settings.people.length > 0) return undefined;
  const person = known ?? colleague(presser, email, presser.admin ? 'owner' : settings.roles.colleague);
  if (!known) await addPerson(store, person);
  await linkAccount(store, system, account, person.id);
  return { ...person, accounts: { ...person.accounts, [system]: account } };
}

/** A person who is in no configuration. */
export function colleague(presser: Pick<Presser, 'name' | 'zone'>, email: string, role: Person['role']): Person {
  const id = email.trim().toLowerCase();
  return {
    id,
    name: presser.name,
    email: id,
    role,
    accounts: {},
    ...(presser.zone === undefined ? {} : { zone: presser.zone }),
  };
}

export function actorOf(person: Person, presser: Presser): Actor {
  return { id: person.id, name: person.name, via: presser.platform };
}
