import { codeOf, statusCode, threadType } from '../codes.ts';
import { customerFor, namesOf } from '../changes/customers.ts';
import type { ApiThread } from '../changes/api-thread.ts';
import { wallClockFromIso } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { invalid, positive, required, type Mistake } from './answers.ts';
import type { Body } from './update.ts';

/** A thread from a body, or what is wrong with it. A customer who is named by address is made when unknown. */
export function threadFrom(world: World, body: Body, fallback: number | null): ApiThread | Mistake {
  const type = codeOf({ customer: 1, message: 2, note: 3 }, body['type']) as 1 | 2 | 3 | undefined;
  if (body['type'] === undefined) return required('type');
  if (!type) return invalid('type');
  if (typeof body['text'] !== 'string' || body['text'] === '') return required('text');
  const user = positive(body['user']);
  if (type !== threadType.customer && body['user'] === undefined) return required('user');
  if (type !== threadType.customer && !world.users.get(user)) return invalid('user');
  if (body['status'] !== undefined && !statusCode(body['status'])) return invalid('status');
  const customer = type === threadType.customer ? customerFrom(world, body['customer'], fallback) : null;
  if (type === threadType.customer && customer === null) return required('customer');
  return {
    type,
    body: body['text'],
    user: type === threadType.customer ? null : (user ?? null),
    customer,
    status: statusCode(body['status']),
    draft: body['state'] === 'draft',
    imported: Boolean(body['imported']),
    to: strings(body['to']),
    cc: strings(body['cc']),
    bcc: strings(body['bcc']),
    createdAt: wallClockFromIso(body['createdAt'], world.zone),
  };
}

/** The id of the customer an object names by `id` or `email`. */
export function customerFrom(world: World, wish: unknown, fallback: number | null = null): number | null {
  if (typeof wish !== 'object' || wish === null) return fallback;
  const { id, email, firstName, lastName } = wish as Record<string, unknown>;
  const known = world.customers.get(positive(id));
  if (known) return known.id;
  if (typeof email !== 'string' || !email.includes('@')) return fallback;
  const name = [firstName, lastName].filter((part) => typeof part === 'string').join(' ');
  return customerFor(world, email, namesOf(name)).id;
}

export function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : undefined;
}
