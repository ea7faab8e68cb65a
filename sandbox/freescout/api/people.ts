import { nameOf, role } from '../codes.ts';
import { emailOf } from '../changes/customers.ts';
import type { CustomerRow, UserRow } from '../rows.ts';
import { isoOf } from '../wall-clock.ts';
import type { World } from '../world.ts';

/** A user where one is mentioned: assignee, author. */
export function userMention(world: World, id: number | null): object | null {
  const user = world.users.get(id);
  if (!user) return null;
  return {
    id: user.id,
    type: 'user',
    firstName: user.first_name,
    lastName: user.last_name,
    photoUrl: user.photo_url ?? '',
    email: user.email,
  };
}

/** A customer where one is mentioned. */
export function customerMention(world: World, id: number | null, address?: string | null): object | null {
  const customer = world.customers.get(id);
  if (!customer) return null;
  return {
    id: customer.id,
    type: 'customer',
    firstName: customer.first_name ?? '',
    lastName: customer.last_name ?? '',
    photoUrl: customer.photo_url ?? '',
    email: address ?? emailOf(world, customer.id),
  };
}

export function userObject(world: World, user: UserRow): object {
  return {
    id: user.id,
    firstName: user.first_name,
    lastName: user.last_name,
    email: user.email,
    role: nameOf(role, user.role),
    alternateEmails: user.emails ?? '',
    jobTitle: user.job_title ?? '',
    phone: user.phone ?? '',
    timezone: user.timezone,
    photoUrl: user.photo_url ?? '',
    language: user.locale ?? 'en',
    createdAt: isoOf(user.created_at, world.zone),
    updatedAt: isoOf(user.updated_at, world.zone),
  };
}

export function customerObject(world: World, customer: CustomerRow): object {
  const emails = world.emails.where((row) => row.customer_id === customer.id);
  return {
    id: customer.id,
    firstName: customer.first_name ?? '',
    lastName: customer.last_name ?? '',
    jobTitle: customer.job_title ?? '',
    company: customer.company ?? '',
    photoType: 'unknown',
    photoUrl: customer.photo_url ?? '',
    notes: customer.notes ?? '',
    customerFields: [],
    createdAt: isoOf(customer.created_at, world.zone),
    updatedAt: isoOf(customer.updated_at, world.zone),
    _embedded: {
      emails: emails.map((row) => ({ id: row.id, value: row.email, type: row.type === 2 ? 'home' : 'work' })),
      phones: phonesOf(customer).map((phone, index) => ({ id: index, value: phone.value, type: 'work' })),
      social_profiles: [],
      websites: [],
      address: {
        city: customer.city ?? '',
        state: customer.state ?? '',
        zip: customer.zip ?? '',
        country: customer.country ?? '',
        address: customer.address ?? '',
      },
    },
  };
}

/** The phones of a customer as stored: `n` is the number's digits alone. */
export function phonesOf(customer: CustomerRow): { value: string; type: number; n: string }[] {
  return JSON.parse(customer.phones ?? '[]') as { value: string; type: number; n: string }[];
}
