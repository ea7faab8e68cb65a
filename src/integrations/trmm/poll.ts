import type { Known, Poll } from '../contract.ts';
import type { AlertSignal } from '../../desk/signal.ts';
import { isForbidden, type TrmmClient } from './client.ts';
import { conditionOf } from './condition.ts';
import type { Fleet } from './fleet.ts';
import { passedSince } from './passed.ts';
import { Cursor, type AlertRow } from './schema.ts';
import { pulseOf } from './pulse.ts';
import { goneSignal, signalOf } from './signals.ts';
import { tellingOf } from './telling.ts';

export interface PollParts {
  client: TrmmClient;
  fleet: Fleet;
  web: string | undefined;
  now: () => number;
  /** Is TRMM meant to call us? */
  webhooks: boolean;
}

/** Above so many open rows, TRMM is asked for all of them only now and then: it needs a minute or more for that. */
export const MANY = 1000;
const SWEEP_EVERY = 20 * 60_000;
const DAY = 24 * 60 * 60_000;
const ASK_AT_MOST = 200;
const FIRST: Cursor = { sweptAt: 0, listed: 0, counted: 0, old: 0, asked: 0 };

/** Everything open, and the fate of each known row that is missing from it. */
export async function pollAlerts(parts: PollParts, known: Known): Promise<Poll> {
  const startedAt = parts.now();
  const before = cursorOf(known.cursor);
  const counted = await parts.client.openCount();
  const listedAt = Math.max(parts.now(), startedAt + 2);
  const list = known.whole
    ? await wholeList(parts.client, counted, listedAt)
    : await listed(parts.client, before, counted, listedAt);
  const { rows } = list;
  const ids = new Set(rows.map((row) => row.id));
  const missing = missingRows(known, ids, list.whole ? 0 : before.old);
  const asked = known.whole ? missing : nextInTurn(missing, before.asked);
  const fates = await fatesOf(parts.client, asked, known.whole === true);
  const read = fates.flatMap((fate) => fate.row ?? []);
  const attended = new Set(known.open.filter((open) => open.attended).map((open) => Number(open.row)));
  const stillOpen = read.filter((row) => !row.resolved);
  const [devices] = await Promise.all([parts.fleet.devices(), parts.fleet.freshen([...rows, ...stillOpen], attended)]);
  const pulse = devices && pulseOf(devices.agents, devices.readAt);

  // A re-fire comes under a new row: the old one's end is told first, and as read before it.
  const gone = fates.flatMap(({ open, row, hidden }) =>
    row ? [] : [goneSignal(open.row, open.condition, hidden ? 'withdrawn' : 'deleted', startedAt)],
  );
  const ended = await signalsOf(
    parts,
    read.filter((row) => row.resolved),
    startedAt,
  );
  const standing = newestOfEach([...rows, ...stillOpen]);
  const seen = { rows: new Set(read.map((row) => row.id)), open: standing };
  const passed = await passedSince(parts, before, seen, { began: startedAt, at: startedAt + 1 });
  const open = await signalsOf(parts, standing, listedAt);
  const cursor: Cursor = { ...list.cursor, asked: Number(asked.at(-1)?.row ?? before.asked), ...passed.heard };
  return {
    signals: [...gone, ...ended, ...passed.signals, ...open],
    cursor: JSON.stringify(cursor),
    openAtSource: list.whole ? rows.length : counted + Math.max(0, before.listed - before.counted),
    ...(parts.webhooks ? { telling: tellingOf(rows, known.told !== undefined) } : {}),
    ...(pulse ? { pulse } : {}),
  };
}

function cursorOf(text: string | undefined): Cursor {
  try {
    return Cursor.parse(JSON.parse(text ?? ''));
  } catch {
    return FIRST;
  }
}

interface Listed {
  rows: AlertRow[];
  /** False when the list holds the last day alone. */
  whole: boolean;
  cursor: Cursor;
}

async function listed(client: TrmmClient, before: Cursor, counted: number, readAt: number): Promise<Listed> {
  // TRMM's count leaves hidden rows out, the list does not.
  const many = counted + Math.max(0, before.listed - before.counted) > MANY;
  if (many && readAt - before.sweptAt < SWEEP_EVERY) return recentList(client, before);
  try {
    return await wholeList(client, counted, readAt, false);
  } catch (error) {
    if (!many) throw error;
    // The whole list was too much for TRMM: what is new must come through all the same.
    return recentList(client, { ...before, sweptAt: readAt });
  }
}

/** Snoozed rows are in the list where everything is to be told: nobody else tells of one that was snoozed before it was seen. */
async function wholeList(client: TrmmClient, counted: number, readAt: number, snoozed = true): Promise<Listed> {
  const rows = await client.openAlerts({ recent: false, snoozed });
  const old = rows.filter((row) => Date.parse(row.alert_time ?? '') < readAt - DAY).map((row) => row.id);
  const cursor = { sweptAt: readAt, listed: rows.length, counted, old: Math.max(0, ...old), asked: 0 };
  return { rows, whole: true, cursor };
}

async function recentList(client: TrmmClient, cursor: Cursor): Promise<Listed> {
  return { rows: await client.openAlerts({ recent: true, snoozed: false }), whole: false, cursor };
}

type Open = Known['open'][number];

/** Known rows that the list should hold, by number. */
function missingRows(known: Known, ids: ReadonlySet<number>, above: number): Open[] {
  return known.open
    .filter(({ row, attended }) => !ids.has(Number(row)) && (attended || Number(row) > above))
    .sort((a, b) => Number(a.row) - Number(b.row));
}

/** At most 200, going on where the last poll ended, so that many snoozed rows cannot hide the others. */
function nextInTurn(missing: readonly Open[], after: number): Open[] {
  const later = missing.filter(({ row }) => Number(row) > after);
  const earlier = missing.filter(({ row }) => Number(row) <= after);
  return [...later, ...earlier].slice(0, ASK_AT_MOST);
}

interface Fate {
  open: Open;
  /** Absent when TRMM has it no more, or does not show it. */
  row: AlertRow | undefined;
  hidden?: boolean;
}

/** One that cannot be read says nothing this time, unless everything is to be told; the others count. Since the list could be read, a refusal is about that row alone. */
async function fatesOf(client: TrmmClient, asked: readonly Open[], whole: boolean): Promise<Fate[]> {
  const answers = await Promise.allSettled(
    asked.map(async (open): Promise<Fate> => {
      try {
        return { open, row: await client.alert(open.row) };
      } catch (error) {
        if (isForbidden(error)) return { open, row: undefined, hidden: true };
        throw error;
      }
    }),
  );
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (whole && failed) throw failed.reason;
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

function signalsOf(parts: PollParts, rows: readonly AlertRow[], readAt: number): Promise<AlertSignal[]> {
  return Promise.all(rows.map((row) => signalOf(row, readAt, parts.fleet, parts.web)));
}

/** TRMM can make two rows of one condition in a race; it resolves all but the newest by itself. */
function newestOfEach(rows: readonly AlertRow[]): AlertRow[] {
  const newest = new Map<string, AlertRow>();
  for (const row of rows.toSorted((a, b) => a.id - b.id)) newest.set(conditionOf(row), row);
  return [...newest.values()];
}
