import type { Check } from '../desk/check.ts';
import type { Destination } from '../desk/destination.ts';
import { isOpen } from '../desk/item.ts';
import { mask } from '../desk/mask.ts';
import { oneLine } from '../desk/text.ts';
import { span } from '../desk/clock/when.ts';
import { readWork } from './read.ts';
import type { Store } from './store.ts';
import { endTrouble, noteTrouble, type Trouble } from './troubles.ts';

/** A card that could not be drawn for a place: a mistake in Deskbell, that hides an item. */
interface Undrawn {
  ref: string;
  destination: Destination;
}

const NAME = 'card';
const SEPARATOR = ' ';

export async function noteUndrawn(store: Store, undrawn: Undrawn, sentence: string): Promise<void> {
  await noteTrouble(store, nameOf(undrawn), sentence);
}

export async function endUndrawn(store: Store, undrawn: Undrawn): Promise<void> {
  await endTrouble(store, nameOf(undrawn));
}

function nameOf({ ref, destination }: Undrawn): string {
  return [NAME, destination, ref].join(SEPARATOR);
}

/** The trouble of this name as people can read it, where it is about a card; one whose item is over troubles nobody any more. */
export async function checkUndrawn(store: Store, name: string, trouble: Trouble): Promise<Check[] | undefined> {
  const [kind, destination = '', ...rest] = name.split(SEPARATOR);
  if (kind !== NAME) return undefined;
  const item = await readWork(store, rest.join(SEPARATOR));
  if (!item || !isOpen(item)) {
    await endTrouble(store, name);
    return [];
  }
  const title = item.kind === 'alert' ? item.facts.title : `ticket #${item.facts.number}`;
  return [
    {
      what: `The card of ${oneLine(title)}`,
      state: 'bad',
      says: `could not be drawn in ${destination} since ${span(store.now() - trouble.since)}: ${oneLine(mask(trouble.sentence))}.`,
      mend: `It is in /${item.kind}s all the same. Please report this sentence: it is a mistake in Deskbell.`,
    },
  ];
}
