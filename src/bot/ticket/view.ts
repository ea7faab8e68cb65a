import { setTimeout as pause } from 'node:timers/promises';
import { type Action, type Card, plainCard } from '../../desk/card.ts';
import { dueSpans } from '../../desk/clock/lines.ts';
import type { Conversation } from '../../desk/ticket/conversation.ts';
import { type ConversationPage, conversationPage, type Spot } from '../../desk/ticket/conversation-page.ts';
import { type DeskView, titleOf } from '../../desk/decision.ts';
import { SystemError } from '../../desk/errors.ts';
import { fullText, pagesOf } from '../../desk/full-text.ts';
import { mask } from '../../desk/mask.ts';
import { mayAct } from '../../desk/people.ts';
import { mayShow } from '../../desk/routing.ts';
import { cut, type Line, oneLine } from '../../desk/text.ts';
import { ticketCard } from '../../desk/ticket/card.ts';
import { personOf as holderOf } from '../../desk/ticket/command.ts';
import { wordsActions } from '../../desk/ticket/words.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { readTicket } from '../../store/signals.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { type Click, type Desk, type Press, said, type Verb } from '../table.ts';

/** Nobody waits longer for a page, and neither does a platform. */
const PATIENCE = 12_000;

const TITLE = 120;
const QUOTED = 'q';

/** The whole conversation of a ticket, for colleagues alone: it holds what customers must not see. The button's word is `2`, `q2`, `@<passage>` or `q@<passage>`. */
export const viewClick: Verb<Click> = {
  least: 'viewer',
  run: (desk, press) => conversationOf(desk, press, press.ask.ref, spotOf(press.ask.with ?? '')),
};

/** A ticket that the desk does not know, since it was closed before, can be read as well where no wall could be in between. */
export async function conversationOf(desk: Desk, press: Press, ref: string, spot: Spot): Promise<Answer> {
  const ticket = await readTicket(desk.store, ref);
  const view = await viewNow(desk.store);
  if (!mayShow(ticket?.client, press.place, view.settings)) return said('This ticket belongs to another channel.');
  const source = titleOf(sourceOf(ref), view);
  const read = await asked(desk, ref);
  if ('trouble' in read) {
    const trouble = read.trouble ?? `${source} has no ticket ${rowOf(ref)}, or Deskbell has no way to read it there.`;
    return ticket ? { is: 'card', card: keptCard(ticket, trouble, view) } : said(trouble);
  }
  const page = conversationPage(read, source, spot);
  const about = { ref, ticket, conversation: read, source };
  const acts = press.person !== undefined && mayAct(press.person, 'technician');
  return { is: 'card', card: pageCard(about, page, spot.quoted, acts, view) };
}

/** The conversation, or why there is none, where that is known. */
async function asked({ ports, log }: Desk, ref: string): Promise<Conversation | { trouble: string | undefined }> {
  const source = sourceOf(ref);
  const timer = new AbortController();
  try {
    const late = pause(PATIENCE, 'late' as const, { signal: timer.signal });
    late.catch(() => undefined);
    const read = await Promise.race([ports.conversation(source, rowOf(ref)), late]);
    if (read === 'late') return { trouble: 'It did not answer in time.' };
    return read ?? { trouble: undefined };
  } catch (error) {
    log.warn({ ref, error }, 'a conversation could not be read');
    return { trouble: error instanceof SystemError ? error.message : 'It could not be read.' };
  } finally {
    timer.abort();
  }
}

interface About {
  ref: string;
  ticket: Ticket | undefined;
  conversation: Conversation;
  source: string;
}

function pageCard(
  { ref, ticket, conversation, source }: About,
  page: ConversationPage,
  isQuoted: boolean,
  acts: boolean,
  view: DeskView,
): Card {
  const { subject, number, passages } = conversation;
  const url = ticket?.facts.links[0]?.url;
  const many = passages.length === 1 ? '1 entry' : `${passages.length} entries`;
  const where = page.pages === 1 ? many : `Page ${page.page} of ${page.pages}, newest first · ${many}`;
  return plainCard({
    ref,
    revision: ticket?.revision ?? 0,
    tone: ticket ? ticketCard(ticket, view).tone : 'info',
    title: `#${number} ${cut(oneLine(mask(subject)), TITLE) || '(no subject)'}`,
    ...(url === undefined ? {} : { url }),
    lines: [
      ...(ticket
        ? [stateLine(ticket, view)]
        : [[`Closed before Deskbell knew of it: this is what ${source} has of it.`]]),
      ...(passages.length === 0 ? [['Nothing was written in it yet.']] : []),
    ],
    passages: page.passages,
    footer: [`${where} · read from ${source} `, { at: conversation.readAt, as: 'clock' }],
    actions: [
      ...turns(page, isQuoted),
      ...(page.hasQuoted ? [quotedAction(page, isQuoted)] : []),
      ...(ticket ? [{ verb: 'show', label: 'Card' }] : []),
      ...(ticket && acts && page.page === 1 ? wordsActions(ticket, view) : []),
    ],
    links: ticket?.facts.links.slice(0, 1) ?? [],
  });
}

function turns({ page, pages }: ConversationPage, isQuoted: boolean): Action[] {
  const to = (label: string, next: number): Action => ({
    verb: 'view',
    label,
    with: `${isQuoted ? QUOTED : ''}${next}`,
  });
  return [
    ...(page < pages ? [to('Older', page + 1)] : []),
    ...(page < pages - 1 ? [to('The start', pages)] : []),
    ...(page > 1 ? [to('Newer', page - 1)] : []),
    ...(page > 2 ? [to('The newest', 1)] : []),
  ];
}

/** Stays where somebody reads, though pages break elsewhere then. */
function quotedAction({ last = '' }: ConversationPage, isQuoted: boolean): Action {
  const label = isQuoted ? 'Hide quoted mail' : 'Show quoted mail';
  return { verb: 'view', label, with: `${isQuoted ? '' : QUOTED}@${last}` };
}

function spotOf(word: string): Spot {
  const quoted = word.startsWith(QUOTED);
  const rest = quoted ? word.slice(QUOTED.length) : word;
  return rest.startsWith('@') ? { page: 1, passage: rest.slice(1), quoted } : { page: Number(rest) || 1, quoted };
}

function stateLine(ticket: Ticket, view: DeskView): Line {
  const { facts, client, priority, stage } = ticket;
  const who = holderOf(ticket, view)?.name ?? facts.assignee?.name;
  return [
    `${priority} ${stage} · ${oneLine(client ?? facts.customer.name)} · `,
    ...(who === undefined ? [{ bold: 'nobody has it' }] : [`🙋 ${who}`]),
    ...dueSpans(ticket),
  ];
}

/** What is kept here of a ticket whose conversation cannot be read now. */
function keptCard(ticket: Ticket, trouble: string, view: DeskView): Card {
  const { ref, revision, tone, title, url, links } = ticketCard(ticket, view);
  const [kept = ''] = pagesOf(fullText(ticket));
  return plainCard({
    ref,
    revision,
    tone,
    title: cut(mask(title), TITLE),
    ...(url === undefined ? {} : { url }),
    lines: [
      ['⚠️ ', { bold: `The conversation cannot be read from ${titleOf(ticket.source, view)} now: ` }, trouble],
      stateLine(ticket, view),
      [kept === '' ? 'Nothing of it is kept here.' : 'This is kept here of what the customer wrote:'],
    ],
    ...(kept === '' ? {} : { quote: { text: kept, as: 'prose', whole: true } }),
    actions: [
      { verb: 'view', label: 'Try again' },
      { verb: 'show', label: 'Card' },
    ],
    links,
  });
}

function sourceOf(ref: string): string {
  return ref.split('/')[0] ?? '';
}

function rowOf(ref: string): string {
  return ref.slice(sourceOf(ref).length + 1);
}
