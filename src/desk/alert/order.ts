import type { Alert, AlertOrder } from './alert.ts';
import { endedAlready, noteEffects } from './command.ts';
import { decideAlertSignal } from './signal.ts';
import { plainCard } from '../card.ts';
import { type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import type { Effect, Write } from '../effect.ts';
import { personNotice, threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import type { AlertSignal } from '../signal.ts';
import { stopOf, stopSentence } from '../stop/stop.ts';
import { span } from '../clock/when.ts';

/** What a person can order at the source. `key` is one press: a second delivery of it is the same order. */
export type OrderCommand = { by: Actor; key: string } & (
  | { verb: 'snooze'; until: number; reason?: string }
  | { verb: 'wake' | 'resolve' | 'run-checks' }
);

/** What can be ordered for an alert as it stands; empty where its source takes no orders. */
export function possibleOrders(alert: Alert, view: Pick<DeskView, 'abilities'>): OrderCommand['verb'][] {
  const can = view.abilities[alert.source] ?? [];
  const fitting: OrderCommand['verb'][] = alert.ended
    ? []
    : [alert.facts.snoozed ? 'wake' : 'snooze', 'resolve', ...(alert.facts.device ? (['run-checks'] as const) : [])];
  return fitting.filter((verb) => can.includes(verb));
}

/** An order counts when it is read back at the source; until then the card says that it is under way. */
export function orderAlert(alert: Alert, command: OrderCommand, view: DeskView): Decision<Alert> {
  const { title, device } = alert.facts;
  if (alert.ended) return endedAlready(alert, alert.ended, view);
  if (alert.order?.key === command.key) return unchanged();
  const stop = stopOf(alert.facts.client, view);
  if (stop) return refused(stopSentence(stop, view.now));
  if (!possibleOrders(alert, view).includes(command.verb)) return refused(whyNot(alert, command.verb, view));
  if (command.verb === 'run-checks') return runChecks(alert, device?.id ?? '', command, view);
  if (alert.order) return refused(`${alert.order.by.name} is changing ${title} at this moment; try again shortly.`);
  return place(alert, orderOf(command, view), view);
}

function orderOf(command: Exclude<OrderCommand, { verb: 'run-checks' }>, view: DeskView): AlertOrder {
  const { key, by, verb } = command;
  if (verb !== 'snooze') return { key, what: verb === 'wake' ? 'wake' : 'resolve', by, at: view.now };
  const { until, reason } = command;
  return { key, what: 'snooze', until, by, at: view.now, ...(reason === undefined ? {} : { reason }) };
}

function whyNot(alert: Alert, verb: OrderCommand['verb'], view: DeskView): string {
  const { title } = alert.facts;
  const can = view.abilities[alert.source] ?? [];
  if (!can.includes(verb)) return `${titleOf(alert.source, view)} takes no such order from Deskbell.`;
  if (verb === 'snooze') return `${title} is snoozed already; end that snooze first.`;
  return verb === 'wake' ? `${title} is not snoozed.` : `${title} belongs to no device.`;
}

/** A snooze that was ordered here is ended from here: the source itself is late, or never ends it. */
export function endSnooze(alert: Alert, until: number, view: DeskView): Decision<Alert> {
  const by = { name: 'Deskbell', via: 'clock' };
  return place(alert, { key: `wake-${alert.ref}-${until}`, what: 'wake', by, at: view.now }, view);
}

function place(alert: Alert, order: AlertOrder, view: DeskView): Decision<Alert> {
  const text = {
    snooze: `${order.by.name} snoozes it`,
    wake: 'The snooze is being ended',
    resolve: `${order.by.name} resolves it`,
  };
  return {
    is: 'changed',
    item: { ...alert, order },
    entries: [{ at: view.now, by: order.by, what: 'ordered', text: `${text[order.what]}${forSpan(order, view)}` }],
    effects: [effect(alert, order.key, writeOf(alert, order))],
    notices: [],
  };
}

function forSpan({ until, reason }: AlertOrder, view: DeskView): string {
  return until === undefined ? '' : ` for ${span(until - view.now)}${reason === undefined ? '' : `: ${reason}`}`;
}

function writeOf({ row }: Alert, { what, until }: AlertOrder): Write {
  return what === 'snooze' ? { verb: what, row, until: until ?? 0 } : { verb: what, row };
}

function effect({ ref, source }: Alert, key: string, write: Write): Effect {
  return { job: 'write-back', key, ref, system: source, write };
}

function runChecks(item: Alert, device: string, { by, key }: OrderCommand, view: DeskView): Decision<Alert> {
  const text = `${by.name} had the checks run; the result comes with the next reading`;
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: 'checks-run', text }],
    effects: [effect(item, key, { verb: 'run-checks', on: device })],
    notices: threadLine({ item, occasion: `checks-${item.revision}`, at: view.now }, [text]),
  };
}

/** How an order ended: carried out and read back, or with the sentence why not. */
export interface OrderSettlement {
  key: string;
  sentence?: string;
  readBack?: AlertSignal;
}

/** Ends an order. What was read back counts; where it failed, the thread and whoever ordered it are told. */
export function settleAlert(
  alert: Alert,
  { key, sentence, readBack }: OrderSettlement,
  view: DeskView,
): Decision<Alert> {
  const isOurs = alert.order?.key === key;
  if (sentence !== undefined) return failed(alert, isOurs ? alert.order : undefined, sentence, key, view);
  const read = readBack ? decideAlertSignal(alert, readBack, view, false) : unchanged();
  if (!isOurs || !alert.order) return read;
  const { order, ...item } = alert;
  const text = `${order.by.name} ${{ snooze: 'snoozed it', wake: 'ended its snooze', resolve: 'resolved it' }[order.what]}`;
  const notes = order.by.id === undefined ? [] : noteEffects(alert, order.what, text, order.by, view);
  if (read.is === 'changed') {
    const { order: _, ...rest } = read.item;
    return { ...read, item: rest, effects: [...read.effects, ...notes] };
  }
  return { is: 'changed', item, entries: [], effects: notes, notices: [] };
}

function failed(
  alert: Alert,
  order: AlertOrder | undefined,
  sentence: string,
  key: string,
  view: DeskView,
): Decision<Alert> {
  const { order: _order, snooze, ...rest } = alert;
  // A snooze that cannot be ended on time is left to the source; asking again at every tick would help nobody.
  const isStopped = stopOf(alert.facts.client, view) !== undefined;
  const isLeft = order?.what === 'wake' && order.by.id === undefined && !isStopped;
  const kept = snooze && !isLeft ? { snooze } : {};
  const item: Alert = order ? { ...rest, ...kept } : alert;
  const by = order?.by ?? { name: 'Deskbell', via: 'clock' };
  const text = `Not done: ${sentence}`;
  const occasion = { item, occasion: `failed-${key}`, at: view.now };
  const presser = view.people.find((person) => person.id === order?.by.id);
  const card = plainCard({
    ref: item.ref,
    tone: 'high',
    title: `${item.facts.title} was not changed`,
    lines: [[sentence]],
  });
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: 'failed', text }],
    effects: [],
    notices: [...threadLine(occasion, [text]), ...(presser ? personNotice(occasion, presser, card, view) : [])],
  };
}
