import { type Card, type CardRow, NO_ITEM, plainCard } from '../card.ts';
import type { DeskView } from '../decision.ts';
import type { Span } from '../clock/spans.ts';
import type { Destination, Place } from '../destination.ts';
import { clientOf, isOpen, type WorkItem } from '../item.ts';
import { itemRow } from '../look/item-rows.ts';
import { priorities } from '../ticket/priority.ts';
import { mayShow } from '../routing.ts';
import { severityRank } from '../alert/severity.ts';
import type { Line } from '../text.ts';

/** Rows that one message shows; the rest is behind its button. */
const ROWS = 8;

/**
 * What began to be held back at a channel in a span that ends with its opening, and may be shown there: what is still open first,
 * the gravest at the front. What rang before the opening had its card then. The span decides, not the instant for which an item was
 * held: that is another where the hours were changed meanwhile.
 */
export function heldIn(
  items: readonly WorkItem[],
  destination: Destination,
  { from, to }: Span,
  view: Pick<DeskView, 'settings'>,
): WorkItem[] {
  const isHeld = ({ destination: where, held }: Place): boolean =>
    where === destination && held !== undefined && held.since >= from && held.since < to && !held.early;
  return items
    .filter((item) => item.places.some(isHeld) && mayShow(clientOf(item), destination, view.settings))
    .toSorted(
      (left, right) =>
        Number(isOpen(right)) - Number(isOpen(left)) ||
        rankOf(left) - rankOf(right) ||
        left.seenAt - right.seenAt ||
        (left.ref < right.ref ? -1 : 1),
    );
}

function rankOf(item: WorkItem): number {
  return item.kind === 'alert' ? severityRank(item.severity) : priorities.indexOf(item.priority);
}

/** The one message of an opening. */
export function quietCard(held: readonly WorkItem[], { from, to }: Span, view: Pick<DeskView, 'people'>): Card {
  const worst = held.find(isOpen);
  const rest = held.length - ROWS;
  return plainCard({
    title: `Quiet hours are over: ${counts(held)} came`,
    tone: worst?.kind === 'alert' ? worst.severity : 'info',
    lines: quietLines(held),
    rows: [
      ...held.slice(0, ROWS).map((item) => heldRow(item, view)),
      ...(rest > 0 ? [{ line: [`… and ${rest} more`] }] : []),
    ],
    actions: [{ verb: 'held', label: 'Show all', ref: NO_ITEM, with: `${from}.${to}.1` }],
  });
}

/** How many of them want somebody. */
export function quietLines(held: readonly WorkItem[]): Line[] {
  const open = held.filter(isOpen);
  const taken = open.filter(isTaken).length;
  const over = held.length - open.length;
  if (open.length === 0) return [['All of it is over: nothing is left to do.']];
  const parts = [
    `${open.length} still open, each with a card of its own`,
    ...(taken > 0 ? [`${taken} of them in somebody's hands`] : []),
    ...(over > 0 ? [`${over} over by now`] : []),
  ];
  return [[`${parts.join(' · ')}.`]];
}

/** Somebody has seen it or has it: it needs no ring. */
export function isTaken(item: WorkItem): boolean {
  if (item.acknowledged) return true;
  return item.kind === 'alert' ? item.claimed !== undefined : item.facts.assignee !== undefined;
}

/** An item as a row; what ended meanwhile says so. */
export function heldRow(item: WorkItem, view: Pick<DeskView, 'people'>): CardRow {
  const row = itemRow(item, view);
  if (isOpen(item)) return row;
  const at = item.kind === 'alert' ? item.ended?.at : (item.gone?.at ?? item.facts.updatedAt);
  return { ...row, line: [...row.line, ' · over since ', { at: at ?? item.seenAt, as: 'clock' }] };
}

function counts(held: readonly WorkItem[]): string {
  const alerts = held.filter(({ kind }) => kind === 'alert').length;
  const tickets = held.length - alerts;
  const words = [
    ...(alerts > 0 ? [`${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`] : []),
    ...(tickets > 0 ? [`${tickets} ${tickets === 1 ? 'ticket' : 'tickets'}`] : []),
  ];
  return words.join(' and ');
}
