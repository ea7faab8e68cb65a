import { createHash } from 'node:crypto';
import { type JobsOptions, Queue, Worker } from 'bullmq';
import type { Effect, EffectJob } from '../desk/effect.ts';
import { readOutbox } from '../store/outbox.ts';
import { PREFIX } from '../store/redis.ts';
import { judgeSites } from '../store/sites.ts';
import { archive } from './archive.ts';
import { assignTurn } from './assign-turn.ts';
import { bulk } from './bulk.ts';
import { checkin } from './checkin.ts';
import { customers } from './customers.ts';
import { dayEnd } from './day-end.ts';
import { digest } from './digest.ts';
import { handover } from './handover.ts';
import { mailboxes } from './mailboxes.ts';
import { makeTicket } from './make-ticket.ts';
import { reviews } from './reviews.ts';
import { myDay } from './my-day.ts';
import { onCall } from './on-call.ts';
import { opening } from './opening.ts';
import type { JobParts } from './parts.ts';
import { poll } from './poll.ts';
import { recount } from './recount.ts';
import { proof } from './proof.ts';
import { standings } from './standings.ts';
import { timeBook } from './time-book.ts';
import { wake } from './wake.ts';
import { weekly } from './weekly.ts';
import { writeBack } from './write-back.ts';

/** What is done by turns, all of it by one of the schedules, whoever asks for it. */
const TIME_BOOK = 'time-book';

/** Every effect has its job, or the schedule that does it: take one away and this no longer compiles. */
const effectJobs: Record<EffectJob, typeof TIME_BOOK | ((parts: JobParts, effectKey: string) => Promise<void>)> = {
  'write-back': writeBack,
  'make-ticket': makeTicket,
  'assign-turn': assignTurn,
  'log-time': TIME_BOOK,
  'undo-time': TIME_BOOK,
  bulk,
};

const WAKE_EVERY = 5_000;
const HINTS_EVERY = 5_000;
const SITES_EVERY = 2_000;
const DIGEST_EVERY = 60_000;
const CUSTOMERS_EVERY = 60_000;
const STANDINGS_EVERY = 3_600_000;
const MAILBOXES_EVERY = 10 * 60_000;
const TIME_EVERY = 5_000;
const ON_CALL_EVERY = 20_000;
const PROOF_EVERY = 60_000;
const RECOUNT_EVERY = 30_000;
const ARCHIVE_EVERY = 6 * 3_600_000;

/** The guarantee behind every effect: the outbox is swept this often. */
const RELAY_EVERY = 10_000;

/** Jobs that are brought to their queue in one write. */
const AT_ONCE = 200;

/** Tries of one job; the outbox brings it back after that, for as long as it is not settled. */
const ATTEMPTS = 12;
const FIRST_DELAY = 2_000;
const LONGEST_DELAY = 120_000;

/** Whoever ordered a bulk action carries it out while they wait for the answer; only what is left then is a job's. */
const BULK_DELAY = 3_000;

/** Not tried again: the schedule brings the next. */
const ONCE: JobsOptions = { removeOnComplete: true, removeOnFail: true };

export interface Jobs {
  /** Brings new effects to their queues now. */
  relay(): void;
  /** Everything that has a schedule runs once now. */
  hurry(): void;
  /** Counts that somebody wants begin now. */
  prove(): void;
  close(): Promise<void>;
}

/** Starts every queue, its worker and its schedule. `connection` is a Redis address. */
export async function startJobs(parts: JobParts, connection: string): Promise<Jobs> {
  const options = { connection: connectionOptions(connection), prefix: `${PREFIX}:jobs` };
  const queues = new Map<string, Queue>();
  const scheduled: Queue[] = [];
  const workers: Worker[] = [];
  const { log } = parts;

  function open(name: string, work: (data: { key?: string }) => Promise<void>, concurrency: number): Queue {
    const queue = new Queue(name, options);
    const worker = new Worker(name, (job) => work(job.data as { key?: string }), {
      ...options,
      concurrency,
      lockDuration: 20_000,
      stalledInterval: 10_000,
      maxStalledCount: 1_000,
      settings: { backoffStrategy: (attempts) => Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY) },
    });
    queue.on('error', (error) => log.warn({ queue: name, error }, 'a queue lost its connection'));
    worker.on('error', (error) => log.warn({ queue: name, error }, 'a worker lost its connection'));
    worker.on('failed', (job, error) =>
      log.warn({ queue: name, job: job?.id, attempt: job?.attemptsMade, error }, 'a job failed'),
    );
    queues.set(name, queue);
    workers.push(worker);
    return queue;
  }

  /** One at a time over all processes, at a fixed interval. */
  async function schedule(name: string, every: number, work: () => Promise<void>): Promise<void> {
    const queue = open(name, work, 1);
    scheduled.push(queue);
    await queue.setGlobalConcurrency(1);
    await queue.upsertJobScheduler(name, { every }, { name, opts: ONCE });
  }

  function hurry(queue: Queue): void {
    queue.add(queue.name, {}, ONCE).catch((error: unknown) => log.warn({ queue: queue.name, error }, 'no hurry'));
  }

  const stopping = new AbortController();
  for (const [name, work] of Object.entries(effectJobs)) {
    if (work !== TIME_BOOK) open(name, ({ key: effect }) => work(parts, effect ?? ''), 4);
  }
  for (const [name, every, work] of schedulesOf(parts, stopping.signal)) await schedule(name, every, work);

  const relay = createRelay(parts, queues);
  const timer = setInterval(relay, RELAY_EVERY);
  relay();
  return {
    relay,
    hurry: () => scheduled.forEach(hurry),
    prove: () => scheduled.filter(({ name }) => name === 'proof').forEach(hurry),
    async close() {
      clearInterval(timer);
      stopping.abort();
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** What runs by itself: its name, how often in milliseconds, and what it does. */
type Schedule = [string, number, () => Promise<void>];

function schedulesOf(parts: JobParts, stop: AbortSignal): Schedule[] {
  const polls = parts.integrations.flatMap((integration): Schedule[] => {
    const { id, source } = integration;
    return source ? [[`poll-${id}`, source.pollSeconds * 1_000, () => poll(parts, integration)]] : [];
  });
  const hasTimeBook = parts.integrations.some((one) => one.timeBook);
  const hasTicketBook = parts.integrations.some((one) => one.ticketBook);
  return [
    ...polls,
    ['wake', WAKE_EVERY, () => wake(parts)],
    [TIME_BOOK, TIME_EVERY, () => timeBook(parts, stop)],
    ['opening', WAKE_EVERY, () => opening(parts)],
    ['digest', DIGEST_EVERY, () => digest(parts)],
    ['handover', DIGEST_EVERY, () => handover(parts)],
    ['checkin', DIGEST_EVERY, () => checkin(parts)],
    ['weekly', DIGEST_EVERY, () => weekly(parts)],
    ['my-day', DIGEST_EVERY, () => myDay(parts)],
    ['reviews', DIGEST_EVERY, () => reviews(parts)],
    ['day-end', DIGEST_EVERY, () => dayEnd(parts)],
    ['on-call', ON_CALL_EVERY, () => onCall(parts)],
    ['proof', PROOF_EVERY, () => proof(parts)],
    ['recount', RECOUNT_EVERY, () => recount(parts)],
    ['archive', ARCHIVE_EVERY, () => archive(parts)],
    ...(hasTimeBook ? [['customers', CUSTOMERS_EVERY, () => customers(parts)] as Schedule] : []),
    ...(hasTimeBook ? [['standings', STANDINGS_EVERY, () => standings(parts)] as Schedule] : []),
    ...(hasTicketBook ? [['mailboxes', MAILBOXES_EVERY, () => mailboxes(parts)] as Schedule] : []),
    ['sites', SITES_EVERY, () => judgeSites(parts.store)],
    ['hints', HINTS_EVERY, () => parts.sweepHints()],
  ];
}

/** Brings what is in the outbox to the queues; a job that is there already is the same job. */
function createRelay(parts: JobParts, queues: ReadonlyMap<string, Queue>): () => void {
  let running = false;
  let again = false;
  let known = new Set<string>();
  /** Whatever waits has its schedule; only what is new need not wait for that. */
  async function hurryTime(keys: readonly string[]): Promise<void> {
    const isNew = keys.some((key) => !known.has(key));
    known = new Set(keys);
    // One may be at it and have looked already: then another comes after it.
    if (isNew)
      await queues
        .get(TIME_BOOK)
        ?.add(TIME_BOOK, {}, { ...ONCE, deduplication: { id: 'new', keepLastIfActive: true } });
  }

  async function run(): Promise<void> {
    const outbox = await readOutbox(parts.store);
    await hurryTime(outbox.filter(({ job }) => effectJobs[job] === TIME_BOOK).map(({ key }) => key));
    const waiting = Map.groupBy(outbox, ({ job }) => job);
    for (const [job, effects] of waiting) {
      for (let start = 0; start < effects.length; start += AT_ONCE) {
        const some = effects.slice(start, start + AT_ONCE);
        await queues.get(job)?.addBulk(
          some.map((effect) => ({
            name: job,
            data: { key: effect.key },
            opts: jobOptions(effect, parts.store.now()),
          })),
        );
      }
    }
  }
  return function relay(): void {
    if (running) {
      again = true;
      return;
    }
    running = true;
    run()
      .catch((error: unknown) => parts.log.warn({ error }, 'the outbox could not be read'))
      .finally(() => {
        running = false;
        if (!again) return;
        again = false;
        relay();
      });
  };
}

/** Job ids may hold no colon, so they are the hash of the effect's key. */
function jobOptions(effect: Effect, now: number): JobsOptions {
  const jobId = createHash('sha256').update(effect.key).digest('hex').slice(0, 32);
  const delay = effect.job === 'bulk' ? BULK_DELAY : Math.max(0, notBefore(effect) - now);
  return { jobId, delay, attempts: ATTEMPTS, backoff: { type: 'custom' }, removeOnComplete: true, removeOnFail: true };
}

function notBefore(effect: Effect): number {
  return effect.job === 'write-back' ? (effect.after ?? 0) : 0;
}

function connectionOptions(address: string) {
  const url = new URL(address);
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    db: Number(url.pathname.slice(1) || 0),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    maxRetriesPerRequest: null,
  };
}
