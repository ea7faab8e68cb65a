import { decideAlertCommand } from '../alert/command.ts';
import { orderAlert, possibleOrders } from '../alert/order.ts';
import type { Alert } from '../alert/alert.ts';
import type { Bulk } from './bulk.ts';
import { type Changed, type Decision, type DeskView, unchanged } from '../decision.ts';
import { decideChild } from '../incident/round.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { mayShow } from '../routing.ts';
import { stopOf } from '../stop/stop.ts';

/** One step of a bulk action: what changes with the alerts that were next, and with the action itself. */
export interface BulkStep {
  bulk: Bulk;
  changes: Changed<WorkItem>[];
}

/** Decides each of the alerts that are next for itself; `undefined` stands for one that is no longer kept. */
export function decideBulk(bulk: Bulk, items: readonly (WorkItem | undefined)[], view: DeskView): BulkStep {
  const left = { ...bulk.left };
  const changes: Changed<WorkItem>[] = [];
  for (const item of items) {
    const decision =
      item && mayShow(clientOf(item), bulk.place, view.settings) ? decideItem(bulk, item, view) : ELSEWHERE;
    if (typeof decision === 'string') left[decision] = (left[decision] ?? 0) + 1;
    // Many that are claimed at once stay where they are: a card for each would be the storm again.
    else changes.push({ ...decision, unfold: false });
  }
  const next = bulk.next + items.length;
  const ended = next >= bulk.total ? { endedAt: view.now } : {};
  return { bulk: { ...bulk, next, done: bulk.done + changes.length, left, ...ended }, changes };
}

const ELSEWHERE = 'gone or moved to another channel';

function decideItem(bulk: Bulk, item: WorkItem, view: DeskView): Changed<WorkItem> | string {
  return item.kind === 'alert' ? decideOne(bulk, item, view) : decideChild(bulk, item, view);
}

/** The change, or in a few words why there is none. */
function decideOne(bulk: Bulk, alert: Alert, view: DeskView): Changed<Alert> | string {
  const obstacle = obstacleTo(bulk, alert, view);
  if (obstacle !== undefined) return obstacle;
  const decision = decisionOf(bulk, alert, view);
  if (decision.is === 'changed') return decision;
  return decision.is === 'unchanged' ? 'done before' : 'refused';
}

function decisionOf({ verb, by, ref, until, reason }: Bulk, alert: Alert, view: DeskView): Decision<Alert> {
  if (verb === 'acknowledge' || verb === 'claim') return decideAlertCommand(alert, { verb, by }, view);
  if (verb !== 'snooze') return unchanged();
  const key = `snooze-${ref}-${alert.ref}`;
  return orderAlert(alert, { verb, by, key, until: until ?? 0, ...(reason === undefined ? {} : { reason }) }, view);
}

function obstacleTo({ verb, by }: Bulk, alert: Alert, view: DeskView): string | undefined {
  const { acknowledged, claimed, ended, order, facts } = alert;
  if (ended) return 'over by then';
  if (stopOf(facts.client, view)) return 'of a client that is stopped';
  if (verb === 'tell' || verb === 'close') return 'no tickets';
  const holder = { acknowledge: acknowledged, claim: claimed, snooze: undefined }[verb];
  const word = verb === 'claim' ? 'claimed' : 'acknowledged';
  if (holder) return holder.by.id === by.id ? `${word} by you before` : `${word} by ${holder.by.name}`;
  if (verb !== 'snooze') return undefined;
  if (order) return `being changed by ${order.by.name}`;
  if (facts.snoozed) return 'snoozed already';
  return possibleOrders(alert, view).includes('snooze') ? undefined : 'of a source that takes no snooze';
}
