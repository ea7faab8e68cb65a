import { plainCard } from '../card.ts';
import { type Changed, type Decision, type DeskView, type Notice, unchanged } from '../decision.ts';
import { personNotice, threadLine } from '../notices.ts';
import type { TicketSignal } from '../signal.ts';
import { oneLine } from '../text.ts';
import { isTurn } from './intent.ts';
import { became, decideTicketSignal, linesFor, withAssignee } from './signal.ts';
import type { Intent, Ticket } from './ticket.ts';

/** How an order ended: carried out, or with the sentence why not; with the row as it was read back, if it was. */
export type Settlement = { key: string; sentence?: string; readBack?: TicketSignal; said?: true };

/** Ends an order. What was read back counts; where it failed, whoever ordered it is told. */
export function settleTicket(ticket: Ticket, settlement: Settlement, view: DeskView): Decision<Ticket> {
  const { intent, ...rest } = ticket;
  if (intent?.key !== settlement.key) return unchanged();
  const { sentence, readBack } = settlement;
  const changed = afterOrder(rest, intent, settlement, view);
  const settledAt = readBack?.readAt ?? (sentence === undefined ? view.now : undefined);
  const item = settledAt === undefined ? changed.item : { ...changed.item, settledAt };
  if (sentence === undefined) {
    const text = settledText(intent);
    const asOrdered = item.facts.assignee?.id === intent.assignee?.account;
    const others = changed.entries.filter(({ what }) => what !== 'assigned' || !asOrdered);
    return {
      ...changed,
      item,
      entries: [{ at: view.now, by: intent.by, what: 'written', text }, ...others],
      notices: [
        ...linesFor(others, item, view),
        ...turnLine(item, intent, text, view),
        ...toAssigned(item, intent, view),
      ],
    };
  }
  const occasion = { item, occasion: `failed-${intent.key}`, at: view.now };
  const presser = view.people.find((person) => person.id === intent.by.id);
  const card = plainCard({
    ref: item.ref,
    tone: 'high',
    title: `Ticket #${item.facts.number} was not changed`,
    lines: [[sentence]],
  });
  return {
    ...changed,
    item,
    entries: [...changed.entries, { at: view.now, by: intent.by, what: 'failed', text: sentence }],
    notices: [
      ...changed.notices,
      ...threadLine(occasion, [sentence]),
      ...(presser ? personNotice(occasion, presser, card, view) : []),
    ],
  };
}

function settledText({ assignee, by }: Intent): string {
  if (!assignee) return `${by.name} released it`;
  if (isTurn({ assignee, by })) return `Assigned to ${assignee.name} by turn`;
  return assignee.person === by.id ? `${by.name} has it` : `${assignee.name} has it, by ${by.name}`;
}

function turnLine(item: Ticket, intent: Intent, text: string, view: DeskView): Notice[] {
  return isTurn(intent) ? threadLine({ item, occasion: intent.key, at: view.now }, [text]) : [];
}

/** Whoever is handed a ticket by another hears of it. */
function toAssigned(item: Ticket, intent: Intent, view: DeskView): Notice[] {
  const { key, assignee, by } = intent;
  const person = view.people.find(({ id }) => id === assignee?.person);
  if (!person || person.id === by.id || intent.instead) return [];
  const how = isTurn(intent) ? 'Yours by turn:' : `${by.name} hands you`;
  const card = plainCard({
    ref: item.ref,
    tone: 'info',
    title: `${how} #${item.facts.number} ${oneLine(item.facts.subject)}`,
    actions: [{ verb: 'show', label: 'Open' }],
    links: item.facts.links,
  });
  return personNotice({ item, occasion: `assigned-${key}`, at: view.now }, person, card, view);
}

/** The ticket by the newest that is known: what was read back, or what a later read saw while the order was on its way. */
function afterOrder(rest: Ticket, intent: Intent, { readBack, sentence }: Settlement, view: DeskView): Changed<Ticket> {
  const base: Changed<Ticket> = { is: 'changed', item: rest, entries: [], effects: [], notices: [] };
  if (readBack?.seen.state === 'gone') {
    const read = decideTicketSignal(rest, readBack, view, false);
    return read.is === 'changed' ? read : base;
  }
  const back = readBack?.seen.state === 'there' ? readBack.seen.facts : undefined;
  const newer = readBack !== undefined && readBack.readAt > rest.readAt;
  const facts = (newer ? back : undefined) ?? rest.facts;
  const later = intent.seen && intent.seen.readAt > (readBack?.readAt ?? 0) ? intent.seen : undefined;
  const ordered = sentence === undefined && !back ? { assignee: orderedAssignee(intent) } : undefined;
  const { assignee } = later ?? back ?? ordered ?? rest.facts;
  const read = became(rest, withAssignee(facts, assignee), newer ? readBack.readAt : rest.readAt, view);
  return read.is === 'changed' ? read : base;
}

function orderedAssignee({ assignee }: Intent): Ticket['facts']['assignee'] {
  return assignee ? { id: assignee.account, name: assignee.name } : undefined;
}
