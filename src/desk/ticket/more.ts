import { reasonAction } from '../clock/breach-card.ts';
import { unexplained } from '../clock/breach-record.ts';
import { callerActions } from './caller.ts';
import type { Action } from '../card.ts';
import { closureActions } from '../closure/lines.ts';
import { guideActions } from '../guide/card.ts';
import { deviceActions } from '../device/lines.ts';
import { incidentActions } from '../incident/lines.ts';
import { isOpen } from '../item.ts';
import { type MoreView, stopActions } from '../alert/more.ts';
import { wordsActions } from './words.ts';
import type { Ticket } from './ticket.ts';

/** What can be done about a ticket behind "More…", in the order of its rows: each names its buttons where they apply. */
const TABLE: readonly ((ticket: Ticket, view: MoreView) => readonly Action[])[] = [
  wordsActions,
  (ticket) => (isOpen(ticket) ? [{ verb: 'triage', label: 'Priority…' }] : []),
  closureActions,
  guideActions,
  deviceActions,
  incidentActions,
  (ticket) => (isOpen(ticket) ? [{ verb: 'escalate', label: 'Escalate…' }] : []),
  ({ breaches }) => (unexplained(breaches) ? [reasonAction()] : []),
  callerActions,
  (ticket, view) => stopActions(ticket.client, view),
];

/** What else can be done about a ticket. Its card has "More…" where there is any of it. */
export function ticketMoreActions(ticket: Ticket, view: MoreView): Action[] {
  return TABLE.flatMap((actionsOf) => [...actionsOf(ticket, view)]);
}
