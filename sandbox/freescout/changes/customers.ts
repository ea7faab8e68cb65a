import type { CustomerRow } from '../rows.ts';
import type { World } from '../world.ts';

export interface CustomerFields {
  first_name?: string | null;
  last_name?: string | null;
  company?: string | null;
}

/** The customer who owns an address; whoever writes in becomes one, agents and mailboxes too. */
export function customerFor(world: World, address: string, fields: CustomerFields = {}): CustomerRow {
  const email = address.trim().toLowerCase();
  const known = world.emails.first((row) => row.email === email);
  const owner = known && world.customers.get(known.customer_id);
  if (owner) return owner;
  const customer = insertCustomer(world, fields);
  world.emails.insert({ customer_id: customer.id, email, type: 1 });
  world.fireCustomer('customer.created', customer);
  return customer;
}

/** A customer without an address; names that are not known are NULL. */
export function insertCustomer(world: World, fields: Partial<CustomerRow>): CustomerRow {
  const time = world.time();
  return world.customers.insert({
    first_name: null,
    last_name: null,
    company: null,
    job_title: null,
    photo_type: null,
    photo_url: null,
    phones: null,
    websites: null,
    social_profiles: null,
    notes: null,
    address: null,
    city: null,
    state: null,
    zip: null,
    country: null,
    created_at: time,
    updated_at: time,
    channel: null,
    channel_id: null,
    meta: null,
    ...fields,
  });
}

/** The first address of a customer, or an empty string. */
export function emailOf(world: World, customer: number | null): string {
  return world.emails.first((row) => row.customer_id === customer)?.email ?? '';
}

/** `Dana Frost` as two columns. */
export function namesOf(name: string | undefined): CustomerFields {
  const [first, ...rest] = (name ?? '').trim().split(/\s+/);
  return { first_name: first || null, last_name: rest.join(' ') || null };
}
