import { z } from 'zod';
import type { Standing, TimeBook, TimeReader } from '../../../../src/integrations/contract.ts';
import type { Remote } from '../../../../src/integrations/http.ts';
import { ask, askUnless } from './client.ts';
import { Customer, Employee, Entry } from './schema.ts';

/** The workshop's book of hours; an entry carries the key of the wish, by which it is found again. */
export function hourBook(remote: Remote): TimeBook {
  async function entryOf(key: string): Promise<Entry | undefined> {
    const entries = await ask(remote, z.array(Entry), { method: 'GET', path: '/entries' });
    return entries.find((entry) => entry.key === key);
  }

  /** When work of that length may end that was over at `end`. */
  async function freeBefore(employee: string | undefined, end: number, length: number): Promise<number> {
    const entries = await ask(remote, z.array(Entry), { method: 'GET', path: '/entries' });
    const own = entries.filter((entry) => entry.employee === employee).sort((a, b) => b.to - a.to);
    return own.reduce((free, entry) => (entry.to > free - length && entry.from < free ? entry.from : free), end);
  }

  return {
    customers: () => ask(remote, z.array(Customer), { method: 'GET', path: '/customers' }),
    async account(email) {
      const wanted = email.trim().toLowerCase();
      const people = await ask(remote, z.array(Employee), { method: 'GET', path: '/employees' });
      const found = people.find((one) => one.email === wanted);
      return found && { id: found.id, name: found.name };
    },
    async save({ key, person, customer, hours, startsAt, endsAt, text }, attempt) {
      const before = attempt > 1 ? await entryOf(key) : undefined;
      if (before) return { is: 'saved', name: before.name, from: clockOf(before.from), to: clockOf(before.to) };
      const length = hours * 3_600_000;
      const from = startsAt ?? (await freeBefore(person.account, endsAt, length)) - length;
      const to = from + length;
      const times = { from: clockOf(from), to: clockOf(to) };
      const body = { key, employee: person.account, customer: customer.id, hours, from, to, text };
      const entry = await askUnless(422, remote, Entry, { method: 'POST', path: '/entries', body });
      if (!entry)
        return { is: 'refused', sentence: `The workshop has no customer ${customer.name}, or the time is taken.` };
      return { is: 'saved', name: entry.name, ...times };
    },
    async undo(key, { keep }) {
      const entries = await ask(remote, z.array(Entry), { method: 'GET', path: '/entries' });
      for (const { name } of entries.filter((entry) => entry.key === key && entry.name !== keep)) {
        const path = `/entries/${encodeURIComponent(name)}`;
        await askUnless(404, remote, z.object({}), { method: 'DELETE', path, reads: true });
      }
      return { is: 'undone' };
    },
  };
}

export function hourReader(remote: Remote): TimeReader {
  return {
    activities: () => ask(remote, z.array(z.string()), { method: 'GET', path: '/activities' }),
    async taken(account, from, to) {
      const entries = await ask(remote, z.array(Entry), { method: 'GET', path: '/entries' });
      return entries
        .filter((one) => one.employee === account && one.from < to && one.to > from)
        .map((one) => ({ name: one.name, from: one.from, to: one.to }))
        .sort((a, b) => a.from - b.from);
    },
    zone: async () => 'UTC',
    async standing(wanted) {
      const entries = await ask(remote, z.array(Entry), { method: 'GET', path: '/entries' });
      return new Map(
        wanted.map(({ key }): [string, Standing] => {
          const entry = entries.find((one) => one.key === key);
          const told = entry?.done === true ? 'submitted' : 'draft';
          return [key, entry ? told : 'gone'];
        }),
      );
    },
  };
}

function clockOf(instant: number): string {
  return new Date(instant).toISOString().replace('T', ' ').slice(0, 19);
}
