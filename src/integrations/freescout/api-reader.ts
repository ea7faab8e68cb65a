import { SystemError } from '../../desk/errors.ts';
import { listTickets, newestChange } from './api-list.ts';
import { type ApiTickets, cachedMailboxes, readTicket } from './api-ticket.ts';
import type { Client } from './client.ts';
import type { Found } from './conversation.ts';
import { type Mark, OVERLAP, type Reader } from './reader.ts';
import { earliestWallClock, instantOf } from './wall-clock.ts';

export interface ApiReaderOptions {
  client: Client;
  /** APP_TIMEZONE: the API itself speaks UTC, yet what it compares is stored in this zone. */
  zone: string;
  /** Tickets show numbers of their own. */
  customNumber: boolean;
  now: () => number;
}

/** The tickets as the "API & Webhooks" module tells them. */
export function createApiReader({ client, zone, customNumber, now }: ApiReaderOptions): Reader {
  const tickets: ApiTickets = { client, customNumber, now, mailboxes: cachedMailboxes(client, now) };

  async function total(status: string): Promise<number> {
    const list = await client.conversations({ state: 'published', status, pageSize: '1' });
    return list.total;
  }

  /** Without this the trash would be noticed at the next sweep only; a module that cannot list it is forgiven. */
  async function trashed(from: number): Promise<Map<string, Found>> {
    try {
      return await listTickets({ state: 'deleted' }, from, tickets);
    } catch (error) {
      if (error instanceof SystemError && (error.status === 400 || error.status === 422)) return new Map();
      throw error;
    }
  }

  return {
    async mark() {
      const query = { state: 'published', sortField: 'updatedAt', sortOrder: 'desc', pageSize: '1' };
      const { rows } = await client.conversations(query);
      return { since: Math.min(newestChange(rows) || now(), now()) };
    },
    async changed(mark: Mark) {
      const started = now();
      const from = instantOf(earliestWallClock(mark.since - OVERLAP, started, zone), zone);
      const found = new Map([...(await listTickets({}, from, tickets)), ...(await trashed(from))]);
      return { found, mark: { since: Math.max(mark.since, Math.min(newestOf(found), started)) } };
    },
    // One status at a time: older modules do not understand a list of them, and answer with everything.
    async open() {
      const active = await listTickets({ status: 'active' }, undefined, tickets);
      return new Map([...active, ...(await listTickets({ status: 'pending' }, undefined, tickets))]);
    },
    async read(rows) {
      const found = await Promise.all(rows.map(async (row) => [row, await readTicket(row, tickets)] as const));
      // Without the module every address is 404: a ticket is gone only where the API itself answers.
      if (found.some(([, one]) => one === 'missing')) await client.conversations({ pageSize: '1' });
      return new Map(found);
    },
    async countOpen() {
      return (await total('active')) + (await total('pending'));
    },
  };
}

function newestOf(found: ReadonlyMap<string, Found>): number {
  return Math.max(0, ...[...found.values()].map((one) => (typeof one === 'object' ? one.updatedAt : 0)));
}
