import type { Action } from '../card.ts';
import { isOpen } from '../item.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

const UNSAID = 'It is part of a known incident, which is being worked on.';
const SUBJECT_LIMIT = 120;

/** May this ticket's card, thread and notes say which incident it is? */
export function maySay({ client, parent }: Pick<Ticket, 'client' | 'parent'>): boolean {
  return parent?.client !== undefined && parent.client === client;
}

/** What a ticket says of its known incident: its facts within one client, else only what was written for it. */
export function incidentName(ticket: Pick<Ticket, 'client' | 'parent'>): string {
  const { parent } = ticket;
  if (!parent) return '';
  if (maySay(ticket)) return `#${parent.number} ${cut(oneLine(mask(parent.subject)), SUBJECT_LIMIT)}`;
  return oneLine(mask(parent.text ?? UNSAID));
}

const STATES = { open: '', closed: ' (closed)', gone: ' (gone at its source)' } as const;

/** What the card says of the known incident of a ticket, or of the tickets of an incident. */
export function incidentLines(ticket: Ticket): Line[] {
  const { parent, children = [], gone } = ticket;
  const own: Line[] = parent
    ? [['🧩 Known incident: ', { bold: incidentName(ticket) }, maySay(ticket) ? STATES[parent.state] : '']]
    : [];
  if (children.length === 0 || gone) return own;
  const open = children.filter((child) => child.isOpen).length;
  const count = `${children.length} ${children.length === 1 ? 'ticket' : 'tickets'}`;
  return [...own, ['🧩 A known incident of ', { bold: count }, open === 0 ? ', all closed' : `, ${open} open`]];
}

export function incidentActions(ticket: Ticket): Action[] {
  const { parent, children = [] } = ticket;
  if (ticket.gone) return [];
  if (parent)
    return [
      { verb: 'incident', label: 'Known incident' },
      { verb: 'incident-unlink', label: 'Not part of the incident' },
    ];
  const open = children.filter((child) => child.isOpen).length;
  const own: Action[] = [
    ...(children.length > 0 ? [{ verb: 'children', label: `Its tickets (${children.length})` }] : []),
    ...(open > 0 ? [{ verb: 'tell', label: 'Tell its tickets…' }] : []),
    ...(open > 0 && !isOpen(ticket) ? [{ verb: 'close-children', label: 'Close its tickets…' }] : []),
  ];
  return children.length === 0 && isOpen(ticket) ? [{ verb: 'incident-form', label: 'Known incident…' }] : own;
}
