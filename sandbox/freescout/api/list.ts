import { codeOf, conversationType, state, statusCode } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import { wallClockFromIso } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { invalid, type Mistake } from './answers.ts';
import { phonesOf } from './people.ts';

export type Query = Readonly<Record<string, unknown>>;
type Test = (row: ConversationRow) => boolean;

/** The tickets a list query asks for, in its order; or what is wrong with the query. */
export function listConversations(world: World, query: Query): ConversationRow[] | Mistake {
  const tests: Test[] = [];
  for (const [name, build] of Object.entries(filters)) {
    const value = query[name];
    if (typeof value !== 'string' || (value === '' && name !== 'assignedTo')) continue;
    const test = build(world, value);
    if (!test) return invalid(name);
    tests.push(test);
  }
  const found = world.conversations.where((row) => tests.every((test) => test(row)));
  return found.sort(orderBy(world, query));
}

const filters: Readonly<Record<string, (world: World, value: string) => Test | undefined>> = {
  mailboxId: (_world, value) => (row) => row.mailbox_id === Number(value),
  folderId: (_world, value) => (row) => row.folder_id === Number(value),
  status: (world, value) =>
    world.oldModule && value.includes(',') ? () => true : oneOf(value, statusCode, (row) => row.status),
  state: (_world, value) =>
    oneOf(
      value,
      (name) => codeOf(state, name),
      (row) => row.state,
    ),
  type: (_world, value) =>
    oneOf(
      value,
      (name) => codeOf(conversationType, name),
      (row) => row.type,
    ),
  // Empty asks for NULL, which is not 0; a word counts as 0.
  assignedTo: (_world, value) => (row) => row.user_id === (value === '' ? null : Number.parseInt(value, 10) || 0),
  customerEmail: (world, value) => {
    const owner = world.emails.first((email) => email.email === value.toLowerCase())?.customer_id;
    return (row) => owner !== undefined && row.customer_id === owner;
  },
  customerPhone: (world, value) => (row) => hasPhone(world, row.customer_id, value),
  customerId: (_world, value) => (row) => row.customer_id === Number(value),
  number: (world, value) => (row) => (world.customNumber ? row.number : row.id) === Number(value),
  subject: (_world, value) => (row) => (row.subject ?? '').toLowerCase().includes(value.toLowerCase()),
  tag: (world, value) => (row) => (world.tags.get(row.id) ?? []).includes(value),
  createdByUserId: (_world, value) => (row) => row.created_by_user_id === Number(value),
  createdByCustomerId: (_world, value) => (row) => row.created_by_customer_id === Number(value),
  createdSince: (world, value) => since(world, value, (row) => row.created_at),
  updatedSince: (world, value) => since(world, value, (row) => row.updated_at),
};

function oneOf(
  value: string,
  codeFor: (name: string) => number | undefined,
  column: (row: ConversationRow) => number,
): Test | undefined {
  const codes = new Set(value.split(',').map((name) => codeFor(name.trim())));
  return codes.has(undefined) ? undefined : (row) => codes.has(column(row));
}

function since(world: World, value: string, column: (row: ConversationRow) => string): Test | undefined {
  const from = wallClockFromIso(value, world.zone);
  return from === undefined ? undefined : (row) => column(row) >= from;
}

function hasPhone(world: World, id: number | null, value: string): boolean {
  const customer = world.customers.get(id);
  const digits = value.replaceAll(/\D/g, '');
  return customer !== undefined && phonesOf(customer).some((phone) => phone.n === digits);
}

const columns: Readonly<Record<string, (row: ConversationRow, world: World) => string | number>> = {
  createdAt: (row) => row.created_at,
  mailboxId: (row) => row.mailbox_id,
  number: (row, world) => (world.customNumber ? row.number : row.id),
  subject: (row) => row.subject ?? '',
  updatedAt: (row) => row.updated_at,
  waitingSince: (row) => row.last_reply_at ?? '',
};

/** Newest first unless asked otherwise; an unknown field is read as the default. */
function orderBy(world: World, query: Query): (left: ConversationRow, right: ConversationRow) => number {
  const field = typeof query['sortField'] === 'string' ? query['sortField'] : '';
  const column = columns[field] ?? ((row: ConversationRow) => row.created_at);
  const direction = query['sortOrder'] === 'asc' ? 1 : -1;
  return (left, right) => {
    const a = column(left, world);
    const b = column(right, world);
    if (a === b) return left.id - right.id;
    return a < b ? -direction : direction;
  };
}
