import { alertCard } from '../../desk/alert/card.ts';
import { plainCard, type Card } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { checkinCard } from '../../desk/digest/checkin-card.ts';
import type { Checkin } from '../../desk/digest/checkin.ts';
import { handoverCard } from '../../desk/digest/handover-card.ts';
import type { Handover } from '../../desk/digest/handover.ts';
import { clientOf, isOpen, type Item, type WorkItem } from '../../desk/item.ts';
import { mayShow } from '../../desk/routing.ts';
import { stopCard } from '../../desk/stop/card.ts';
import { type Stop, stopLine, stopOf } from '../../desk/stop/stop.ts';
import { withMembers } from '../../desk/storm/group-card.ts';
import { sumOf } from '../../desk/storm/member.ts';
import { SITE } from '../../desk/storm/site-down.ts';
import { ticketCard } from '../../desk/ticket/card.ts';
import { readCounts, readMembers } from '../../store/members.ts';
import { readCheckinFacts } from '../../store/checkin.ts';
import { readItem } from '../../store/read.ts';
import { readRow, readRows } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import { showGroup } from './group-showing.ts';

/** What a message has to look like, or why there must be none (`leave` the one that stands as it is). */
export type Showing = { is: 'card'; card: Card } | { is: 'none'; as: 'ended' | 'withheld'; why: string };

interface Circumstances {
  posted: boolean;
  known?: Item | undefined;
  linkTo?: ((reference: string) => string | undefined) | undefined;
}

/**
 * The newest state of an item as a card for one destination. `posted` says whether a message stands there already:
 * what ended before it could be posted gets none, and a message that must not stay is redacted.
 * The client wall is checked here, at the last moment. `known` is the item where it has been read just now, `linkTo` tells the
 * address of a message by its reference.
 */
export async function showing(
  store: Store,
  ref: string,
  destination: Destination,
  { posted, known, linkTo }: Circumstances,
): Promise<Showing> {
  const [item, view] = await Promise.all([known ?? readItem(store, ref), viewNow(store)]);
  if (!item || !('places' in item)) return { is: 'none', as: 'ended', why: 'there is no such item' };
  const standing = item.places.find((place) => place.destination === destination)?.as;
  if (item.kind === 'group') {
    const card = await showGroup(store, item, destination, view);
    const clients = item.sites
      .map(({ client }) => client)
      .filter((client) => mayShow(client, destination, view.settings));
    if (card) return { is: 'card', card: withBanner(card, clients, view) };
    return posted
      ? { is: 'card', card: movedCard(item) }
      : { is: 'none', as: 'withheld', why: 'it belongs to another channel' };
  }
  const walled = !mayShow(clientOfShown(item), destination, view.settings);
  if (walled || standing === 'moved')
    return posted
      ? { is: 'card', card: movedCard(item) }
      : { is: 'none', as: 'withheld', why: 'it belongs to another channel' };
  if (item.kind === 'stop') return { is: 'card', card: stopCard(item, view) };
  if (item.kind === 'handover') return { is: 'card', card: handoverCard(item) };
  if (item.kind === 'checkin')
    return { is: 'card', card: checkinCard(item, await readCheckinFacts(store, item, destination)) };
  // What was folded under it has no other card.
  if (!posted && !isOpen(item) && !(await isParent(store, item.ref, destination)))
    return { is: 'none', as: 'ended', why: 'it ended before it could be posted' };
  const earlier = item.kind === 'alert' && linkTo ? await messageOf(store, item.earlier, destination) : undefined;
  return {
    is: 'card',
    card: await wholeCard(store, item, view, earlier === undefined ? undefined : linkTo?.(earlier)),
  };
}

function clientOfShown(item: WorkItem | Stop | Handover | Checkin): string | undefined {
  return item.kind === 'alert' || item.kind === 'ticket' ? clientOf(item) : item.client;
}

/** Is anything folded under it here? */
async function isParent(store: Store, ref: string, destination: Destination): Promise<boolean> {
  const members = await readMembers(store, ref, { from: 0, most: Number.MAX_SAFE_INTEGER });
  const rows = await readRows(
    store,
    destination,
    members.map((member) => member.ref),
  );
  return [...rows.values()].some((row) => row.state === 'folded' && row.group === ref);
}

/** The card of an item, with what was folded under it. */
export async function wholeCard(store: Store, item: WorkItem, view: DeskView, before?: string): Promise<Card> {
  const card = cardOf(item, view, before);
  if (item.kind !== 'alert' || item.facts.type !== SITE) return card;
  return withMembers(card, sumOf([...(await readCounts(store, item.ref)).values()]));
}

/** `before` is the address of the card of the episode before, where there is one. */
export function cardOf(item: WorkItem, view: DeskView, before?: string): Card {
  const card = item.kind === 'alert' ? alertCard(item, view, before) : ticketCard(item, view);
  return isOpen(item) ? withBanner(card, [clientOf(item)], view) : card;
}

/** The card with a line for each of its clients that is stopped. */
function withBanner(card: Card, clients: readonly (string | undefined)[], view: DeskView): Card {
  const stops = new Set(clients.flatMap((client) => stopOf(client, view) ?? []));
  return stops.size === 0 ? card : { ...card, lines: [...[...stops].map(stopLine), ...card.lines] };
}

/** The reference of the message that shows an item at a place: its own, or that of the storm into which it was folded. */
async function messageOf(store: Store, ref: string | undefined, destination: Destination): Promise<string | undefined> {
  const row = ref === undefined ? undefined : await readRow(store, destination, ref);
  if (row?.state !== 'folded' || row.group === undefined) return row?.reference;
  return (await readRow(store, destination, row.group))?.reference;
}

function movedCard(item: Pick<WorkItem, 'ref' | 'revision'>): Card {
  return plainCard({
    ref: item.ref,
    revision: item.revision,
    badge: '↪ MOVED',
    title: 'This card was moved',
    lines: [['It belongs to another channel now.']],
  });
}
