import { wake } from '../src/jobs/wake.ts';
import type { JobParts } from '../src/jobs/parts.ts';
import type { Ticket } from '../src/desk/ticket/ticket.ts';
import { readDue, readOpen } from '../src/store/read.ts';
import { key } from '../src/store/redis.ts';
import { readTicket, takeSignal } from '../src/store/signals.ts';
import type { Store } from '../src/store/store.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { startMemory } from './stage/memory.ts';
import { openStore } from './stage/store.ts';

const TICKETS = Number(process.env['BENCH_TICKETS'] ?? 100_000);
/** Tickets of which something has to be told in one sweep: more than a large desk has in five seconds. */
const DUE = 20;
const BATCH = 2_000;
const ROUNDS = 5;
const SECONDS = 90;

const FIGURES = ['milliseconds', 'own CPU ms'] as const;

/** What a sweep for warnings and breaches costs with many open tickets, beside reading them all as a poll of each would. */
export async function clocks(): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const store = openStore(memory.url);
  stack.defer(() => store.database.close());
  await memory.setFsync('everysec');
  const ticket = await oneTicket(store);
  await copies(store, ticket);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const nothing = async (): Promise<void> => {};
  const parts: JobParts = { store, integrations: [], log, sweepHints: nothing, findAccounts: nothing };
  const sweep = (): Promise<void> => wake(parts);
  await sweep();
  const { rounds, noise } = await inRounds({
    variants: {
      'reading them all': () => measure(async () => void (await readOpen(store, 'ticket'))),
      'a sweep': () => measure(sweep),
      [`a sweep that tells ${DUE}`]: async () => {
        await makeDue(store, ticket);
        const figures = await measure(sweep);
        const left = await readDue(store, store.now(), 1);
        if (left.length > 0) throw new Error('something that was due was not told');
        return figures;
      },
    },
    rounds: ROUNDS,
    seconds: SECONDS,
  });
  const columns = [
    { of: 'reading them all' },
    { of: 'a sweep' },
    { of: `a sweep that tells ${DUE}` },
    { of: 'a sweep', against: 'reading them all' },
    { of: `a sweep that tells ${DUE}`, against: 'reading them all' },
  ];
  return `${tableOf(rounds, FIGURES, columns)}\n\n${TICKETS.toLocaleString('en')} open tickets; ${rounds.length} rounds. ${noise.report()}`;
}

async function measure(work: () => Promise<void>): Promise<Figures> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  await work();
  const own = process.cpuUsage(before);
  return { milliseconds: performance.now() - startedAt, 'own CPU ms': (own.user + own.system) / 1_000 };
}

async function oneTicket(store: Store): Promise<Ticket> {
  const now = store.now();
  await takeSignal(store, {
    kind: 'ticket',
    source: 'freescout',
    row: '1',
    readAt: now,
    seen: {
      state: 'there',
      facts: {
        number: '1',
        subject: 'Printer on the second floor',
        status: 'active',
        mailbox: { id: '1', name: 'Support' },
        channel: 'email',
        customer: { name: 'Pat Jones', email: 'pat@acme.example' },
        preview: 'It prints nothing, and it has been so since noon.',
        attachments: 0,
        createdAt: now,
        updatedAt: now,
        lastCustomerAt: now,
        lastReplyFrom: 'customer',
        awaitsResponse: true,
        links: [{ label: 'Open in FreeScout', url: 'https://desk.example/conversation/1' }],
      },
    },
  });
  const ticket = await readTicket(store, 'freescout/1');
  if (!ticket) throw new Error('the ticket was not kept');
  return { ...ticket, remindedAt: now };
}

/** As many tickets like it, each with its wake-up ahead, written at once rather than one by one. */
async function copies(store: Store, ticket: Ticket): Promise<void> {
  for (let start = 0; start < TICKETS; start += BATCH) {
    const pipeline = store.database.redis.pipeline();
    for (let row = start; row < Math.min(TICKETS, start + BATCH); row += 1) put(pipeline, ticket, row, store.now());
    await pipeline.exec();
  }
}

type Pipeline = ReturnType<Store['database']['redis']['pipeline']>;

function put(pipeline: Pipeline, ticket: Ticket, row: number, seenAt: number): void {
  const ref = `freescout/${row}`;
  const document = JSON.stringify({ ...ticket, ref, row: String(row), revision: 1 });
  pipeline.hset(key('item', ref), 'revision', '1', 'document', document);
  pipeline.zadd(key('open', 'ticket'), seenAt, ref);
  pipeline.zadd(key('wake'), ticket.clocks?.response?.lookAt ?? 0, ref);
}

/** Some whose first warning is due now. */
async function makeDue(store: Store, ticket: Ticket): Promise<void> {
  const now = store.now();
  const since = now - 3.1 * 3_600_000;
  const pipeline = store.database.redis.pipeline();
  for (let row = 0; row < DUE; row += 1) {
    const facts = { ...ticket.facts, createdAt: since, updatedAt: since };
    const log = ticket.log?.map((entry) => ({ ...entry, at: since }));
    const response = { state: 'running' as const, target: 4 * 3_600_000, due: since + 4 * 3_600_000, lookAt: now };
    put(pipeline, { ...ticket, facts, ...(log ? { log } : {}), clocks: { response } }, row, now);
  }
  await pipeline.exec();
}
