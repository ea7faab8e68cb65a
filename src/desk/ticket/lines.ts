import type { Alert } from '../alert/alert.ts';
import type { Action } from '../card.ts';
import { type DeskView, titleOf } from '../decision.ts';
import { type Line, oneLine } from '../text.ts';
import type { LinkedAlert, LinkedTicket, TicketSight } from './link.ts';
import type { Ticket } from './ticket.ts';

/** Alerts shown on a ticket's card; the ticket's notes tell of all. */
const SHOWN = 3;

/** What the card of an alert says of its ticket. */
export function ticketLines({ ticket, ended }: Alert, view: Pick<DeskView, 'titles'>): Line[] {
  if (!ticket) return [];
  const source = titleOf(ticket.system, view);
  if (ticket.state === 'waiting') return [waitingLine(ticket, source)];
  if (ticket.state === 'refused')
    return [
      [`❌ ${source} did not take the ticket of `, { bold: ticket.by.name }, `: ${oneLine(ticket.trouble ?? '')}`],
      ['What was written is kept: More…, then Correct the ticket.'],
    ];
  return ticket.sight ? [sightLine(ticket.sight, ended !== undefined, source)] : [];
}

function waitingLine({ by, trouble }: LinkedTicket, source: string): Line {
  const why = trouble === undefined ? '' : ` (${oneLine(trouble)})`;
  return ['🎫 ⏳ ', { bold: by.name }, ` makes a ticket: waiting for ${source}${why}`];
}

function sightLine(sight: TicketSight, isOver: boolean, source: string): Line {
  const { number, url, state, holder } = sight;
  const name = `Ticket #${number}`;
  const title = url === undefined ? { bold: name } : { link: name, url };
  const texts: Record<TicketSight['state'], Line> = {
    open:
      holder === undefined ? [' is open, ', { bold: 'nobody has it' }] : [' is open, ', { bold: holder }, ' has it'],
    closed: [isOver ? ` is closed` : ` is closed in ${source}; the alert is not resolved by that`],
    deleted: [` was deleted in ${source}`],
    merged: [` was merged into another one in ${source}`],
    spam: [` was marked as spam in ${source}`],
    elsewhere: [' belongs to another client now: unlink it'],
  };
  return ['🎫 ', title, ...texts[state]];
}

/** Opens the ticket's own card, for the presser alone. */
export function ticketButton({ ticket }: Alert): Action[] {
  const { ref, sight } = ticket ?? {};
  if (ref === undefined || !sight || !['open', 'closed'].includes(sight.state)) return [];
  return [{ verb: 'show', label: `Ticket #${sight.number}`, ref }];
}

/** What the card of a ticket says of its alerts. */
export function alertLines({ alerts = [] }: Ticket): Line[] {
  const rest = alerts.length - SHOWN;
  return [
    ...alerts.slice(-SHOWN).map(alertLine),
    ...(rest > 0 ? [[`🔔 and ${rest} more ${rest === 1 ? 'alert' : 'alerts'}`]] : []),
  ];
}

function alertLine({ title, state, at, severity, firings }: LinkedAlert): Line {
  const name = title === undefined ? 'An alert of another client' : title;
  const again = firings > 1 ? `, fired ${firings} times` : '';
  const texts: Record<LinkedAlert['state'], string> = {
    failing: ` still fails (${severity}${again}), since `,
    recovered: ' recovered ',
    resolved: ' was resolved by hand ',
    deleted: ' was deleted at its source ',
    withdrawn: " went out of Deskbell's sight ",
  };
  return [state === 'failing' ? '🔔 ' : '🔕 ', { bold: name }, texts[state], { at, as: 'ago' }];
}
