import type { DeskView } from '../decision.ts';
import { isDueSoon, isOverdue } from '../clock/ticket-clocks.ts';
import { clientOf } from '../item.ts';
import { fold, oneLine } from '../text.ts';
import { personOf as holderOf } from './command.ts';
import type { Priority } from './priority.ts';
import type { Stage, Ticket } from './ticket.ts';

/** What a list of tickets can be narrowed to by one word; the same words in commands, buttons and digests. */
export const ticketFilters = ['all', 'unassigned', 'mine', 'breached', 'due', 'unseen'] as const;
export type Flag = Exclude<(typeof ticketFilters)[number], 'all'>;

/** A list of tickets: all that is named must hold. */
export interface TicketFilter {
  flags: readonly Flag[];
  client?: string;
  stage?: Stage;
  priority?: Priority;
  mailbox?: string;
  /** Words that must all occur in the subject, the number or the customer. */
  search?: string;
}

/** Does the filter speak of tickets that are over? Those are listed for a while. */
export function isOfEnds({ stage }: TicketFilter): boolean {
  return stage === 'Done' || stage === 'Cancelled' || stage === 'Rejected';
}

export function isOfTicketFilter(
  ticket: Ticket,
  { flags, client, stage, priority, mailbox, search }: TicketFilter,
  person: string | undefined,
  view: Pick<DeskView, 'people' | 'now'>,
): boolean {
  return (
    (client === undefined || clientOf(ticket) === client) &&
    (stage === undefined || ticket.stage === stage) &&
    (priority === undefined || ticket.priority === priority) &&
    (mailbox === undefined || ticket.facts.mailbox.name === mailbox) &&
    flags.every((flag) => isOfFlag(ticket, flag, person, view)) &&
    (search === undefined || isFound(ticket, search))
  );
}

function isOfFlag(
  ticket: Ticket,
  flag: Flag,
  person: string | undefined,
  view: Pick<DeskView, 'people' | 'now'>,
): boolean {
  if (flag === 'unassigned') return ticket.facts.assignee === undefined;
  if (flag === 'mine') return person !== undefined && holderOf(ticket, view)?.id === person;
  if (flag === 'due') return isDueSoon(ticket, view.now);
  return flag === 'breached' ? isOverdue(ticket) : ticket.acknowledged === undefined;
}

/** All the words, in the subject, the number, the customer's name or address, or the names of the client and the device. */
export function isFound({ facts, client = '', device }: Ticket, search: string): boolean {
  const { number, subject, customer } = facts;
  const text = fold(
    [`#${number}`, subject, customer.name, customer.email ?? '', client, device?.name ?? ''].join('\n'),
  );
  return fold(search)
    .split(' ')
    .every((word) => text.includes(word));
}

const FLAG_WORDS = {
  unassigned: 'unassigned',
  mine: 'yours',
  breached: 'overdue',
  due: 'due within four hours',
  unseen: 'unseen',
} as const;

/** The filter as a heading says it, after how many there are. */
export function ticketTitle(count: number, filter: TicketFilter): string {
  const kind = `${isOfEnds(filter) ? 'closed' : 'open'} ${count === 1 ? 'ticket' : 'tickets'}`;
  return [`${count} ${kind}`, ...ticketParts(filter)].join(' · ');
}

/** What the filter says, in words. */
export function ticketParts({ flags, client, stage, priority, mailbox, search }: TicketFilter): string[] {
  return [
    ...flags.map((flag) => FLAG_WORDS[flag]),
    ...(priority === undefined ? [] : [priority]),
    ...(stage === undefined ? [] : [stage]),
    ...(client === undefined ? [] : [`at ${oneLine(client)}`]),
    ...(mailbox === undefined ? [] : [`in ${oneLine(mailbox)}`]),
    ...(search === undefined ? [] : [`with "${search}"`]),
  ];
}
