import { z } from 'zod';
import type { TimeBook } from '../../../../src/integrations/contract.ts';
import type { Remote } from '../../../../src/integrations/http.ts';
import { ask, askUnless } from './client.ts';
import { Customer, Employee, Entry } from './schema.ts';

/** The workshop's book of hours; an entry carries the key of the wish, by which it is found again. */
export function hourBook(remote: Remote): TimeBook {
  async function entryOf(key: string): Promise<Entry | undefined> {
    const entries = await ask(remote, z.array(Entry), { method: 'GET', path: '/entries' });
    return entries.find((entry) => entry.key === key);
  }

  return {
    customers: () => ask(remote, z.array(Customer), { method: 'GET', path: '/customers' }),
    async account(email) {
      const wanted = email.trim().toLowerCase();
      const people = await ask(remote, z.array(Employee), { method: 'GET', path: '/employees' });
      const found = people.find((one) => one.email === wanted);
      return found && { id: found.id, name: found.name };
    },
    async save({ key, person, customer, hours, endsAt, text }, attempt) {
      const times = { from: clockOf(endsAt - hours * 3_600_000), to: clockOf(endsAt) };
      const before = attempt > 1 ? await entryOf(key) : undefined;
      if (before) return { is: 'saved', name: before.name, ...times };
      const body = { key, employee: person.account, customer: customer.id, hours, text };
      const entry = await askUnless(422, remote, Entry, { method: 'POST', path: '/entries', body });
      if (!entry) return { is: 'refused', sentence: `The workshop has no customer ${customer.name}.` };
      return { is: 'saved', name: entry.name, ...times };
    },
    async undo(name) {
      const path = `/entries/${encodeURIComponent(name)}`;
      await askUnless(404, remote, z.object({}), { method: 'DELETE', path, reads: true });
      return { is: 'undone' };
    },
  };
}

function clockOf(instant: number): string {
  return new Date(instant).toISOString().replace('T', ' ').slice(0, 19);
}
