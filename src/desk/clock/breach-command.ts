import type { Alert } from '../alert/alert.ts';
import { decideAlertCommand } from '../alert/command.ts';
import { CLOCKS } from './breach-card.ts';
import { type Breach, unexplained } from './breach-record.ts';
import { type Changed, type Decision, type DeskView, refused, unchanged } from '../decision.ts';
import { isOpen, type WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import { threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { clean, cut, oneLine } from '../text.ts';
import { decideTicketCommand } from '../ticket/command.ts';
import { withNote } from '../ticket/order.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { wallTime } from './wall-time.ts';
import { ago } from './when.ts';

export const REASON_NOTE_LIMIT = 500;

/** So much of somebody's words stands in a line. */
const SHOWN = 200;

/** A reason as it comes from the form. `seen` is the key of the reason that stood there when it was opened. */
export interface ReasonWish {
  key: string;
  by: Actor;
  why: string;
  note?: string;
  seen?: string;
}

/** Somebody has seen that a target was missed. Where nobody had looked at the item yet, they have now. */
export function acknowledgeBreach(item: WorkItem, by: Actor, view: DeskView): Decision<WorkItem> {
  const latest = item.breaches?.at(-1);
  if (!latest) return refused(`${nameOf(item)} has missed no target.`);
  const { acknowledged, reason } = latest;
  const before = acknowledged ?? reason;
  if (before && before.by.id === by.id) return unchanged();
  if (before)
    return refused(`${before.by.name} acknowledged it ${ago(before.at, view.now)} already${saidWhy(latest)}.`);
  const seen = seenBy(item, by, view);
  const breaches = replaced(seen.item, latest, { ...latest, acknowledged: { by, at: view.now } });
  const text = `${by.name} acknowledged that the ${wordOf(item, latest)} was missed`;
  return {
    ...seen,
    item: { ...seen.item, breaches },
    entries: [...seen.entries, { at: view.now, by, what: 'breach-acknowledged', text }],
    notices: [...seen.notices, ...line(item, `breach-acknowledged-${latest.due}`, text, view)],
  };
}

/** Why targets were missed: for all of them that have no reason yet, else instead of the latest one's. */
export function explainBreach(item: WorkItem, wish: ReasonWish, view: DeskView): Decision<WorkItem> {
  const { breaches = [] } = item;
  const latest = breaches.at(-1);
  if (!latest) return refused(`${nameOf(item)} has missed no target.`);
  if (breaches.some(({ reason }) => reason?.key === wish.key)) return unchanged();
  const open = unexplained(breaches);
  const { reason } = latest;
  if (!open && reason && reason.key !== wish.seen)
    return refused(
      `${reason.by.name} gave a reason ${ago(reason.at, view.now)}, while your form was open: ${reason.why}. Open it again to change that.`,
    );
  const { key, by, why } = wish;
  const note = cut(clean(wish.note ?? '').trim(), REASON_NOTE_LIMIT);
  const given = { key, by, at: view.now, why, ...(note === '' ? {} : { note }) };
  const asked = breaches.filter((one) => (open ? one.reason === undefined : one === latest));
  const after = breaches.map((one) => (asked.includes(one) ? { ...one, reason: given } : one));
  const words = `${oneLine(why)}${note === '' ? '' : `, ${cut(oneLine(mask(note)), SHOWN)}`}`;
  const text = `${by.name} says why the ${wordOf(item, latest)} was missed: ${words}`;
  const change: Changed<WorkItem> = {
    is: 'changed',
    item: { ...item, breaches: after },
    entries: [{ at: view.now, by, what: 'breach-reason', text }],
    effects: [],
    notices: line(item, `breach-reason-${key}`, text, view),
  };
  if (!isTicket(change)) return change;
  return withNote(change, { key: `breach-${item.ref}-${key}`, by, text: noteOf(asked, given, view) }, view);
}

function isTicket(change: Changed<WorkItem>): change is Changed<Ticket> {
  return change.item.kind === 'ticket';
}

/** The item with an acknowledge where it had none and still wants one. */
function seenBy(item: WorkItem, by: Actor, view: DeskView): Changed<WorkItem> {
  const none: Changed<WorkItem> = { is: 'changed', item, entries: [], effects: [], notices: [] };
  if (item.acknowledged || !isOpen(item)) return none;
  const decision: Decision<WorkItem> =
    item.kind === 'alert'
      ? decideAlertCommand(item, { verb: 'acknowledge', by }, view)
      : decideTicketCommand(item, { verb: 'acknowledge', by }, view);
  return decision.is === 'changed' ? decision : none;
}

function replaced({ breaches = [] }: WorkItem, before: Breach, after: Breach): Breach[] {
  return breaches.map((one) => (one.due === before.due && one.clock === before.clock ? after : one));
}

function line(item: WorkItem, occasion: string, text: string, view: DeskView) {
  return threadLine({ item, occasion, at: view.now }, [text]);
}

/** For those who read the ticket at its source. */
function noteOf(breaches: readonly Breach[], { by, why, note }: NonNullable<Breach['reason']>, view: DeskView): string {
  const { zone } = view.settings;
  const missed = breaches.map(({ clock, due }) => `${CLOCKS[clock]}, due ${wallTime(due, zone)}`);
  const words = note === undefined ? '' : `\n\n${note}`;
  return `Deskbell: SLA missed: ${missed.join('; ')}.\nReason, by ${by.name}: ${why}${words}`;
}

function saidWhy({ reason }: Breach): string {
  return reason ? `: ${reason.why}` : '';
}

function wordOf({ kind }: Pick<Alert | Ticket, 'kind'>, { clock }: Breach): string {
  return kind === 'alert' ? 'time for a response' : CLOCKS[clock];
}

function nameOf(item: WorkItem): string {
  return item.kind === 'alert' ? oneLine(item.facts.title) : `Ticket #${item.facts.number}`;
}
