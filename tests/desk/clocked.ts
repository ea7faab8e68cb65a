import type { Ticket } from '../../src/desk/ticket/ticket.ts';
import type { WorkLog } from '../../src/desk/clock/work-state.ts';
import { aTicket } from './build.ts';

/** A ticket with this log, that stands as the last entry says. */
export function clocked(log: WorkLog, facts: Partial<Ticket['facts']> = {}, more: Partial<Ticket> = {}): Ticket {
  const [first, last] = [log.at(0), log.at(-1)];
  if (!first || !last) throw new Error('a log has an entry');
  const { client: _client, places: _places, ...base } = aTicket();
  const { assignee: _assignee, ...known } = base.facts;
  const { holder } = last;
  return {
    ...base,
    places: [],
    stage: last.is === 'waiting' ? 'Awaiting' : 'New',
    facts: {
      ...known,
      createdAt: first.at,
      updatedAt: last.at,
      status: last.is === 'over' ? 'closed' : 'active',
      ...(holder ? { assignee: { id: holder.account ?? '', name: holder.name } } : {}),
      ...facts,
    },
    log,
    ...(last.priority ? { priority: last.priority } : {}),
    ...(last.client === undefined ? {} : { client: last.client }),
    ...more,
  };
}
