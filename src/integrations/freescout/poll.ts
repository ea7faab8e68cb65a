import { SystemError } from '../../desk/errors.ts';
import type { Signal } from '../../desk/signal.ts';
import type { Known, Poll, Pulse } from '../contract.ts';
import type { Found } from './conversation.ts';
import { heard, missing } from './facts.ts';
import type { Reader } from './reader.ts';
import { Cursor } from './schema.ts';

/** Every so many polls all open tickets are read, whether or not they say that they changed. Less a half: timers wobble. */
const SWEEP_AFTER = 9.5;
/** How long a ticket that cannot be shown yet is asked for at every poll; a change brings it back later, too. */
const WAIT_AT_MOST = 900_000;
/** The fetcher writes a ticket first and its message a moment later. Milliseconds. */
const MESSAGE_COMES_AFTER = 3_000;

export interface Polling {
  reader: Reader;
  base: string;
  /** Time between two polls. */
  pollSeconds: number;
  now: () => number;
  /** Is FreeScout meant to call us? */
  webhooks: boolean;
  /** Whether mail still reaches it. */
  pulse: () => Promise<Pulse | undefined>;
}

/** New and changed tickets since the cursor; at the first time and at every tenth all open ones, and what became of known ones. */
export async function poll(known: Known, { reader, base, pollSeconds, now, webhooks, pulse }: Polling): Promise<Poll> {
  const started = now();
  const cursor = cursorFrom(known.cursor);
  const age = started - (cursor?.sweptAt ?? 0);
  const sweeps = cursor === undefined || age < 0 || age >= SWEEP_AFTER * pollSeconds * 1_000;
  const changed = cursor
    ? await reader.changed(cursor)
    : { found: new Map<string, Found>(), mark: await reader.mark() };
  const found = changed.found;
  if (sweeps) addAll(found, await reader.open());
  const asked = [...Object.keys(cursor?.waiting ?? {}), ...(sweeps ? known.open.map(({ row }) => row) : [])];
  addAll(found, await reader.read(asked.filter((row) => !found.has(row))));

  const knownRows = new Set(known.open.map(({ row }) => row));
  const signals: Signal[] = [];
  const waiting: Record<string, number> = {};
  for (const [row, one] of found) {
    const signal = signalFor(row, one, { known: knownRows.has(row), base, started });
    if (signal === 'later') waiting[row] = cursor?.waiting[row] ?? started;
    else if (signal) signals.push(signal);
  }
  const next: Cursor = {
    version: 1,
    sweptAt: sweeps ? started : cursor.sweptAt,
    ...changed.mark,
    waiting: Object.fromEntries(Object.entries(waiting).filter(([, since]) => started - since < WAIT_AT_MOST)),
  };
  const [openAtSource, beat] = await Promise.all([reader.countOpen(), pulse()]);
  return {
    signals,
    cursor: JSON.stringify(next),
    openAtSource,
    ...(webhooks && known.told !== undefined ? { telling: tellingOf(signals) } : {}),
    ...(beat ? { pulse: beat } : {}),
  };
}

/** The ticket as it is now. Throws `later` for one that is there without a message, or that cannot be read. */
export async function read(row: string, { reader, base, now }: Polling): Promise<Signal | undefined> {
  const started = now();
  const one = (await reader.read([row])).get(row) ?? 'missing';
  const signal = signalFor(row, one, { known: false, base, started });
  if (signal !== 'later') return signal;
  const why = one === 'unreadable' ? 'cannot be read' : 'has no message yet';
  throw new SystemError('freescout', 'later', `Ticket ${row} in FreeScout ${why}`, { retryAfter: MESSAGE_COMES_AFTER });
}

function signalFor(
  row: string,
  one: Found,
  about: { known: boolean; base: string; started: number },
): Signal | 'later' | undefined {
  if (one === 'missing') return missing(row, about.started);
  if (one === 'unreadable') return 'later';
  const signal = heard(one, about.known, about.base);
  return signal === 'nothing' ? undefined : signal;
}

/** Once it has called, FreeScout is expected to call about each ticket that is new. */
function tellingOf(signals: readonly Signal[]): NonNullable<Poll['telling']> {
  return {
    due: signals.map(({ row }) => row),
    mend: 'Look in FreeScout at Manage > API & Webhooks, and at its cron job and queue (artisan schedule:run), which send them. Where none is wanted any more, take FREESCOUT_WEBHOOK_SECRET away.',
  };
}

function addAll(found: Map<string, Found>, more: ReadonlyMap<string, Found>): void {
  for (const [row, one] of more) found.set(row, one);
}

/** A cursor that cannot be read counts as none: everything open is read again. */
function cursorFrom(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    return Cursor.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
