import { z } from 'zod';
import type { Settings } from './settings.ts';
import type { Stage, TicketFacts } from './ticket.ts';

const OpenStage = z.enum(['New', 'In progress', 'Awaiting']);
const EndStage = z.enum(['Done', 'Cancelled', 'Rejected']);
const OpenStatus = z.enum(['active', 'pending']);
const EndStatus = z.enum(['closed', 'spam']);

/** How our stages and the statuses of the ticket system go together. An open stage never closes a ticket, and an end never leaves one open. */
export const StageSettings = z
  .strictObject({
    /** The status that a stage is written as. */
    written: z
      .strictObject({
        New: OpenStatus.default('active'),
        'In progress': OpenStatus.default('active'),
        Awaiting: OpenStatus.default('pending'),
        Done: EndStatus.default('closed'),
        Cancelled: EndStatus.default('closed'),
        Rejected: EndStatus.default('closed'),
      })
      .prefault({}),
    /** The stage that a status which was set at the source is shown as; `unassigned` is an active ticket that nobody has. */
    shown: z
      .strictObject({
        unassigned: OpenStage.default('New'),
        active: OpenStage.default('In progress'),
        pending: OpenStage.default('Awaiting'),
        closed: EndStage.default('Done'),
        spam: EndStage.default('Rejected'),
      })
      .prefault({}),
  })
  .prefault({});

/** The stage of a ticket by what its source says. */
export function stageOf({ status, assignee }: TicketFacts, { tickets }: Pick<Settings, 'tickets'>): Stage {
  const { shown } = tickets.stages;
  return status === 'active' && !assignee ? shown.unassigned : shown[status];
}
