import { SystemError } from '../../../src/desk/errors.ts';

export const thread = {
  id: 1,
  type: 'customer',
  state: 'published',
  body: 'It burns',
  createdBy: { id: 31, type: 'customer', firstName: 'Dana', lastName: '', email: 'dana@acme.example' },
  createdAt: '2026-08-20T11:00:00Z',
};

export const ticket = {
  id: 7,
  number: 7,
  type: 'email',
  status: 'active',
  state: 'published',
  subject: 'Printer',
  mailboxId: 1,
  assignee: null,
  createdAt: '2026-08-20T11:00:00Z',
  updatedAt: '2026-08-20T11:00:00Z',
  customerWaitingSince: { time: '2026-08-20T11:00:00Z', friendly: '1 h', latestReplyFrom: 'customer' },
  source: { type: 'email', via: 'customer' },
  customer: { id: 31, type: 'customer', firstName: 'Dana', lastName: null, email: 'dana@acme.example' },
  _embedded: { threads: [thread] },
};

export const ann = { id: 1, type: 'user', firstName: 'Ann', lastName: 'Baker', email: 'ann@msp.example' };
export const ben = { id: 2, type: 'user', firstName: 'Ben', lastName: 'Cole', email: 'ben@msp.example' };

/** A list as the module answers, on one page. */
export function page(what: string, rows: readonly unknown[], total = rows.length): object {
  return { _embedded: { [what]: rows }, page: { size: 50, totalElements: total, totalPages: 1, number: 1 } };
}

/** The error with which a call fails; nothing else will do. */
export async function failure(call: Promise<unknown> | undefined): Promise<SystemError> {
  const error: unknown = await call?.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SystemError) return error;
  throw new Error(`no SystemError: ${String(error)}`);
}
