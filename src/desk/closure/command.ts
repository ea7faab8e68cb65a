import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type ClosureStand, closureOf, closureStand, customerAt, type Failing, summaryGoes } from './closure.ts';
import type { FormStep } from './form.ts';
import { begunAnew, toldUnsolved } from './turn.ts';
import { type Closure, type ClosureStep, type StepRecord, stepTitles } from './record.ts';
import { closureNote, customerText, saidText } from './text.ts';
import { type Changed, type Decision, type DeskView, refused, unchanged } from '../decision.ts';
import { mask } from '../mask.ts';
import { type Actor, mayAct } from '../people.ts';
import { cut, oneLine } from '../text.ts';
import { orderTicket, type TicketOrderCommand, withNote } from '../ticket/order.ts';
import { whyGone } from '../ticket/gone.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Why no step can be recorded now, as a sentence. */
export function whyNotClosing(ticket: Ticket, view: Pick<DeskView, 'now'>): string | undefined {
  const name = `Ticket #${ticket.facts.number}`;
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return gone;
  if (ticket.facts.status === 'closed') return `${name} is closed already.`;
  const closing = ticket.orders?.find(({ verb }) => verb === 'close');
  return closing && `${closing.by.name} closes ${name} at this moment.`;
}

/** Records a step for whoever goes on with it. What was signed off has to be looked at again when it is changed. */
export function recordStep(
  ticket: Ticket,
  { step, said, by }: { step: FormStep | 'csat'; said: Record<string, string>; by: Actor },
  view: DeskView,
): Decision<Ticket> {
  const obstacle = whyNotStep(ticket, step, by, view);
  if (obstacle !== undefined) return refused(obstacle);
  const rests = step === 'verified' ? { customerAt: String(customerAt(ticket)) } : {};
  const record: StepRecord = { is: 'done', by, at: view.now, said: { ...said, ...rests } };
  const had = closureOf(ticket).steps[step];
  if (had?.is === 'done' && had.by.id === by.id && isDeepStrictEqual(had.said, record.said)) return unchanged();
  const text = `${stepTitles[step]}: ${cut(mask(saidText(step, record)), 200)} (${by.name})`;
  return stepChanged(ticket, step, record, text, view);
}

/** Why this step cannot be recorded by this person now, as a sentence. */
export function whyNotStep(
  ticket: Ticket,
  step: ClosureStep,
  by: Pick<Actor, 'id'>,
  view: DeskView,
): string | undefined {
  const obstacle = whyNotClosing(ticket, view);
  if (obstacle !== undefined) return obstacle;
  if (step === 'sign-off') return whyNoSignature(by, view);
  if (step !== 'csat' || summaryGoes(ticket)) return undefined;
  return 'The survey stands below the summary: record a summary that is sent first.';
}

function whyNoSignature(by: Pick<Actor, 'id'>, { people, settings }: DeskView): string | undefined {
  const least = settings.closure.signOff;
  const person = people.find(({ id }) => id === by.id);
  if (person && mayAct(person, least)) return undefined;
  return `To sign off needs the role ${least}${person ? `; yours is ${person.role}` : ''}. Ask one of them: it waits for them here.`;
}

/** Leaves a step out. A skipped look at the alerts covers those that fail now, and no later one. */
export function skipStep(
  ticket: Ticket,
  { step, reason, by }: { step: ClosureStep; reason: string; by: Actor },
  failing: readonly Failing[],
  view: DeskView,
): Decision<Ticket> {
  const obstacle = whyNotClosing(ticket, view);
  if (obstacle !== undefined) return refused(obstacle);
  const said: Record<string, string> = {
    ...closureOf(ticket).steps[step]?.said,
    ...(step === 'alerts' ? { refs: failing.map(({ ref }) => ref).join(' ') } : {}),
    ...(step === 'verified' ? { customerAt: String(customerAt(ticket)) } : {}),
  };
  const record: StepRecord = { is: 'skipped', by, at: view.now, reason, said };
  const text = `${by.name} skips "${stepTitles[step]}": ${cut(mask(oneLine(reason)), 200)}`;
  return stepChanged(ticket, step, record, text, view);
}

/** Takes a step back that needs no words. */
export function dropStep(ticket: Ticket, step: 'csat', by: Actor, view: DeskView): Decision<Ticket> {
  const obstacle = whyNotClosing(ticket, view);
  if (obstacle !== undefined) return refused(obstacle);
  if (!closureOf(ticket).steps[step]) return unchanged();
  return stepChanged(ticket, step, undefined, `${by.name} took back: ${stepTitles[step]}`, view, by);
}

function stepChanged(
  ticket: Ticket,
  step: ClosureStep,
  record: StepRecord | undefined,
  text: string,
  view: DeskView,
  by: Actor = record?.by ?? { name: 'Deskbell', via: 'clock' },
): Changed<Ticket> {
  const before = closureOf(ticket);
  const signed = before.steps['sign-off'];
  const steps: Closure['steps'] = { ...before.steps };
  if (signed?.is === 'done') steps['sign-off'] = { ...signed, is: 'again' };
  if (record) steps[step] = record;
  else delete steps[step];
  return {
    is: 'changed',
    item: { ...ticket, closure: { ...before, steps } },
    entries: [{ at: view.now, by, what: `closure-${record?.is ?? 'open'}`, text }],
    effects: [],
    notices: [],
  };
}

export interface ClosingWish {
  key: string;
  by: Actor;
  account: string;
  /** The customer's last word that the presser had before them (epoch milliseconds; 0 where there was none). */
  seenCustomerAt: number;
}

/** Closes a ticket by its list: with the summary, where the customer is to get one. */
export function closeTicket(
  ticket: Ticket,
  wish: ClosingWish,
  failing: readonly Failing[],
  view: DeskView,
): Decision<Ticket> {
  const summary = customerText(ticket, view);
  const words = summary === undefined ? {} : { words: { to: 'customer' as const, text: summary } };
  return closing(ticket, { ...wish, ...words, verb: 'close', byList: true }, failing, view);
}

/** An order beside the list. One that says that the work is done has to hold as well; what nobody wants any more needs no proof. */
export function orderBesideList(
  ticket: Ticket,
  command: TicketOrderCommand,
  failing: readonly Failing[],
  view: DeskView,
): Decision<Ticket> {
  if (command.verb !== 'close' || (command.as ?? 'Done') !== 'Done') return orderTicket(ticket, command, view);
  if (summaryGoes(ticket) && whyNotClosing(ticket, view) === undefined)
    return refused(
      `The closing list of ticket #${ticket.facts.number} has a summary for the customer: close it there.`,
    );
  return closing(ticket, command, failing, view);
}

/** By what is known at this instant. What was recorded is one note, which goes before the close. */
function closing(
  ticket: Ticket,
  command: TicketOrderCommand,
  failing: readonly Failing[],
  view: DeskView,
): Decision<Ticket> {
  const stand = closureStand(ticket, failing, view);
  const missing = whyNotClosing(ticket, view) === undefined ? whyNotYet(ticket, stand, failing) : undefined;
  if (missing !== undefined) return refused(missing);
  const note = closureNote(ticket, stand, failing, command.by, view);
  if (note === undefined) return orderTicket(ticket, command, view);
  if (!command.words) return orderTicket(ticket, { ...command, words: { to: 'colleagues', text: note } }, view);
  const ordered = orderTicket(ticket, command, view);
  if (ordered.is !== 'changed') return ordered;
  return withNote(ordered, { key: noteKey(ticket, note), by: command.by, text: note }, view);
}

/** What was written before a close that came to nothing is not written again. Of what is ordered at one instant, the lower key is taken up first. */
function noteKey({ ref }: Ticket, note: string): string {
  return `close-note-${ref}-${createHash('sha256').update(note).digest('hex').slice(0, 12)}`;
}

/** Why it cannot be closed yet: the first step that is missing, or the alert that fails. */
function whyNotYet(ticket: Ticket, { next }: ClosureStand, failing: readonly Failing[]): string | undefined {
  if (!next) return undefined;
  const name = `Ticket #${ticket.facts.number} is not closed`;
  if (next.step !== 'alerts') {
    const why = next.why === undefined ? 'is not done yet' : `has to be looked at again: ${next.why}`;
    return `${name}: "${stepTitles[next.step]}" ${why}.`;
  }
  const covered = (closureOf(ticket).steps.alerts?.said['refs'] ?? '').split(' ');
  const worst = failing.find(({ ref }) => !covered.includes(ref)) ?? failing[0];
  const where = worst?.url === undefined ? '' : ` ${worst.url}`;
  return `${name}: the alert ${oneLine(worst?.title ?? '')} fails.${where} Mend it, or skip this step with a reason.`;
}

/** The customer says that it is not solved: back to work on the same ticket, with whoever had it. */
export function sayUnsolved(
  ticket: Ticket,
  { key, by, account, text }: { key: string; by: Actor; account: string; text: string },
  view: DeskView,
): Decision<Ticket> {
  const said = text === '' ? '' : `: ${text}`;
  const note = `Deskbell: not solved, the customer told ${by.name}${said}`;
  const words = { to: 'colleagues' as const, text: note };
  const ordered = orderTicket(ticket, { verb: 'reopen', key, by, account, words }, view);
  if (ordered.is !== 'changed') return ordered;
  const told = `The customer told ${by.name} that it is not solved${said}`;
  const anew = begunAnew(ordered, told, by, view);
  return { ...anew, notices: [...anew.notices, ...toldUnsolved(anew.item, told, by, view)] };
}
