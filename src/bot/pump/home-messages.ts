import { platformOf, type Destination } from '../../desk/destination.ts';
import type { WorkItem } from '../../desk/item.ts';
import { readRows, type Row } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { Ports } from '../ports.ts';

/** The addresses of the messages that show these items on a platform, by reference: at the place itself where there is one. */
export async function messagesOf(
  store: Store,
  ports: Pick<Ports, 'linkTo'>,
  items: readonly WorkItem[],
  { platform, place }: { platform: string; place: Destination },
): Promise<ReadonlyMap<string, string>> {
  const cards = items.flatMap(({ ref, places }) => {
    const here = places.filter((one) => one.as === 'card' && platformOf(one.destination) === platform);
    const best = here.find(({ destination }) => destination === place) ?? here[0];
    return best ? [{ ref, destination: best.destination }] : [];
  });
  const found = new Map<string, string>();
  for (const destination of new Set(cards.map((card) => card.destination))) {
    const refs = cards.filter((card) => card.destination === destination).map(({ ref }) => ref);
    for (const [ref, reference] of await referencesAt(store, destination, refs)) {
      const url = ports.linkTo(destination, reference);
      if (url !== undefined) found.set(ref, url);
    }
  }
  return found;
}

/** References of the messages, those of a storm's card for what was folded into it. */
async function referencesAt(
  store: Store,
  destination: Destination,
  refs: readonly string[],
): Promise<[string, string][]> {
  const rows = await readRows(store, destination, refs);
  const groups = await readRows(store, destination, [
    ...new Set([...rows.values()].flatMap((row) => groupOf(row) ?? [])),
  ]);
  return [...rows].flatMap(([ref, row]): [string, string][] => {
    const reference = row.state === 'folded' ? groups.get(groupOf(row) ?? '')?.reference : row.reference;
    return reference === undefined ? [] : [[ref, reference]];
  });
}

function groupOf(row: Row): string | undefined {
  return row.state === 'folded' ? row.group : undefined;
}
