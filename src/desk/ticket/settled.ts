import { plainCard } from '../card.ts';
import type { Changed, Decision, DeskView } from '../decision.ts';
import { personNotice } from '../notices.ts';
import type { Intent, Ticket } from './ticket.ts';
import { decideTicketCommand } from './command.ts';
import { type Settlement, settleTicket } from './holder-settled.ts';

/** Ends an order about who has a ticket, and carries on with the claim that came while it was given away by turn. */
export function settleAssignment(ticket: Ticket, settlement: Settlement, view: DeskView): Decision<Ticket> {
  const settled = settleTicket(ticket, settlement, view);
  const { intent } = ticket;
  if (settled.is !== 'changed' || !intent?.instead) return settled;
  return claimAfter(settled, intent, intent.instead, view);
}

function claimAfter(
  settled: Changed<Ticket>,
  { assignee: turn }: Intent,
  { key, by, assignee }: NonNullable<Intent['instead']>,
  view: DeskView,
): Changed<Ticket> {
  const { item } = settled;
  const holder = item.facts.assignee;
  if (holder?.id === assignee.account) return settled;
  if (holder && holder.id !== turn?.account) return toClaimer(settled, `${holder.name} was faster.`, by.id, view);
  const account = { id: assignee.account, name: assignee.name };
  const claimed = decideTicketCommand(item, { verb: 'assign', by, account, key, to: assignee }, view);
  if (claimed.is === 'refused') return toClaimer(settled, claimed.sentence, by.id, view);
  if (claimed.is === 'unchanged') return settled;
  return {
    ...claimed,
    entries: settled.entries,
    effects: [...settled.effects, ...claimed.effects],
    notices: [...settled.notices, ...claimed.notices],
  };
}

function toClaimer(
  settled: Changed<Ticket>,
  sentence: string,
  claimer: string | undefined,
  view: DeskView,
): Changed<Ticket> {
  const { item } = settled;
  const person = view.people.find(({ id }) => id === claimer);
  if (!person) return settled;
  const title = `Ticket #${item.facts.number} is not yours`;
  const card = plainCard({ ref: item.ref, tone: 'high', title, lines: [[sentence]] });
  const told = personNotice({ item, occasion: `not-yours-${item.readAt}`, at: view.now }, person, card, view);
  return { ...settled, notices: [...settled.notices, ...told] };
}
