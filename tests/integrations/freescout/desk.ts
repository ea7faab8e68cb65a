import { testDatabaseUrl } from '../../../sandbox/services/mariadb.ts';
import { randomUUID } from 'node:crypto';
import { PASSWORD } from '../../../sandbox/freescout/people.ts';
import { type FreescoutStandIn, startFreescout } from '../../../sandbox/freescout/index.ts';
import type { FreescoutOptions } from '../../../sandbox/freescout/options.ts';
import type { TicketSignal } from '../../../src/desk/signal.ts';
import type { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import type { Integration, Poll, Source, WriteBack } from '../../../src/integrations/contract.ts';

export type Mode = 'api' | 'database' | 'both' | 'session';

/** FreeScout on loopback, and Deskbell's connection to it, which forgets nothing between two polls. */
export interface Connected extends AsyncDisposable {
  freescout: FreescoutStandIn;
  integration: Integration;
  /** Where its rows are, for modes that have a database. */
  database: string;
  source: Source;
  writeBack: WriteBack;
  /** Polls, remembers the cursor and which rows are open. */
  poll(): Promise<Seen>;
  /** Moves FreeScout's clock and ours, which are the same. */
  wait(seconds: number): void;
  read(row: number): Promise<TicketSignal['seen'] | undefined>;
  /** A mail of Dana's, by its ticket. */
  mail(subject?: string, body?: string): Promise<number>;
  /** The same, and a poll has seen it. */
  heardMail(subject?: string): Promise<number>;
  /** What the next poll says of a ticket; undefined when it is silent. */
  next(row: number): Promise<TicketSignal['seen'] | undefined>;
  facts(row: number): Promise<TicketFacts>;
  /** From here on, five minutes pass until everything is read again. */
  sweep(): Promise<void>;
  /** When FreeScout says that a thread was written; without one, when the ticket was. */
  writtenAt(row: number, thread?: number): number;
}

/** What a poll told, by row. */
interface Seen extends Poll {
  byRow: Record<string, TicketSignal['seen']>;
}

/** Every test of tickets is run by each of these; clocks that are put back have tests of their own. */
export const ways: [Mode, string][] = [
  ['api', 'America/New_York'],
  ['database', 'Europe/Berlin'],
];

export const ANN = 'ann@msp.example';
export const BEN = 'ben@msp.example';
export const CARA = 'cara@msp.example';
/** The login of the bot's own. */
export const BOT = 'bot@msp.example';
export const ROBOT = 'fs1@example.org';
export const API_KEY = 'key-of-the-test';
export const SECRET = 'secret-of-the-test';

export async function connected(
  mode: Mode,
  options: Partial<FreescoutOptions> & {
    environment?: Record<string, string>;
    pause?: (milliseconds: number) => Promise<void>;
  } = {},
): Promise<Connected> {
  const { environment: more, pause = () => Promise.resolve(), ...standIn } = options;
  const database = `${testDatabaseUrl()}/deskbell_freescout_${randomUUID().slice(0, 8)}`;
  const freescout = await startFreescout({
    apiKey: API_KEY,
    timezone: 'UTC',
    ...(mode !== 'api' && { database }),
    ...(mode === 'session' && { apiModule: false }),
    ...standIn,
  });
  if (mode === 'session') {
    const mailboxes = ['Support', 'Projects'];
    await freescout.addUser({ firstName: 'Desk', lastName: 'Bell', email: BOT, mailboxes });
  }
  const environment = Environment.parse({
    FREESCOUT_URL: freescout.url,
    ...((mode === 'api' || mode === 'both') && { FREESCOUT_API_KEY: API_KEY }),
    ...(mode === 'session' && { FREESCOUT_EMAIL: BOT, FREESCOUT_PASSWORD: PASSWORD }),
    ...(mode !== 'api' && { FREESCOUT_DATABASE_URL: database }),
    FREESCOUT_WEBHOOK_SECRET: SECRET,
    FREESCOUT_TIMEZONE: freescout.world.zone,
    ...more,
  });
  // Whoever pauses is woken at once: nobody waits for FreeScout's real slowness here.
  const integration = connectFreescout(environment, () => freescout.now(), pause);
  const { source, writeBack = neverWritten } = integration;
  if (!source) throw new Error('FreeScout must be a source');
  return {
    freescout,
    integration,
    database,
    source,
    writeBack,
    ...polled(source, freescout),
    [Symbol.asyncDispose]: close,
  };

  async function close(): Promise<void> {
    await integration.close();
    await freescout.close();
  }
}

type Polled = Pick<
  Connected,
  'poll' | 'wait' | 'read' | 'mail' | 'heardMail' | 'next' | 'facts' | 'sweep' | 'writtenAt'
>;

function polled(source: Source, freescout: FreescoutStandIn): Polled {
  const open = new Set<string>();
  let cursor: string | undefined;
  const polled: Polled = {
    async poll() {
      const known = [...open].map((row) => ({ row, condition: row, attended: false }));
      const found = await source.poll({ cursor, open: known });
      cursor = found.cursor;
      const signals = found.signals.filter((signal) => signal.kind === 'ticket');
      for (const { row, seen } of signals) {
        if (seen.state === 'there' && seen.facts.status !== 'closed') open.add(row);
        else open.delete(row);
      }
      return { ...found, byRow: Object.fromEntries(signals.map(({ row, seen }) => [row, seen])) };
    },
    wait: (seconds) => freescout.advance(seconds * 1_000),
    async read(row) {
      const signal = await source.read(String(row));
      return signal?.kind === 'ticket' ? signal.seen : undefined;
    },
    mail: (subject = 'Printer', body = 'It burns') =>
      freescout.customerMail({ from: 'dana@acme.example', subject, body }),
    async heardMail(subject) {
      const id = await polled.mail(subject);
      await polled.poll();
      return id;
    },
    next: async (row) => (await polled.poll()).byRow[row],
    async facts(row) {
      const seen = await polled.next(row);
      if (seen?.state !== 'there') throw new Error(`ticket ${row} is not there`);
      return seen.facts;
    },
    async sweep() {
      polled.wait(301);
      await polled.poll();
    },
    writtenAt(row, thread) {
      const ticket = freescout.tickets().find((ticket) => ticket.id === row);
      const written = thread === undefined ? ticket : ticket?.threads.find(({ id }) => id === thread);
      return Date.parse(written?.createdAt ?? '');
    },
  };
  return polled;
}

const neverWritten: WriteBack = {
  can: [],
  write: () => Promise.reject(new Error('this connection does not write')),
};
