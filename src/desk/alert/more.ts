import type { Alert } from './alert.ts';
import { type OrderCommand, possibleOrders } from './order.ts';
import { ticketOf, ticketSystem } from './ticket.ts';
import { reasonAction } from '../clock/breach-card.ts';
import { unexplained } from '../clock/breach-record.ts';
import type { Action } from '../card.ts';
import type { DeskView } from '../decision.ts';
import { stopOf } from '../stop/stop.ts';
import { cut, oneLine } from '../text.ts';
import type { LinkedTicket } from '../ticket/link.ts';
import { scopesOf } from '../quiet/window-choices.ts';

/** What the actions behind "More…" depend on. */
export type MoreView = Pick<DeskView, 'abilities' | 'stops' | 'settings'>;

/** What else can be done about an alert, what belongs together side by side. Its card has "More…" where there is any of it. */
export function moreActions(alert: Alert, view: MoreView): Action[] {
  const isStopped = stopOf(alert.facts.client, view) !== undefined;
  const orders = isStopped ? [] : possibleOrders(alert, view);
  return [
    ...orders.flatMap((verb) => orderActions(verb)),
    ...ticketActions(alert, view),
    ...(unexplained(alert.breaches) ? [reasonAction()] : []),
    ...(isStopped ? [] : windowActions(alert)),
    ...stopActions(alert.facts.client, view),
  ];
}

/** The last resort, and the way to it where it was taken. */
export function stopActions(client: string | undefined, view: MoreView): Action[] {
  if (client === undefined) return [];
  const stop = stopOf(client, view);
  if (stop) return [{ verb: 'stop-show', label: 'Show the stop', ref: stop.ref }];
  const confirm = `Malware or account abuse at ${oneLine(client)}? Nothing automatic happens there then, and the leads are called until one answers.`;
  return [{ verb: 'stop', label: 'Stop…', style: 'danger', confirm: cut(confirm, 300) }];
}

/** Maintenance of what it is about; the end of the window that holds it back is the source's own business, or that of anybody here. */
function windowActions({ ended, muted, facts, source }: Alert): Action[] {
  if (ended || scopesOf({ source, facts }).length === 0) return [];
  if (!muted) return [{ verb: 'window-form', label: 'Maintenance…' }];
  return [{ verb: 'mute', label: 'Its maintenance', ref: muted.window, with: 'window.1' }];
}

function ticketActions(alert: Alert, view: MoreView): Action[] {
  if (ticketSystem(view) === undefined) return [];
  const ticket = ticketOf(alert);
  if (!ticket) {
    const label = alert.ticket?.state === 'refused' ? 'Correct the ticket' : 'Make a ticket';
    const before = alert.ticket?.state === 'linked' ? unlinkAction(alert.ticket) : [];
    return [{ verb: 'make-ticket', label }, { verb: 'link-ticket', label: 'Link to a ticket…' }, ...before];
  }
  return ticket.state === 'waiting' ? [] : unlinkAction(ticket);
}

function unlinkAction(ticket: LinkedTicket): Action[] {
  const confirm = 'The alert and the ticket forget each other; neither is changed by that.';
  return [{ verb: 'unlink-ticket', label: `Unlink ticket #${ticket.sight?.number ?? ''}`, confirm }];
}

function orderActions(verb: OrderCommand['verb']): Action[] {
  switch (verb) {
    case 'snooze':
      return [
        { verb, label: 'Snooze 1 h', with: '1h' },
        { verb, label: 'Snooze 4 h', with: '4h' },
        { verb, label: 'Until 08:00', with: 'morning' },
        { verb: 'snooze-form', label: 'Until…' },
      ];
    case 'wake':
      return [{ verb, label: 'End the snooze' }];
    case 'run-checks':
      return [{ verb, label: 'Run the checks now' }];
    case 'resolve':
      return [
        { verb, label: 'Resolve', style: 'danger', confirm: 'It comes back at the next run if the check still fails.' },
      ];
  }
}
