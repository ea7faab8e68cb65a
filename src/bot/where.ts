import type { DeskView } from '../desk/decision.ts';
import { addressOf, type Destination, NOWHERE, platformOf } from '../desk/destination.ts';
import { type Outcome, termWords } from '../desk/look/ledger.ts';
import { ownerOf } from '../desk/routing.ts';
import { type Line, oneLine, type Span } from '../desk/text.ts';
import { readWhereabouts } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import type { Ports } from './ports.ts';

/** What people call a destination; the place itself is `here`. */
export function destinationName(
  destination: Destination,
  place: Destination,
  view: Pick<DeskView, 'titles' | 'settings'>,
): string {
  if (destination === NOWHERE) return 'No channel';
  if (destination === place) return 'This channel';
  const title = view.titles[platformOf(destination)] ?? platformOf(destination);
  const owner = ownerOf(destination, view.settings);
  return `${title} ${addressOf(destination)}${owner === undefined ? '' : ` (${owner})`}`;
}

/** "Where is it?": what became of the item, a line for each destination. In a client's channel only of those of that client. */
export async function whereLines(store: Store, ports: Ports, ref: string, place: Destination): Promise<Line[]> {
  const { settings } = store.house;
  const owner = ownerOf(place, settings);
  const all = await readWhereabouts(store, ref);
  const shown = all.filter(({ destination }) => owner === undefined || ownerOf(destination, settings) === owner);
  if (shown.length === 0) return [];
  return [
    [{ bold: 'Where it is' }],
    ...shown.map(({ destination, outcome }): Line => [
      `${destinationName(destination, place, store.house)}: `,
      ...('stray' in outcome
        ? [`❌ nobody can say, since ${outcome.stray}`]
        : outcomeSpans(outcome, linkOf(ports, destination, outcome))),
    ]),
  ];
}

function linkOf(ports: Ports, destination: Destination, { reference }: Outcome): string | undefined {
  return reference === undefined ? undefined : ports.linkTo(destination, reference);
}

function outcomeSpans({ term, why, postedAt }: Outcome, url: string | undefined): Span[] {
  const words = term === 'folded' ? 'folded into a storm card' : termWords(term);
  return [
    words,
    ...(postedAt === undefined ? [] : [' ', { at: postedAt, as: 'clock' as const }]),
    ...(why === undefined ? [] : [`, ${oneLine(why)}`]),
    ...(url === undefined ? [] : [' · ', { link: 'Show the message', url }]),
  ];
}
