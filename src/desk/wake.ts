import type { Alert } from './alert/alert.ts';
import { tickMute } from './alert/mute.ts';
import { endSnooze } from './alert/order.ts';
import { tickResponse } from './clock/alert-clock.ts';
import { askAt, tickReason } from './clock/breach-ask.ts';
import { chainAt } from './on-call/chain.ts';
import { tickChain } from './on-call/chain-call.ts';
import { plainCard } from './card.ts';
import { type Decision, type DeskView, unchanged } from './decision.ts';
import { isHeldBack } from './destination.ts';
import type { Item, WorkItem } from './item.ts';
import { channelNotice, personNotice } from './notices.ts';
import { releaseAt, tickQuiet } from './quiet/quiet.ts';
import type { Settings } from './settings.ts';
import { stopWake } from './stop/command.ts';
import { stopOf } from './stop/stop.ts';
import type { Ticket } from './ticket/ticket.ts';
import { tickClocks } from './clock/ticket-clock-tick.ts';
import { clockLook } from './clock/ticket-clocks.ts';
import { parkAt, tickPark } from './ticket/park.ts';
import { tickUnseen, unseenAt } from './ticket/idle.ts';
import { span } from './clock/when.ts';
import type { Window } from './quiet/window.ts';

/** The instant at which an item wants to be looked at again. Timers are hints: the item's own state decides. */
export function wakeOf(item: Item, settings: Settings): number | undefined {
  if (item.kind === 'stop') return stopWake(item);
  if (isTimed(item) && isHeldBack(item.places))
    return earliest(releaseAt(item), item.kind === 'alert' ? snoozedUntil(item) : parkAt(item, settings));
  if (item.kind === 'ticket')
    return earliest(
      clockLook(item),
      unseenAt(item, settings),
      parkAt(item, settings),
      askAt(item, settings),
      chainAt(item, settings),
      releaseAt(item),
    );
  if (item.kind === 'window') return turnOf(item);
  return item.kind === 'alert'
    ? earliest(
        idleUntil(item, settings),
        snoozedUntil(item),
        item.response?.lookAt,
        askAt(item, settings),
        chainAt(item, settings),
        releaseAt(item),
      )
    : undefined;
}

/** What the passing of time makes of an item. `isPart`: nobody is called about it, since they are about what it is a part of. */
export function decideTick(item: WorkItem, view: DeskView, isPart = false): Decision<WorkItem> {
  const released = tickQuiet(item, view);
  if (released.is !== 'unchanged') return released;
  if (isHeldBack(item.places)) return item.kind === 'alert' ? tickSource(item, view) : tickPark(item, view);
  if (item.kind === 'alert') return tickAlert(item, view, isPart);
  for (const tick of [tickChain<Ticket>, tickClocks, tickUnseen, tickPark, tickReason<Ticket>]) {
    const decision = tick(item, view);
    if (decision.is !== 'unchanged') return decision;
  }
  return unchanged();
}

function isTimed(item: Item): item is WorkItem {
  return item.kind === 'alert' || item.kind === 'ticket';
}

/** When a window begins or is over; at once while its alerts have yet to be told. */
function turnOf({ telling, phase, at, from, to }: Window): number | undefined {
  if (telling) return at;
  return { planned: from, running: to, over: undefined }[phase];
}

function earliest(...instants: (number | undefined)[]): number | undefined {
  const known = instants.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** When a snooze that was ordered here has to be ended; an order that is under way is waited for. */
function snoozedUntil({ snooze, order, ended }: Alert): number | undefined {
  return ended || order ? undefined : snooze?.until;
}

/** An acknowledge that nothing followed, but for a snooze or a maintenance window: when it is time for the reminder, and after that for its end. */
function idleUntil(alert: Alert, settings: Settings): number | undefined {
  const { acknowledged, claimed, ended, snooze, muted, wokenAt } = alert;
  if (!acknowledged || claimed || ended || snooze || muted) return undefined;
  const { remindAfter, lapseAfter } = settings.acknowledge;
  const since = Math.max(acknowledged.at, wokenAt ?? 0);
  return since + (acknowledged.remindedAt === undefined ? Math.min(remindAfter, lapseAfter) : lapseAfter);
}

/** What its source and the windows make of it, whoever may be rung for. */
function tickSource(alert: Alert, view: DeskView): Decision<Alert> {
  const turned = tickMute(alert, view);
  if (turned.is !== 'unchanged') return turned;
  const stopped = stopOf(alert.facts.client, view) !== undefined;
  const awake = snoozedUntil(alert);
  return !stopped && awake !== undefined && awake <= view.now ? endSnooze(alert, awake, view) : unchanged();
}

function tickAlert(alert: Alert, view: DeskView, isPart: boolean): Decision<Alert> {
  const heard = tickSource(alert, view);
  if (heard.is !== 'unchanged') return heard;
  const stopped = stopOf(alert.facts.client, view) !== undefined;
  const called = isPart ? unchanged() : tickChain(alert, view);
  if (called.is !== 'unchanged') return called;
  const timed = tickResponse(alert, view);
  if (timed.is !== 'unchanged') return timed;
  const asked = tickReason(alert, view);
  if (asked.is !== 'unchanged') return asked;
  const due = idleUntil(alert, view.settings);
  const { acknowledged } = alert;
  if (!acknowledged || due === undefined || due > view.now) return unchanged();
  if (stopped) return heldOff(alert, acknowledged, view);
  const idle = view.now - Math.max(acknowledged.at, alert.wokenAt ?? 0);
  return idle >= view.settings.acknowledge.lapseAfter
    ? lapse(alert, acknowledged, idle, view)
    : remind(alert, acknowledged, idle, view);
}

/** Nobody is asked to do anything at a client that is stopped, so the time for a reminder begins anew. */
function heldOff(alert: Alert, seen: NonNullable<Alert['acknowledged']>, view: DeskView): Decision<Alert> {
  const { remindedAt: _, ...acknowledged } = seen;
  const item = { ...alert, acknowledged, wokenAt: view.now };
  return { is: 'changed', item, entries: [], effects: [], notices: [], silent: true };
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
