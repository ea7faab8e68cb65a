import { plainCard } from '../card.ts';
import { type Changed, type Decision, type DeskView, type Notice, titleOf, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { personNotice } from '../notices.ts';
import type { TicketSignal } from '../signal.ts';
import { oneLine } from '../text.ts';
import type { TicketRequest } from './request.ts';
import { decideTicketSignal } from './signal.ts';
import type { Ticket } from './ticket.ts';

export function newRequest(
  wanted: Pick<TicketRequest, 'ref' | 'system' | 'by' | 'wish' | 'priority'>,
  view: DeskView,
): Decision<TicketRequest> {
  const { ref, system } = wanted;
  const item: TicketRequest = { kind: 'request', schema: 1, revision: 0, at: view.now, state: 'waiting', ...wanted };
  const effect: Effect = { job: 'make-ticket', key: `make-${ref}`, ref, system };
  return { is: 'changed', item, entries: [], effects: [effect], notices: [] };
}

export type RequestSettlement =
  | { is: 'made'; ticket: string }
  | { is: 'refused'; sentence: string }
  | { is: 'waiting'; trouble: string };

/** How far it has come; whoever wants it is told once that it waits, and of a refusal with every word. */
export function settleRequest(request: TicketRequest, end: RequestSettlement, view: DeskView): Decision<TicketRequest> {
  if (request.state !== 'waiting') return unchanged();
  const { trouble, ...rest } = request;
  switch (end.is) {
    case 'made':
      return changed({ ...rest, state: 'made', ticket: end.ticket });
    case 'waiting': {
      const item = { ...request, trouble: end.trouble };
      if (trouble !== undefined) return trouble === end.trouble ? unchanged() : changed(item);
      const title = `${titleOf(request.system, view)} is away: your ticket waits`;
      return changed(item, told(item, 'waits', title, end.trouble, view));
    }
    case 'refused': {
      const item = { ...rest, state: 'refused' as const, trouble: end.sentence };
      const title = `${titleOf(request.system, view)} did not take your ticket`;
      return changed(item, told(item, 'refused', title, end.sentence, view));
    }
  }
}

function changed(item: TicketRequest, notices: Notice[] = []): Changed<TicketRequest> {
  return { is: 'changed', item, entries: [], effects: [], notices };
}

function told(item: TicketRequest, occasion: string, title: string, sentence: string, view: DeskView): Notice[] {
  const author = view.people.find(({ id }) => id === item.by.id);
  if (!author) return [];
  const { subject, contact, text } = item.wish;
  const card = plainCard({
    tone: item.state === 'refused' ? 'high' : 'info',
    title,
    lines: [[sentence], [{ bold: oneLine(subject) }, ` · ${contact}`]],
    quote: { text, as: 'prose', whole: true },
    actions: item.state === 'refused' ? [{ verb: 'correct-ticket', label: 'Correct', ref: item.ref }] : [],
  });
  return personNotice({ item: { ref: item.ref, places: [] }, occasion, at: view.now }, author, card, view);
}

/** The ticket as it was read back; undefined where it is gone again already. */
export function requestedTicket(
  { by, priority }: TicketRequest,
  before: Ticket | undefined,
  readBack: TicketSignal,
  view: DeskView,
): Changed<Ticket> | undefined {
  const begun = { by, byHand: true, ...(priority === undefined ? {} : { priority }) };
  const read = decideTicketSignal(before, readBack, view, false, begun);
  return read.is === 'changed' ? read : undefined;
}
