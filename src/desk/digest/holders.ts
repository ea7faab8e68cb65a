import type { Alert } from '../alert/alert.ts';
import { byUrgency } from '../storm/group-card.ts';
import type { DeskView } from '../decision.ts';
import type { WorkItem } from '../item.ts';
import { personOf } from '../ticket/command.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What one person has: alerts by claim, tickets as their source says or is being told. */
export interface Holding {
  name: string;
  alerts: readonly Alert[];
  tickets: readonly Ticket[];
}

/** Who holds which of these, whoever has most first; what nobody has is in none. */
export function holdings(items: readonly WorkItem[], view: Pick<DeskView, 'people'>): Holding[] {
  const held = Map.groupBy(items, (item) => holderOf(item, view));
  return [...held]
    .flatMap(([name, theirs]) =>
      name === undefined
        ? []
        : [
            {
              name,
              alerts: theirs.filter((item) => item.kind === 'alert').toSorted(byUrgency),
              tickets: theirs.filter((item) => item.kind === 'ticket'),
            },
          ],
    )
    .toSorted((left, right) => countOf(right) - countOf(left) || left.name.localeCompare(right.name));
}

/** The name of whoever has it. */
function holderOf(item: WorkItem, view: Pick<DeskView, 'people'>): string | undefined {
  if (item.kind === 'alert') return item.claimed?.by.name;
  return personOf(item, view)?.name ?? item.facts.assignee?.name;
}

function countOf({ alerts, tickets }: Holding): number {
  return alerts.length + tickets.length;
}
