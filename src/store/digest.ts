import type { DeskView } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import { type Digest, type Flow, flows } from '../desk/digest/digest.ts';
import type { DigestSource } from '../desk/digest/source.ts';
import { happened, type Past } from '../desk/digest/happened.ts';
import { holdings } from '../desk/digest/holders.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { promised, type Promised, promises } from '../desk/clock/promised.ts';
import { proofLine } from '../desk/look/proof.ts';
import { mayShow, ownerOf } from '../desk/routing.ts';
import type { Line } from '../desk/text.ts';
import { readKnown, readPast } from './happened.ts';
import { readLast } from './notices.ts';
import { readProofs } from './proofs.ts';
import { key } from './redis.ts';
import { SourceState } from './sources.ts';
import type { Store } from './store.ts';
import { viewNow } from './view.ts';

const DAY = 24 * 3_600_000;
/** A poll takes a while: what came or ended during it may be in its count or not. In milliseconds. */
const READING = 60_000;
/** Longer ago than that nobody remembers the last one. */
const LONGEST = 31 * DAY;

/** Under this name it is kept when a place had its last digest. */
export function lastDigest(place: Destination): string {
  return `digest/${place}`;
}

/** Since when news counts: an instant; or the last occasion of this name, where it is not longer ago than that, else so long (milliseconds). */
export type Begin = { since: number } | { last: string; longest: number; otherwise: number };

/** How things stand, as far as it may be told at a place, and what happened since its last digest. */
export async function readDigest(store: Store, place: Destination, begin?: Begin): Promise<Digest> {
  const [view, known] = await Promise.all([viewNow(store), readKnown(store)]);
  const { now, settings } = view;
  const since = { to: now, ...(await beginOf(store, begin ?? ofPlace(place), now)) };
  const all = await readPast(store, since);
  const sees = (item: WorkItem): boolean => mayShow(clientOf(item), place, settings);
  const past: Past = { came: all.came.filter(sees), ended: all.ended.filter(sees), open: all.open.filter(sees) };
  const tickets = past.open.filter((item) => item.kind === 'ticket');
  const whole = ownerOf(place, settings) === undefined;
  return {
    title: 'How things stand',
    now,
    ...(store.house.ticketless ? { ticketless: true } : {}),
    alerts: past.open.filter((item) => item.kind === 'alert'),
    tickets,
    since,
    flow: Object.fromEntries(flows.map((what) => [what, happened(what, past, since, known).length])) as Record<
      Flow,
      number
    >,
    promised: Object.fromEntries(
      promises.map((what) => [what, promised(what, tickets, settings, now).length]),
    ) as Record<Promised, number>,
    holders: holdings(past.open, view).map((one) => ({
      name: one.name,
      count: one.alerts.length + one.tickets.length,
    })),
    stops: view.stops.filter(({ client }) => mayShow(client, place, settings)),
    sources: whole ? await sourceCounts(store, all, view) : [],
    ...(whole ? { proofs: await proofLines(store) } : {}),
    ...(view.timeBook === undefined || !whole ? {} : { waitingTime: await waitingEffects(store) }),
  };
}

function ofPlace(place: Destination): Begin {
  return { last: lastDigest(place), longest: LONGEST, otherwise: DAY };
}

async function beginOf(store: Store, begin: Begin, now: number): Promise<{ from: number; isFirst: boolean }> {
  if ('since' in begin) return { from: begin.since, isFirst: false };
  const last = await readLast(store, begin.last);
  const isFirst = last === undefined || last > now || now - last > begin.longest;
  return { from: isFirst ? now - begin.otherwise : last, isFirst };
}

/** Nothing is said of what has not been counted yet. */
async function proofLines(store: Store): Promise<Line[]> {
  const proofs = await readProofs(store);
  return [...proofs]
    .filter(([id, { proof, failing }]) => Object.hasOwn(store.house.sources, id) && (proof ?? failing))
    .map(([id, state]) => proofLine(`Count at ${store.house.titles[id] ?? id}`, state));
}

async function sourceCounts(store: Store, { open, ended }: Past, view: DeskView): Promise<DigestSource[]> {
  const states = await store.database.redis.hgetall(key('sources'));
  return Object.entries(states).map(([id, text]): DigestSource => {
    const { openAtSource: theirs, heardAt, failing } = SourceState.parse(JSON.parse(text));
    const title = view.titles[id] ?? id;
    const ours = open.filter((item) => item.source === id && countsAtSource(item)).length;
    if (failing) return { title, is: 'failing', sentence: failing.sentence };
    if (theirs === undefined || heardAt === undefined) return { title, is: 'unheard' };
    if (theirs === ours) return { title, is: 'equal', count: ours, heardAt };
    const since = heardAt - READING;
    const came = open.filter((item) => item.source === id && item.seenAt >= since).length;
    const went = ended.filter((item) => item.source === id && item.readAt >= since).length;
    const isExplained = theirs >= ours - came && theirs <= ours + went;
    return { title, is: isExplained ? 'moved' : 'unequal', ours, theirs, heardAt };
  });
}

/** What the source counts as open: it leaves out what it hides for a time. */
function countsAtSource(item: WorkItem): boolean {
  return item.kind === 'ticket' || item.facts.snoozed === undefined;
}

async function waitingEffects(store: Store): Promise<number> {
  const keys = await store.database.redis.hkeys(key('outbox'));
  return keys.filter((one) => one.startsWith('log-time-')).length;
}
