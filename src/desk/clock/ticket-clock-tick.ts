import { breachCard, CLOCKS, MISSED, warningCard } from './breach-card.ts';
import { type ClockKind, withBreach } from './breach-record.ts';
import { toldNow } from './look.ts';
import { type Decision, type DeskView, type Notice, unchanged } from '../decision.ts';
import type { Person } from '../people.ts';
import { clocksOf } from './sla.ts';
import { stopOf } from '../stop/stop.ts';
import { clockKinds, clockLook, tellingOf, watchedClock } from './ticket-clocks.ts';
import { personOf } from '../ticket/command.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { tellAll, tellHolder, watchFor } from './told.ts';
import { span } from './when.ts';

/**
 * What the passing of time makes of a ticket's clocks: a warning to whoever has it, or a breach to all whom it concerns. Each is
 * told once for each deadline; at a client that is stopped it waits.
 */
export function tickClocks(ticket: Ticket, view: DeskView): Decision<Ticket> {
  if (stopOf(ticket.client, view)) return unchanged();
  const live = clocksOf(ticket, view.settings, view.now);
  for (const kind of clockKinds) {
    const [clock, kept] = [live[kind], ticket.clocks?.[kind]];
    if (!clock || !kept || clock.due === undefined) continue;
    const told = toldNow(watchedClock(clock, kept), tellingOf(ticket, view.settings), view.now);
    if (!told) continue;
    const warned = [...(kept.warned ?? []), ...told.counted];
    if (told.is === 'breach') return breached(ticket, kind, { due: clock.due, warned }, view);
    return warning(ticket, kind, { ...told, due: clock.due, target: clock.target, warned }, view);
  }
  return lookAgain(ticket, view.now);
}

/** Its instant has come and there is nothing to tell: its deadline has moved, and it is looked at again when that comes. */
function lookAgain(ticket: Ticket, now: number): Decision<Ticket> {
  const next = clockLook(ticket);
  if (next === undefined || next > now) return unchanged();
  return { is: 'changed', item: ticket, entries: [], effects: [], notices: [] };
}

function warning(
  ticket: Ticket,
  kind: ClockKind,
  { share, due, target, warned }: { share: number; due: number; target: number; warned: readonly number[] },
  view: DeskView,
): Decision<Ticket> {
  const item = withTold(ticket, kind, { warned: [...warned, share] });
  const text = `${share} % of the time for the ${CLOCKS[kind]} is used up`;
  const card = warningCard(item, kind, { share, due, target }, view);
  const notices = tellHolder(
    { item: shown(item), occasion: `warned-${kind}-${share}-${due}`, card },
    holderOf(item, view),
    view,
  );
  return changed(item, 'warned', text, notices, view);
}

function breached(
  ticket: Ticket,
  kind: ClockKind,
  { due, warned }: { due: number; warned: number[] },
  view: DeskView,
): Decision<Ticket> {
  const breach = { clock: kind, due, at: view.now };
  const told = withTold(ticket, kind, { warned, breachedAt: view.now });
  const item: Ticket = { ...told, breaches: withBreach(ticket.breaches, breach) };
  const late = view.now - due < 60_000 ? 'it is due now' : `it was due ${span(view.now - due)} ago`;
  const text = `SLA missed, ${MISSED[kind]}: ${late}`;
  const card = breachCard(item, breach, view);
  const notices = tellAll({ item: shown(item), occasion: `breach-${kind}-${due}`, card }, holderOf(item, view), view);
  return changed(item, 'breached', text, notices, view);
}

/** Whoever has it, else whoever is on call. */
function holderOf(ticket: Ticket, view: DeskView): Person | undefined {
  return ticket.facts.assignee ? personOf(ticket, view) : watchFor(ticket, view);
}

function withTold(ticket: Ticket, kind: ClockKind, told: { warned: number[]; breachedAt?: number }): Ticket {
  const kept = ticket.clocks?.[kind];
  return kept ? { ...ticket, clocks: { ...ticket.clocks, [kind]: { ...kept, ...told } } } : ticket;
}

/** What was open before the first start has no card, and its channel hears of it all the same once it runs out. */
function shown({ ref, places }: Ticket): Pick<Ticket, 'ref' | 'places'> {
  return { ref, places: places.map((place) => (place.as === 'baseline' ? { ...place, as: 'card' } : place)) };
}

function changed(
  item: Ticket,
  what: string,
  text: string,
  notices: readonly Notice[],
  view: DeskView,
): Decision<Ticket> {
  const entries = [{ at: view.now, by: { name: 'Deskbell', via: 'clock' }, what, text }];
  return { is: 'changed', item, entries, effects: [], notices };
}
