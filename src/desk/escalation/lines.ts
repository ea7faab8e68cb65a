import { isOpen } from '../item.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

const SHOWN = 150;

/** What the card of a ticket says of its way to the second tier. */
export function escalationLines(ticket: Ticket): Line[] {
  const { escalation } = ticket;
  if (!escalation || !isOpen(ticket)) return [];
  const { by, to, at, facts } = escalation;
  const whom: Line = to ? [' to ', { bold: to.name }] : [' to the second tier'];
  const symptom = cut(oneLine(mask(facts.symptom)), SHOWN);
  return [['🆙 ', { bold: by.name }, ' escalated it', ...whom, ' ', { at, as: 'ago' }, `: ${symptom}`]];
}
