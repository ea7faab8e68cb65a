import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../../desk/check.ts';
import { SystemError } from '../../desk/errors.ts';
import type { Integration, IntegrationSystem } from '../contract.ts';
import { createApiReader } from './api-reader.ts';
import { checkApi, checkClock, checkTickets, checkWebhooks, tried } from './check.ts';
import { checkFetch, checkGrants, checkZone } from './check-database.ts';
import { type Client, createClient } from './client.ts';
import { createConversations } from './conversations.ts';
import { createDatabaseReader } from './database-reader.ts';
import { type Database, openDatabase } from './database.ts';
import { mailPulse } from './mail-pulse.ts';
import { poll, read } from './poll.ts';
import type { Reader } from './reader.ts';
import { Environment } from './schema.ts';
import { checkWriting } from './check-writing.ts';
import { createSession, type Session } from './session.ts';
import { sessionWay } from './session-way.ts';
import { createTicketBook } from './make.ts';
import { apiWay } from './way.ts';
import { hear } from './webhook.ts';
import { createWriteBack } from './write-back.ts';

/** FreeScout: tickets by its API module, by its database, or found in the database and written by the API or by a login. */
export const system: IntegrationSystem<Environment> = {
  id: 'freescout',
  title: 'FreeScout',
  environment: Environment,
  switches: ['FREESCOUT_URL', 'FREESCOUT_API_KEY', 'FREESCOUT_DATABASE_URL', 'FREESCOUT_EMAIL'],
  connect: (environment, now) => connectFreescout(environment, now),
};

/** The same with a clock of one's own. */
export function connectFreescout(
  environment: Environment,
  now: () => number,
  pause?: (milliseconds: number) => Promise<void>,
): Integration {
  const { FREESCOUT_URL: base, FREESCOUT_API_KEY: key, FREESCOUT_DATABASE_URL: address } = environment;
  const stop = new AbortController();
  const options = {
    zone: environment.FREESCOUT_TIMEZONE,
    customNumber: environment.FREESCOUT_CUSTOM_NUMBER === 'yes',
    now,
  };
  const client = key === undefined ? undefined : createClient(base, key, stop.signal);
  const database = address === undefined ? undefined : openDatabase(address);
  const apiReader = client && createApiReader({ ...options, client });
  const reader = database ? createDatabaseReader({ ...options, database }) : apiReader;
  if (!reader) throw new Error('FreeScout needs FREESCOUT_API_KEY or FREESCOUT_DATABASE_URL');
  const conversations = createConversations(client, database && { ...options, database }, now);
  const pollSeconds = environment.FREESCOUT_POLL_SECONDS;
  const webhooks = environment.FREESCOUT_WEBHOOK_SECRET !== undefined;
  const polling = { reader, base, pollSeconds, now, webhooks, pulse: () => mailPulse(database, now()) };
  const session = sessionFor(environment, stop.signal, now);
  const writingWith = {
    source: reader,
    database,
    base,
    zone: options.zone,
    now,
    pause: pause ?? ((wait: number) => pausing(wait, stop.signal)),
  };
  const byApi = client && apiReader && { ...writingWith, way: apiWay(client), client, reader: apiReader };
  const bySession = session &&
    database && {
      ...writingWith,
      way: sessionWay({ session, database, zone: options.zone }),
      client: undefined,
      reader,
    };
  const writing = byApi ?? bySession;

  return {
    id: system.id,
    title: system.title,
    url: base,
    source: {
      kind: 'ticket',
      pollSeconds,
      poll: (known) => poll(known, polling),
      read: (row) => read(row, polling),
      hear: (call) => hear(call, environment.FREESCOUT_WEBHOOK_SECRET),
    },
    ...(conversations && { conversations }),
    ...(writing && { writeBack: createWriteBack(writing) }),
    ...(byApi && { ticketBook: createTicketBook(byApi) }),
    check: () => check({ environment, client, session, database, reader, now }),
    async close() {
      stop.abort();
      await database?.close();
    },
  };
}

/** With the module the login of the bot's own is not needed. */
function sessionFor(environment: Environment, stop: AbortSignal, now: () => number): Session | undefined {
  const { FREESCOUT_URL: base, FREESCOUT_API_KEY: key, FREESCOUT_EMAIL: email } = environment;
  const { FREESCOUT_PASSWORD: password } = environment;
  if (key !== undefined || email === undefined || password === undefined) return undefined;
  return createSession({ base, email, password, stop, now });
}

/** Only asked for after an attempt of unknown outcome, so that stopping leaves it unknown. */
async function pausing(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    throw new SystemError(system.id, 'unsure', 'FreeScout was not waited for: Deskbell is stopping');
  }
}

interface Parts {
  environment: Environment;
  client: Client | undefined;
  session: Session | undefined;
  database: Database | undefined;
  reader: Reader;
  now: () => number;
}

async function check({ environment, client, session, database, reader, now }: Parts): Promise<Check[]> {
  const zone = environment.FREESCOUT_TIMEZONE;
  const looks: [string, () => Promise<Check[]>][] = [];
  if (client) looks.push(['FreeScout API', () => checkApi(client)]);
  if (database) {
    looks.push(['FreeScout database', () => checkGrants(database)]);
    looks.push(['FREESCOUT_TIMEZONE', () => checkZone({ database, client }, zone, now())]);
    looks.push(['FreeScout mail', () => checkFetch(database, now())]);
  } else if (client) looks.push(['FREESCOUT_TIMEZONE', () => checkClock(client, zone, now())]);
  looks.push(['FreeScout writing', () => checkWriting({ environment, client, session, database })]);
  looks.push(['FreeScout tickets', () => checkTickets(reader)]);
  looks.push(['FreeScout webhooks', () => checkWebhooks(client, environment.FREESCOUT_WEBHOOK_SECRET !== undefined)]);
  const checks: Check[] = [];
  for (const [what, look] of looks) checks.push(...(await tried(what, look)));
  return checks;
}
