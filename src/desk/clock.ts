import { addWorking, type Calendar } from './calendar.ts';
import { clientNamed, type Settings } from './settings.ts';
import type { Priority } from './priority.ts';
import type { Ticket } from './ticket.ts';

const ROUND_THE_CLOCK: Calendar = {
  always: true,
  week: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
  holidays: [],
};

/** The calendar of a tier, else the general one, else round the clock; `name` is absent for the last. */
export function workingTime(
  own: string | undefined,
  settings: Settings,
): { name: string | undefined; calendar: Calendar } {
  const name = own ?? settings.sla.calendar;
  return { name, calendar: (name === undefined ? undefined : settings.calendars[name]) ?? ROUND_THE_CLOCK };
}

/** The policy that holds for a ticket, and the instant by which it must be answered first. */
export interface ResponseTarget {
  due: number | undefined;
  because: string;
}

/**
 * First response: the tier's target before the general one, counted in the tier's calendar, else the general one,
 * else round the clock. It is recomputed from the ticket's creation and never stops while the customer waits.
 */
export function responseTarget(
  ticket: { createdAt: number; priority: Priority; client: string | undefined },
  settings: Settings,
): ResponseTarget {
  const tierName = clientNamed(ticket.client, settings)?.tier;
  const tier = tierName === undefined ? undefined : settings.tiers[tierName];
  const length = tier?.response[ticket.priority] ?? settings.sla.response[ticket.priority];
  const { name, calendar } = workingTime(tier?.calendar, settings);
  const whose = tier?.response[ticket.priority] === undefined ? 'the general target' : `the target of tier ${tierName}`;
  const hours = name === undefined ? 'round the clock' : `in the calendar ${name}`;
  return {
    due: addWorking(ticket.createdAt, length, calendar, settings.zone),
    because: `${whose} for ${ticket.priority}, ${length / 60_000} minutes ${hours}`,
  };
}

/** Nobody gave the first response in time, and nobody has since. */
export function isOverdue({ breachedAt, facts }: Ticket): boolean {
  return breachedAt !== undefined && facts.firstReplyAt === undefined;
}
