import { type Breach, type ClockKind, withBreach } from './breach-record.ts';
import { addWorking } from './calendar.ts';
import { lookAt, type Telling, type Watched } from './look.ts';
import type { KeptClock, KeptClocks } from './kept-clocks.ts';
import type { Settings } from '../settings.ts';
import { clocksOf, type TicketClock } from './sla.ts';
import { hoursOf } from './sla-policy.ts';
import type { Ticket } from '../ticket/ticket.ts';

export const clockKinds = ['response', 'resolution'] as const satisfies readonly ClockKind[];

/**
 * The ticket with its clocks as they stand, counted anew from its log: what people were told is armed again where the deadline has
 * moved ahead of it. What was late when the desk first looked is counted, and rings nobody.
 */
export function withTicketClocks(ticket: Ticket, settings: Settings, now: number): Ticket {
  const { clocks: kept, responseDue: _due, breachedAt: _breached, ...rest } = ticket;
  const before: Remembered | undefined = kept ?? fromOlder(ticket);
  const live = clocksOf(ticket, settings, now);
  const clocks: KeptClocks = {};
  let { breaches } = ticket;
  for (const kind of clockKinds) {
    const [clock, was] = [live[kind], before?.[kind]];
    const next = clock
      ? keptClock(clock, was ?? firstLook(clock, ticket, settings, now), ticket, settings, now)
      : resting(was, ticket);
    if (next) clocks[kind] = next;
    breaches = next ? settledBreaches(breaches, kind, was, next, now) : explainedOnly(breaches, kind);
  }
  const { breaches: _, ...bare } = rest;
  return {
    ...bare,
    ...(Object.keys(clocks).length > 0 ? { clocks } : {}),
    ...(breaches && breaches.length > 0 ? { breaches } : {}),
  };
}

/** What people were told of each clock. */
type Remembered = { readonly [kind in ClockKind]?: Memory | KeptClock | undefined };

/** What people were told of a clock. */
type Memory = Pick<KeptClock, 'warned' | 'breachedAt'>;

function keptClock(clock: TicketClock, told: Memory, ticket: Ticket, settings: Settings, now: number): KeptClock {
  const { state, target, due, elapsed, stoppedAt, late } = clock;
  const isUsed = (share: number): boolean => (clock.at(share) ?? Infinity) <= now;
  const warned = (told.warned ?? []).filter(isUsed);
  const breachedAt = late !== undefined || isUsed(100) ? (told.breachedAt ?? missedAt(clock, now)) : undefined;
  const watched = watchedClock(clock, { warned, breachedAt });
  const next = lookAt(watched, tellingOf(ticket, settings), now);
  return {
    state,
    target,
    ...(due === undefined ? {} : { due }),
    ...(state === 'paused' || state === 'met' ? { left: target - elapsed } : {}),
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    ...(stoppedAt === undefined || late === undefined ? {} : { late }),
    ...(warned.length > 0 ? { warned } : {}),
    ...(breachedAt === undefined ? {} : { breachedAt }),
    ...(next === undefined ? {} : { lookAt: next }),
  };
}

/** It was stopped too late before anybody could be told. */
function missedAt({ state }: TicketClock, now: number): number | undefined {
  return state === 'missed' ? now : undefined;
}

/** The clock as far as something of it may still have to be told: only a running one. */
export function watchedClock({ state, due, at }: TicketClock, { warned, breachedAt }: Memory): Watched {
  return state === 'running' ? { due, warned, breachedAt, at } : { at };
}

/** When the warnings of a ticket may be told. */
export function tellingOf({ client }: Pick<Ticket, 'client'>, settings: Settings): Telling {
  const hours = hoursOf(client, settings);
  return { warnAt: settings.sla.warnAt, opening: (instant) => addWorking(instant, 0, hours) };
}

/** What has passed already counts as told where the ticket was there before its clock was: at a first start, or after a change of the configuration. */
function firstLook(clock: TicketClock, { revision, places }: Ticket, settings: Settings, now: number): Memory {
  const isOld = revision > 0 || (places.length > 0 && places.every(({ as }) => as === 'baseline'));
  if (!isOld) return {};
  const isUsed = (share: number): boolean => (clock.at(share) ?? Infinity) <= now;
  return { warned: settings.sla.warnAt.filter(isUsed), ...(isUsed(100) ? { breachedAt: now } : {}) };
}

/** The only clock that older documents had. */
function fromOlder({ responseDue, breachedAt }: Ticket): Remembered | undefined {
  if (responseDue === undefined && breachedAt === undefined) return undefined;
  return { response: breachedAt === undefined ? {} : { breachedAt } };
}

/** The clock of a ticket that is gone: it counts on where it was, should the ticket come back. What is promised no more has none. */
function resting(was: Memory | KeptClock | undefined, ticket: Ticket): KeptClock | undefined {
  if (!was || !('state' in was) || !isGone(ticket)) return undefined;
  const { lookAt: _, ...kept } = was;
  return kept;
}

/** Deleted, merged or spam: nobody is owed anything in it. */
export function isGone({ gone, facts }: Pick<Ticket, 'gone' | 'facts'>): boolean {
  return gone !== undefined || facts.status === 'spam';
}

/** The breaches as they are by what the clock says now: one more that nobody could be told of, or less what was none after all. */
function settledBreaches(
  breaches: readonly Breach[] | undefined,
  kind: ClockKind,
  was: Memory | undefined,
  { state, due, breachedAt }: KeptClock,
  now: number,
): Breach[] | undefined {
  const isUntold = was !== undefined && was.breachedAt === undefined && breachedAt !== undefined;
  if (isUntold && state === 'missed' && due !== undefined) return withBreach(breaches, { clock: kind, due, at: now });
  if (was?.breachedAt === undefined || breachedAt !== undefined) return breaches && [...breaches];
  return explainedOnly(breaches, kind);
}

/** Less those of a clock about which nobody has said anything. */
function explainedOnly(breaches: readonly Breach[] | undefined, kind: ClockKind): Breach[] | undefined {
  return breaches?.filter(({ clock, acknowledged, reason }) => clock !== kind || acknowledged || reason);
}

/** The clock while it counts: neither stopped nor waiting. */
export function runningClock({ clocks }: Pick<Ticket, 'clocks'>, kind: ClockKind): KeptClock | undefined {
  const clock = clocks?.[kind];
  return clock?.state === 'running' ? clock : undefined;
}

/** What is due next, or is due longest. */
export function nextDue(ticket: Pick<Ticket, 'clocks'>): { kind: ClockKind; due: number } | undefined {
  const running = clockKinds.flatMap((kind) => {
    const due = runningClock(ticket, kind)?.due;
    return due === undefined ? [] : [{ kind, due }];
  });
  return running.toSorted((left, right) => left.due - right.due)[0];
}

/** A target was missed, and what it was for has not been done yet. */
export function isOverdue({ clocks }: Pick<Ticket, 'clocks'>): boolean {
  return clockKinds.some((kind) => {
    const clock = clocks?.[kind];
    return clock?.breachedAt !== undefined && (clock.state === 'running' || clock.state === 'paused');
  });
}

/** What is due within this time is close, in milliseconds. */
const SOON = 4 * 3_600_000;

/** Something that was promised is due within the next hours, and is not late yet. */
export function isDueSoon(ticket: Pick<Ticket, 'clocks'>, now: number): boolean {
  return clockKinds.some((kind) => {
    const { due, breachedAt } = runningClock(ticket, kind) ?? {};
    return due !== undefined && breachedAt === undefined && due > now && due - now < SOON;
  });
}

/** When it has to be looked at next for one of its clocks. */
export function clockLook({ clocks }: Pick<Ticket, 'clocks'>): number | undefined {
  const looks = clockKinds.flatMap((kind) => clocks?.[kind]?.lookAt ?? []);
  return looks.length === 0 ? undefined : Math.min(...looks);
}
