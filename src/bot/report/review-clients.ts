import { clientOf } from '../../desk/item.ts';
import { clientName } from '../../desk/review/rows.ts';
import { SPAN_WORDS } from '../../desk/review/span.ts';
import { mayShow } from '../../desk/routing.ts';
import type { Destination } from '../../desk/destination.ts';
import { fold } from '../../desk/text.ts';
import { readOpen } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';

/** What was typed: whose review, and about which days. */
export interface ReviewWish {
  client: string;
  span: string;
}

/** The last word is the span where it looks like one: names of clients have blanks, too. */
export function typedReview(typed: string): ReviewWish {
  const [, client = '', span] = /^(.*?)(?:(?:^|\s)(month|quarter|\d{4}-\S*))?$/i.exec(typed.trim()) ?? [];
  return { client: client.trim(), span: span ?? '' };
}

/** Clients that may be named at a place: those of the configuration, and those that have anything open. */
export async function clientsHere(store: Store, place: Destination): Promise<string[]> {
  const { settings } = store.house;
  const open = await Promise.all([readOpen(store, 'alert'), readOpen(store, 'ticket')]);
  const named = open.flat().flatMap((item) => clientName(clientOf(item), settings) ?? []);
  const all = new Set([...settings.clients.map(({ name }) => name), ...named]);
  return [...all].filter((name) => mayShow(name, place, settings)).toSorted((left, right) => left.localeCompare(right));
}

/** Those that are meant by what was typed: the one with that name, else those whose names begin so, else those that have it. */
export function clientsMeant(
  typed: string,
  clients: readonly string[],
  settings: Store['house']['settings'],
): string[] {
  const wanted = fold(typed);
  const called = settings.clients.find(({ name, also }) => [name, ...also].some((one) => fold(one) === wanted))?.name;
  const exact = clients.filter((name) => name === called || fold(name) === wanted);
  if (exact.length > 0) return exact;
  const begun = clients.filter((name) => fold(name).startsWith(wanted));
  return begun.length > 0 ? begun : clients.filter((name) => fold(name).includes(wanted));
}

export const REVIEW_ARGUMENT = `A client, and days: ${SPAN_WORDS}`;
