import { z } from 'zod';

/** Each role may do all that the ones before it may. */
export const roles = ['viewer', 'technician', 'dispatcher', 'lead', 'owner'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** One human being across all systems. `accounts` maps a system's id to that system's id of the person. */
export const Person = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  email: z.string().optional(),
  role: Role,
  accounts: z.record(z.string(), z.string()),
  zone: z.string().optional(),
});
export type Person = z.infer<typeof Person>;

/** Who did something: a person, or a system by itself (`id` is then absent). */
export const Actor = z.object({ id: z.string().optional(), name: z.string(), via: z.string() });
export type Actor = z.infer<typeof Actor>;

/** A deed with its author and instant (epoch milliseconds). */
export const Deed = z.object({ by: Actor, at: z.number(), note: z.string().optional() });
export type Deed = z.infer<typeof Deed>;

export function mayAct(person: Person, least: Role): boolean {
  return roles.indexOf(person.role) >= roles.indexOf(least);
}

/** On whose wall clock their days begin and end. */
export function zoneOf(person: Person, settings: { zone: string }): string {
  return person.zone ?? settings.zone;
}

/** The person who owns an account of a system, or who has that e-mail address. */
export function findPerson(
  people: readonly Person[],
  by: { system: string; account?: string | undefined; email?: string | undefined },
): Person | undefined {
  const email = by.email?.trim().toLowerCase();
  return (
    people.find((person) => by.account !== undefined && person.accounts[by.system] === by.account) ??
    people.find((person) => email !== undefined && email !== '' && person.email?.toLowerCase() === email)
  );
}
