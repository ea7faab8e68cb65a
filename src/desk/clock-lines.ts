import { CLOCKS } from './breach-card.ts';
import type { ClockKind } from './breach-record.ts';
import type { KeptClock } from './kept-clocks.ts';
import type { Line } from './text.ts';
import { clockKinds, isOverdue, nextDue } from './ticket-clocks.ts';
import type { Ticket } from './ticket.ts';
import { span } from './when.ts';

/** How far each promise is, for the card of a ticket. */
export function clockLines(ticket: Ticket): Line[] {
  const { clocks, facts } = ticket;
  const lines = clockKinds.flatMap((kind) => {
    const clock = clocks?.[kind];
    return clock ? [clockLine(kind, clock)] : [];
  });
  const isPlain = facts.firstReplyAt !== undefined && clocks?.response === undefined;
  return isPlain ? [['✓ First response ', { at: facts.firstReplyAt ?? 0, as: 'clock' }], ...lines] : lines;
}

function clockLine(kind: ClockKind, { state, due, left = 0, late = 0, stoppedAt = 0, breachedAt }: KeptClock): Line {
  const name = kind === 'response' ? 'First response' : 'Resolution';
  switch (state) {
    case 'met':
      return [`✓ ${name} `, { at: stoppedAt, as: 'clock' }, `, in time: ${span(left)} to spare`];
    case 'missed':
      return [`⏰ ${name} `, { at: stoppedAt, as: 'clock' }, `, missed by ${span(late)}`];
    case 'paused':
      return [`⏸️ ${name} waits for the customer: ${left < 0 ? `${span(-left)} over` : `${span(left)} left`}`];
    case 'running':
      if (due === undefined) return [`⏳ ${name}: its calendar has no working hours, so it is never due`];
      return [breachedAt === undefined ? `⏳ ${name} due ` : `⏰ ${name} was due `, { at: due, as: 'ago' }];
  }
}

/** What is due next, as a part of a row; empty where nothing runs. */
export function dueSpans(ticket: Pick<Ticket, 'clocks'>): Line {
  const next = nextDue(ticket);
  if (!next) return isOverdue(ticket) ? [' · ⏰ overdue'] : [];
  const { kind, due } = next;
  const isLate = ticket.clocks?.[kind]?.breachedAt !== undefined;
  return [isLate ? ` · ⏰ ${CLOCKS[kind]} was due ` : ` · ⏳ ${CLOCKS[kind]} due `, { at: due, as: 'ago' }];
}
