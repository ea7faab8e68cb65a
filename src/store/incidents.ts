import type { Changed, DeskView } from '../desk/decision.ts';
import { childWithParent, movedUnder, parentWithChild } from '../desk/incident/command.ts';
import type { Item } from '../desk/item.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { readItem, readItems } from './read.ts';
import type { Store } from './store.ts';

/** Tickets as they will be after a commit, and what is to be written of them besides what was decided. */
interface Desk {
  view: DeskView;
  read: (ref: string) => Promise<Ticket | undefined>;
  write: (changed: Changed<Ticket> | undefined) => void;
}

/** A known incident and its tickets count and name each other: where one changes, merges or goes, the others are written with it. */
export async function tellIncidents(
  store: Store,
  changes: readonly Changed<Item>[],
  found: Map<string, Changed<Item>>,
  view: DeskView,
  join: (before: Changed<Item>, after: Changed<Item>) => Changed<Item>,
): Promise<void> {
  const own = new Map(changes.map(({ item }) => [item.ref, item]));
  const read = async (ref: string): Promise<Ticket | undefined> => {
    const item = own.get(ref) ?? found.get(ref)?.item ?? (await readItem(store, ref));
    return item?.kind === 'ticket' ? item : undefined;
  };
  function write(changed: Changed<Ticket> | undefined): void {
    // What was decided itself stands; it is told of the others when it changes next.
    if (!changed || own.has(changed.item.ref)) return;
    const before = found.get(changed.item.ref);
    found.set(changed.item.ref, before ? join(before, changed) : changed);
  }
  for (const { item } of changes) {
    if (item.kind !== 'ticket') continue;
    if (item.parent) await childChanged(item, { view, read, write });
    if (item.children && item.children.length > 0) await parentChanged(store, item, { view, read, write });
  }
}

async function childChanged(child: Ticket, { view, read, write }: Desk): Promise<void> {
  const link = child.parent;
  const parent = link && (await read(link.ref));
  if (!parent) return;
  write(parentWithChild(parent, child, view));
  const heir = await heirOf(child, read);
  if (!heir || heir.ref === parent.ref || heir.parent || (heir.children ?? []).length > 0) return;
  const moved = movedUnder(heir, link, parent, view);
  write(moved);
  write(parentWithChild((await read(parent.ref)) ?? parent, moved.item, view));
}

async function parentChanged(store: Store, parent: Ticket, { view, read, write }: Desk): Promise<void> {
  const heir = await heirOf(parent, read);
  const refs = (parent.children ?? []).map(({ ref }) => ref);
  for (const item of await readItems(store, refs)) {
    const child = await read(item.ref);
    if (child?.parent?.ref !== parent.ref) continue;
    // It has taken its own incident in: from now on it is the incident.
    if (heir && heir.ref === child.ref) write({ ...still(child), item: withoutParent(child) });
    else if (heir && !heir.gone) {
      const moved = movedUnder(child, child.parent, (await read(heir.ref)) ?? heir, view);
      write(moved);
      write(parentWithChild((await read(heir.ref)) ?? heir, moved.item, view));
    } else write(childWithParent(child, parent));
  }
}

/** The ticket into which one was merged, as far as it is known. */
async function heirOf({ source, gone }: Ticket, read: Desk['read']): Promise<Ticket | undefined> {
  return gone?.into === undefined ? undefined : read(`${source}/${gone.into}`);
}

function withoutParent(ticket: Ticket): Ticket {
  const { parent: _, ...rest } = ticket;
  return rest;
}

function still(item: Ticket): Changed<Ticket> {
  return { is: 'changed', item, entries: [], effects: [], notices: [] };
}

/** The incident from which a ticket was taken away, if it counted it. */
export async function leftParent(
  store: Store,
  before: Ticket | undefined,
  after: Ticket,
  view: DeskView,
): Promise<Changed<Ticket>[]> {
  const item = before?.parent && (await readItem(store, before.parent.ref));
  const left = item?.kind === 'ticket' ? parentWithChild(item, after, view) : undefined;
  return left ? [left] : [];
}
