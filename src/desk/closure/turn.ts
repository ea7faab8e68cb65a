import { closureOf } from './closure.ts';
import { followOnLines } from './form.ts';
import type { Closure, ClosureStep } from './record.ts';
import { plainCard } from '../card.ts';
import type { Changed, DeskView, Notice } from '../decision.ts';
import { withFollowOns } from '../ticket/follow-on.ts';
import { mask } from '../mask.ts';
import { personNotice } from '../notices.ts';
import { type Actor, findPerson } from '../people.ts';
import { cut, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What stays true when a ticket turns out not to be solved. */
const KEPT: ReadonlySet<ClosureStep> = new Set(['approval', 'billable', 'runbook', 'follow-on']);

/**
 * What the end of a ticket brings, however it was closed, and its return: what is left open becomes tickets, skips are counted,
 * and a customer who writes again soon says that it does not hold.
 */
export function withClosure(before: Ticket, changed: Changed<Ticket>, view: DeskView): Changed<Ticket> {
  const was = before.facts.status === 'closed';
  const is = changed.item.facts.status === 'closed';
  if (!was && is) return closed(changed, view);
  if (!was || is) return changed;
  const { closedAt } = closureOf(before);
  const { item } = changed;
  const wrote = (item.facts.lastCustomerAt ?? 0) > (before.facts.lastCustomerAt ?? 0);
  const soon = closedAt !== undefined && view.now - closedAt <= view.settings.closure.reopenWithin;
  if (!wrote || !soon) return { ...changed, item: { ...item, closure: reset(closureOf(item)) } };
  const { customer } = item.facts;
  const by: Actor = { name: oneLine(customer.name), via: item.source };
  return begunAnew(changed, `${by.name} wrote again after it was closed: it counts as not solved`, by, view);
}

function closed(changed: Changed<Ticket>, view: DeskView): Changed<Ticket> {
  const { item } = changed;
  const before = closureOf(item);
  const skipped = { ...before.tally.skipped };
  for (const [name, record] of Object.entries(before.steps)) {
    const step = name as ClosureStep;
    if (record.is === 'skipped') skipped[step] = (skipped[step] ?? 0) + 1;
  }
  const closure: Closure = {
    ...before,
    closedAt: view.now,
    tally: { ...before.tally, closed: before.tally.closed + 1, skipped },
  };
  const left = before.steps['follow-on'];
  const lines = left?.is === 'done' ? followOnLines(left.said['lines'] ?? '') : [];
  const done = { ...changed, item: { ...item, closure } };
  return left && lines.length > 0 ? withFollowOns(done, lines, left.by, view) : done;
}

/** The list begins again with what is still true; what was written is kept, to be looked at anew. */
function reset({ closedAt: _closedAt, ...closure }: Closure): Closure {
  const steps: Closure['steps'] = {};
  for (const [name, record] of Object.entries(closure.steps)) {
    const step = name as ClosureStep;
    if (KEPT.has(step)) steps[step] = record;
    else if (record.is !== 'skipped') steps[step] = { ...record, is: 'again' };
  }
  return { ...closure, steps };
}

/** It was closed and is not solved: counted once for each close. */
export function begunAnew(changed: Changed<Ticket>, text: string, by: Actor, view: DeskView): Changed<Ticket> {
  const { item } = changed;
  const before = closureOf(item);
  if (before.closedAt === undefined) return changed;
  const anew = reset(before);
  const closure: Closure = { ...anew, tally: { ...anew.tally, unsolved: anew.tally.unsolved + 1 } };
  return {
    ...changed,
    item: { ...item, closure },
    entries: [...changed.entries, { at: view.now, by, what: 'unsolved', text: cut(mask(text), 300) }],
  };
}

/** Whoever has it hears that it is theirs again, from somebody else. */
export function toldUnsolved(item: Ticket, text: string, by: Actor, view: DeskView): Notice[] {
  const { facts } = item;
  const holder =
    facts.assignee &&
    findPerson(view.people, { system: item.source, account: facts.assignee.id, email: facts.assignee.email });
  if (!holder || holder.id === by.id) return [];
  const card = plainCard({
    ref: item.ref,
    tone: 'high',
    title: `Not solved: #${facts.number} ${oneLine(mask(facts.subject))}`,
    lines: [[cut(oneLine(mask(text)), 300)], ['It is yours again, with what is still true on its closing list.']],
    actions: [{ verb: 'show', label: 'Show the ticket', style: 'primary' }],
    links: facts.links,
  });
  const occasion = { item, occasion: `unsolved-${closureOf(item).tally.unsolved}`, at: view.now };
  return personNotice(occasion, holder, card, view);
}
