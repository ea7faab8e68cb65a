import type { Alert } from '../../desk/alert/alert.ts';
import { titleOf } from '../../desk/decision.ts';
import type { Silence } from '../../desk/look/home.ts';
import { isOpen } from '../../desk/item.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { readOpen } from '../../store/read.ts';
import { readSource } from '../../store/sources.ts';
import type { Store } from '../../store/store.ts';

/** All that is open, for whomever; and what is missing of it. */
export interface OpenDesk {
  alerts: readonly Alert[];
  tickets: readonly Ticket[];
  silences: readonly Silence[];
}

export async function readOpenDesk(store: Store): Promise<OpenDesk> {
  const [alerts, tickets, silences] = await Promise.all([
    readOpen(store, 'alert'),
    readOpen(store, 'ticket'),
    Promise.all(Object.entries(store.house.sources).map(([id, patience]) => silenceOf(store, id, patience))),
  ]);
  return {
    alerts: alerts.filter((item): item is Alert => item.kind === 'alert' && isOpen(item)),
    tickets: tickets.filter((item): item is Ticket => item.kind === 'ticket' && isOpen(item)),
    silences: silences.flat(),
  };
}

/** Why a source cannot be relied on, if so: it fails, was never heard, or was not heard for longer than it should take. */
async function silenceOf(store: Store, id: string, patience: number): Promise<Silence[]> {
  const { heardAt, failing } = await readSource(store, id);
  const title = titleOf(id, store.house);
  if (failing) return [{ title, since: failing.since, why: failing.sentence }];
  if (heardAt === undefined) return [{ title }];
  return store.now() - heardAt > patience ? [{ title, since: heardAt }] : [];
}
