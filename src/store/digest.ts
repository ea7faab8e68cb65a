import type { Alert } from '../desk/alert.ts';
import type { DeskView } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import type { Digest, SourceCount } from '../desk/digest.ts';
import { clientOf, type WorkItem } from '../desk/item.ts';
import { proofLine } from '../desk/proof.ts';
import { mayShow, ownerOf } from '../desk/routing.ts';
import type { Line } from '../desk/text.ts';
import { personOf } from '../desk/ticket-command.ts';
import type { Ticket } from '../desk/ticket.ts';
import { readProofs } from './proofs.ts';
import { readClosed, readOpen, readSeen } from './read.ts';
import { key } from './redis.ts';
import { SourceState } from './sources.ts';
import type { Store } from './store.ts';
import { viewNow } from './view.ts';

const DAY = 24 * 3_600_000;

/** How things stand, as far as it may be told at a place. */
export async function readDigest(store: Store, place: Destination): Promise<Digest> {
  const view = await viewNow(store);
  const sees = (item: WorkItem): boolean => mayShow(clientOf(item), place, view.settings);
  const [alerts, tickets, came, ended] = await Promise.all([
    readOpen(store, 'alert'),
    readOpen(store, 'ticket'),
    Promise.all([
      readSeen(store, 'alert', view.now - DAY, view.now),
      readSeen(store, 'ticket', view.now - DAY, view.now),
    ]),
    readClosed(store, view.now - DAY, view.now),
  ]);
  const openAlerts = alerts.filter((item): item is Alert => item.kind === 'alert' && sees(item));
  const openTickets = tickets.filter((item): item is Ticket => item.kind === 'ticket' && sees(item));
  const over = ended.filter(sees);
  const whole = ownerOf(place, view.settings) === undefined;
  return {
    title: 'How things stand',
    now: view.now,
    alerts: openAlerts,
    tickets: openTickets,
    came: { alerts: came[0].filter(sees).length, tickets: came[1].filter(sees).length },
    ended: {
      alerts: over.filter((item) => item.kind === 'alert').length,
      tickets: over.filter((item) => item.kind === 'ticket').length,
    },
    holders: holdersOf(openAlerts, openTickets, view),
    stops: view.stops.filter(({ client }) => mayShow(client, place, view.settings)),
    sources: whole ? await sourceCounts(store, alerts, tickets, view) : [],
    ...(whole ? { proofs: await proofLines(store) } : {}),
    ...(view.timeBook === undefined ? {} : { waitingTime: await waitingEffects(store) }),
  };
}

/** Nothing is said of what has not been counted yet. */
async function proofLines(store: Store): Promise<Line[]> {
  const proofs = await readProofs(store);
  return [...proofs]
    .filter(([id, { proof, failing }]) => Object.hasOwn(store.house.sources, id) && (proof ?? failing))
    .map(([id, state]) => proofLine(`Count at ${store.house.titles[id] ?? id}`, state));
}

function holdersOf(alerts: readonly Alert[], tickets: readonly Ticket[], view: DeskView): Digest['holders'] {
  const held = new Map<string, { name: string; alerts: number; tickets: number }>();
  const of = (name: string) => held.get(name) ?? { name, alerts: 0, tickets: 0 };
  for (const { claimed } of alerts) {
    if (claimed) held.set(claimed.by.name, { ...of(claimed.by.name), alerts: of(claimed.by.name).alerts + 1 });
  }
  for (const ticket of tickets) {
    const name = personOf(ticket, view)?.name ?? ticket.facts.assignee?.name;
    if (name !== undefined) held.set(name, { ...of(name), tickets: of(name).tickets + 1 });
  }
  return [...held.values()].toSorted((left, right) => right.alerts + right.tickets - left.alerts - left.tickets);
}

async function sourceCounts(
  store: Store,
  alerts: readonly WorkItem[],
  tickets: readonly WorkItem[],
  view: DeskView,
): Promise<SourceCount[]> {
  const states = await store.database.redis.hgetall(key('sources'));
  return Object.entries(states).map(([id, text]) => {
    const state = SourceState.parse(JSON.parse(text));
    const ours = [...alerts, ...tickets].filter((item) => item.source === id && countsAtSource(item)).length;
    return {
      title: view.titles[id] ?? id,
      ours,
      theirs: state.openAtSource,
      heardAt: state.heardAt,
      failing: state.failing?.sentence,
    };
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
