import type { Alert } from './alert.ts';
import { endSnooze } from './alert-order.ts';
import { plainCard } from './card.ts';
import { type Decision, type DeskView, unchanged } from './decision.ts';
import type { Item, WorkItem } from './item.ts';
import { channelNotice, personNotice } from './notices.ts';
import type { Settings } from './settings.ts';
import { tickTicket } from './ticket-command.ts';
import { span } from './when.ts';

/** The instant at which an item wants to be looked at again. Timers are hints: the item's own state decides. */
export function wakeOf(item: Item, settings: Settings): number | undefined {
  if (item.kind === 'ticket') return item.breachedAt === undefined ? item.responseDue : undefined;
  return item.kind === 'alert' ? earliest(idleUntil(item, settings), snoozedUntil(item)) : undefined;
}

/** What the passing of time makes of an item. */
export function decideTick(item: WorkItem, view: DeskView): Decision<WorkItem> {
  return item.kind === 'ticket' ? tickTicket(item, view) : tickAlert(item, view);
}

function earliest(...instants: (number | undefined)[]): number | undefined {
  const known = instants.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** When a snooze that was ordered here has to be ended; an order that is under way is waited for. */
function snoozedUntil({ snooze, order, ended }: Alert): number | undefined {
  return ended || order ? undefined : snooze?.until;
}

/** An acknowledge that nothing followed, but for a snooze: when it is time for the reminder, and after that for its end. */
function idleUntil({ acknowledged, claimed, ended, snooze, wokenAt }: Alert, settings: Settings): number | undefined {
  if (!acknowledged || claimed || ended || snooze) return undefined;
  const { remindAfter, lapseAfter } = settings.acknowledge;
  const since = Math.max(acknowledged.at, wokenAt ?? 0);
  return since + (acknowledged.remindedAt === undefined ? Math.min(remindAfter, lapseAfter) : lapseAfter);
}

function tickAlert(alert: Alert, view: DeskView): Decision<Alert> {
  const awake = snoozedUntil(alert);
  if (awake !== undefined && awake <= view.now) return endSnooze(alert, awake, view);
  const due = idleUntil(alert, view.settings);
  const { acknowledged } = alert;
  if (!acknowledged || due === undefined || due > view.now) return unchanged();
  const idle = view.now - Math.max(acknowledged.at, alert.wokenAt ?? 0);
  return idle >= view.settings.acknowledge.lapseAfter
    ? lapse(alert, acknowledged, idle, view)
    : remind(alert, acknowledged, idle, view);
}

function remind(
  alert: Alert,
  acknowledged: NonNullable<Alert['acknowledged']>,
  idle: number,
  view: DeskView,
): Decision<Alert> {
  const item = { ...alert, acknowledged: { ...acknowledged, remindedAt: view.now } };
  const text = `${acknowledged.by.name} was reminded: acknowledged ${span(idle)} ago, and nobody has claimed it`;
  const person = view.people.find((one) => one.id === acknowledged.by.id);
  const occasion = { item, occasion: `reminded-${acknowledged.at}`, at: view.now };
  const card = plainCard({
    ref: item.ref,
    tone: item.severity,
    title: `Still failing: ${item.facts.title}`,
    lines: [
      [`You acknowledged it ${span(idle)} ago and nobody has claimed it. Your acknowledge lapses if nothing happens.`],
    ],
    actions: [{ verb: 'claim', label: 'Claim', style: 'primary' }],
    links: item.facts.links,
  });
  return changed(item, 'reminded', text, person ? personNotice(occasion, person, card, view) : [], view, true);
}

/** The alert is nobody's again, and rings as a new one would. */
function lapse(
  alert: Alert,
  acknowledged: NonNullable<Alert['acknowledged']>,
  idle: number,
  view: DeskView,
): Decision<Alert> {
  const { acknowledged: _, ...item } = alert;
  const text = `The acknowledge of ${acknowledged.by.name} lapsed after ${span(idle)}: nobody claimed it, and it still fails`;
  const card = plainCard({
    ref: item.ref,
    tone: item.severity,
    title: `${item.facts.title}: nobody is on it`,
    lines: [[text]],
  });
  const occasion = { item, occasion: `lapsed-${acknowledged.at}`, at: view.now };
  return changed(item, 'lapsed', text, channelNotice(occasion, card), view, false);
}

function changed(
  item: Alert,
  what: string,
  text: string,
  notices: ReturnType<typeof channelNotice>,
  view: DeskView,
  silent: boolean,
): Decision<Alert> {
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by: { name: 'Deskbell', via: 'clock' }, what, text }],
    effects: [],
    notices,
    silent,
  };
}
