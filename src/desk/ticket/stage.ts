import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { ClosedAs } from './writing.ts';
import type { Stage, TicketFacts } from './ticket.ts';

const OpenStage = z.enum(['New', 'In progress', 'Awaiting']);
const OpenStatus = z.enum(['active', 'pending']);

/** How our stages and the statuses of the ticket system go together. All three ends are written as closed: there is no other. */
export const StageSettings = z
  .strictObject({
    /** The status that an open stage is written as. */
    written: z
      .strictObject({
        New: OpenStatus.default('active'),
        'In progress': OpenStatus.default('active'),
        Awaiting: OpenStatus.default('pending'),
      })
      .prefault({}),
    /** The stage that a status which was set at the source is shown as; `unassigned` is an active ticket that nobody has. */
    shown: z
      .strictObject({
        unassigned: OpenStage.default('New'),
        active: OpenStage.default('In progress'),
        pending: OpenStage.default('Awaiting'),
        closed: ClosedAs.default('Done'),
        spam: ClosedAs.default('Rejected'),
      })
      .prefault({}),
  })
  .prefault({});

/** The stage of a ticket by what its source says, and by what it was closed as here. */
export function stageOf(
  { status, assignee }: TicketFacts,
  { tickets }: Pick<Settings, 'tickets'>,
  closedAs?: ClosedAs,
): Stage {
  const { shown } = tickets.stages;
  if (status === 'closed' && closedAs !== undefined) return closedAs;
  return status === 'active' && !assignee ? shown.unassigned : shown[status];
}
