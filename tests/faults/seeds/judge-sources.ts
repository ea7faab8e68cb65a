import type { Alert as Row } from '../../../sandbox/trmm/model.ts';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import type { World } from '../../stories/world.ts';
import { alertsOf, type Memory, ticketsOf } from './memory.ts';

/** Where the desk differs from TRMM and FreeScout. */
export function sourceFaults(world: World, memory: Memory): string[] {
  const alerts = alertsOf(memory).filter(({ source }) => source === 'trmm');
  return [
    ...openRows(world).flatMap((row) => missingAlert(row, alerts)),
    ...alerts.flatMap((alert) => alertFaults(world, alert, alerts)),
    ...ticketFaults(world, ticketsOf(memory)),
    ...alertsOf(memory)
      .filter(({ condition, ended }) => condition.startsWith('deskbell/silence/') && !ended)
      .map(({ ref }) => `${ref} still says that a source is silent`),
  ];
}

/** TRMM may have two open rows of one condition; the newest counts. */
function openRows({ trmm }: World): Row[] {
  const newest = new Map<string, Row>();
  for (const row of [...trmm.world.alerts.values()].toSorted((a, b) => a.id - b.id)) {
    if (row.resolved) continue;
    const { alert_type: type, agent, assigned_check: check } = row;
    newest.set(`${type} ${agent} ${check}`, row);
  }
  return [...newest.values()];
}

function missingAlert(row: Row, alerts: readonly Alert[]): string[] {
  const known = alerts.find((alert) => alert.row === String(row.id) && !alert.ended);
  // One that was snoozed before anybody looked is in no list until the snooze is over.
  if (!known && row.snoozed) return [];
  if (!known) return [`row ${row.id} is open at TRMM (${row.message}) and no open alert stands for it`];
  const { ref, facts } = known;
  const seen = { raw: facts.raw, snoozed: facts.snoozed !== undefined, hidden: facts.hidden };
  const real = { raw: row.severity, snoozed: row.snoozed, hidden: row.hidden };
  const until = Math.abs((facts.snoozed?.until ?? 0) - Date.parse(row.snooze_until ?? '1970-01-01T00:00:00Z'));
  return [
    ...(JSON.stringify(seen) === JSON.stringify(real)
      ? []
      : [`${ref} is ${JSON.stringify(seen)}, at TRMM ${JSON.stringify(real)}`]),
    ...(until > 1_000 ? [`${ref} is snoozed until another instant than at TRMM`] : []),
  ];
}

function alertFaults({ trmm }: World, alert: Alert, all: readonly Alert[]): string[] {
  const { ref, row, ended, order, snooze, facts, condition, episode, ticket } = alert;
  const real = trmm.alert(Number(row));
  const isLatest = all.every((one) => one.condition !== condition || one.episode <= episode);
  return [
    ...(ticket?.state === 'waiting' ? [`${ref}: its ticket is still being made`] : []),
    ...(ticket?.state === 'refused' ? [`${ref}: its ticket was refused: ${ticket.trouble ?? ''}`] : []),
    ...(order ? [`${ref}: the order to ${order.what} is still on its way`] : []),
    ...(!ended && (!real || real.resolved) ? [`${ref} is open, and its row ${row} is over at TRMM`] : []),
    ...(ended && ended.how !== 'deleted' && real && !real.resolved && isLatest
      ? [`${ref} is ${ended.how}, and its row ${row} is open at TRMM`]
      : []),
    ...(ended?.how === 'deleted' && real ? [`${ref} is deleted, and its row ${row} is at TRMM`] : []),
    ...(snooze && !ended && !facts.snoozed ? [`${ref} keeps a snooze that is not at TRMM`] : []),
    ...(!isLatest && !ended ? [`${ref} is open though a later episode began`] : []),
  ];
}

function ticketFaults({ freescout }: World, tickets: readonly Ticket[]): string[] {
  return freescout.tickets().flatMap((real) => {
    const known = tickets.find((ticket) => ticket.row === String(real.id));
    const isThere = real.state === 'published' && real.status !== 'spam';
    // What came and went before anybody looked was never shown.
    if (!known) return isThere && real.status !== 'closed' ? [`ticket ${real.id} is not known`] : [];
    const { ref, intent, orders = [], gone, facts } = known;
    if (intent) return [`${ref}: an order is still on its way`];
    if (orders.length > 0) return [`${ref}: ${orders.length} orders of words are still on their way`];
    if (!isThere || gone) return isThere === !gone ? [] : [`${ref} is ${gone ? 'gone' : 'there'}, at FreeScout not`];
    const seen = { status: facts.status, assignee: facts.assignee?.email ?? null };
    const at = { status: real.status, assignee: real.assignee };
    return JSON.stringify(seen) === JSON.stringify(at)
      ? []
      : [`${ref} is ${JSON.stringify(seen)}, at FreeScout ${JSON.stringify(at)}`];
  });
}
