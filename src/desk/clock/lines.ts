import { CLOCKS } from './breach-card.ts';
import type { ClockKind } from './breach-record.ts';
import { lengthWords } from './duration.ts';
import type { KeptClock } from './kept-clocks.ts';
import type { Settings } from '../settings.ts';
import { clocksOf, type TicketClock } from './sla.ts';
import { policyOf } from './sla-policy.ts';
import type { Line } from '../text.ts';
import { clockKinds, isGone, isOverdue, nextDue } from './ticket-clocks.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** How far each promise is, for the card of a ticket. */
export function clockLines(ticket: Ticket): Line[] {
  const { clocks, facts } = ticket;
  if (isGone(ticket)) return [];
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
      return [`✓ ${name} `, { at: stoppedAt, as: 'clock' }, `, in time: ${lengthWords(left)} to spare`];
    case 'missed':
      return [`⏰ ${name} `, { at: stoppedAt, as: 'clock' }, `, missed by ${lengthWords(late)}`];
    case 'paused':
      return [
        `⏸️ ${name} waits for the customer: ${left < 0 ? `${lengthWords(-left)} over` : `${lengthWords(left)} left`}`,
      ];
    case 'running':
      if (due === undefined) return [`⏳ ${name}: its calendar has no working hours, so it is never due`];
      return [breachedAt === undefined ? `⏳ ${name} due ` : `⏰ ${name} was due `, { at: due, as: 'ago' }];
  }
}

/** Which promise holds for each clock of a ticket, where that is written, and how it stands. */
export function clockReasons(ticket: Ticket, settings: Settings, now: number): Line[] {
  const live = clocksOf(ticket, settings, now);
  return clockKinds.map((kind) => {
    const name = { bold: kind === 'response' ? 'First response: ' : 'Resolution: ' };
    const clock = live[kind];
    if (clock) return [name, ...standing(clock), `; ${clock.because}.`];
    if (kind === 'response' && !ticket.facts.awaitsResponse)
      return [name, 'none to measure: no customer began this ticket.'];
    return [name, `${policyOf(kind, { client: ticket.client, priority: ticket.priority }, settings).because}.`];
  });
}

function standing({ state, due, elapsed, late = 0 }: TicketClock): Line {
  const used = `${lengthWords(elapsed)} are used`;
  if (state === 'met') return [`in time, ${used}`];
  if (state === 'missed') return [`missed by ${lengthWords(late)}, ${used}`];
  if (state === 'paused') return [`rests while the customer is waited for, ${used}`];
  if (due === undefined) return [`never due, ${used}`];
  return [late > 0 ? 'was due ' : 'due ', { at: due, as: 'ago' }, `, ${used}`];
}

/** What is due next, as a part of a row; empty where nothing runs. */
export function dueSpans(ticket: Pick<Ticket, 'clocks'>): Line {
  const next = nextDue(ticket);
  if (!next) return isOverdue(ticket) ? [' · ⏰ overdue'] : [];
  const { kind, due } = next;
  const isLate = ticket.clocks?.[kind]?.breachedAt !== undefined;
  return [isLate ? ` · ⏰ ${CLOCKS[kind]} was due ` : ` · ⏳ ${CLOCKS[kind]} due `, { at: due, as: 'ago' }];
}
