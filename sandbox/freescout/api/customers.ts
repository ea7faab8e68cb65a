import type { FastifyInstance } from 'fastify';
import { insertCustomer } from '../changes/customers.ts';
import type { CustomerRow } from '../rows.ts';
import { wallClockFromIso } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { created, invalid, noContent, notFound, pageOf, refuse, required } from './answers.ts';
import type { Query } from './list.ts';
import { customerObject, phonesOf } from './people.ts';
import type { Body } from './update.ts';

interface One {
  Params: { id: string };
  Body: Body | undefined;
}

/** `/customers`. */
export function customerRoutes(api: FastifyInstance, world: World): void {
  api.get<{ Querystring: Query }>('/customers', (request, reply) => {
    const rows = world.customers.where((customer) => matches(world, customer, request.query));
    return reply.send(pageOf('customers', rows, request.query, (customer) => customerObject(world, customer)));
  });
  api.get<One>('/customers/:id', (request, reply) => {
    const customer = world.customers.get(Number(request.params.id));
    return customer ? reply.send(customerObject(world, customer)) : notFound(reply, 'Customer');
  });
  api.post<One>('/customers', (request, reply) => {
    const body = request.body ?? {};
    const addresses = addressesIn(body);
    if (addresses.length === 0 && !body['firstName']) return refuse(reply, [required('firstName')]);
    const taken = world.emails.first((row) => addresses.includes(row.email));
    if (taken) return refuse(reply, [invalid('emails')]);
    const customer = insertCustomer(world, columnsOf(body));
    for (const email of addresses) world.emails.insert({ customer_id: customer.id, email, type: 1 });
    world.fireCustomer('customer.created', customer);
    return created(reply, customer.id);
  });
  api.put<One>('/customers/:id', (request, reply) => {
    const customer = world.customers.get(Number(request.params.id));
    if (!customer) return notFound(reply, 'Customer');
    Object.assign(customer, columnsOf(request.body ?? {}));
    world.customers.save(customer);
    world.fireCustomer('customer.updated', customer);
    return noContent(reply);
  });
  api.put<One>('/customers/:id/customer_fields', (request, reply) =>
    world.customers.get(Number(request.params.id)) ? noContent(reply) : notFound(reply, 'Customer'),
  );
}

function matches(world: World, customer: CustomerRow, query: Query): boolean {
  const { firstName, lastName, email, phone, updatedSince } = query;
  if (firstName !== undefined && customer.first_name !== firstName) return false;
  if (lastName !== undefined && customer.last_name !== lastName) return false;
  if (email !== undefined && !world.emails.first((row) => row.customer_id === customer.id && row.email === email)) {
    return false;
  }
  const digits = (typeof phone === 'string' ? phone : '').replaceAll(/\D/g, '');
  if (phone !== undefined && !phonesOf(customer).some((entry) => entry.n === digits)) return false;
  const since = wallClockFromIso(updatedSince, world.zone);
  return since === undefined || customer.updated_at >= since;
}

function addressesIn(body: Body): string[] {
  const listed = Array.isArray(body['emails']) ? (body['emails'] as { value?: unknown }[]) : [];
  const values = [body['email'], ...listed.map((entry) => entry.value)];
  return values.filter((value) => typeof value === 'string').map((value) => value.toLowerCase());
}

const columnNames = {
  firstName: 'first_name',
  lastName: 'last_name',
  company: 'company',
  jobTitle: 'job_title',
  notes: 'notes',
} as const;

function columnsOf(body: Body): Partial<CustomerRow> {
  const columns: Partial<CustomerRow> = {};
  for (const [name, column] of Object.entries(columnNames)) {
    const value = body[name];
    if (typeof value === 'string') columns[column] = value;
  }
  if (typeof body['phone'] === 'string') {
    columns.phones = JSON.stringify([{ value: body['phone'], type: 1, n: body['phone'].replaceAll(/\D/g, '') }]);
  }
  return columns;
}
