import { addWorking } from '../clock/calendar.ts';
import { plainCard } from '../card.ts';
import { type Decision, type DeskView, unchanged } from '../decision.ts';
import { isOpen } from '../item.ts';
import { channelNotice } from '../notices.ts';
import type { Settings } from '../settings.ts';
import { stopOf } from '../stop/stop.ts';
import { oneLine } from '../text.ts';
import { hoursOf } from '../clock/sla-policy.ts';
import type { Ticket } from './ticket.ts';
import { TICKET_TONES } from './tone.ts';
import { span } from '../clock/when.ts';

/** When a ticket rings once more because nobody has looked at it; undefined where somebody has, or nobody has to. */
export function unseenAt(ticket: Ticket, settings: Settings): number | undefined {
  const { remindAfter } = settings.tickets;
  if (remindAfter === 'never' || ticket.remindedAt !== undefined || !isUnseen(ticket)) return undefined;
  return addWorking(shownSince(ticket), remindAfter, hoursOf(ticket.client, settings));
}

/** A breach of its response target has rung for it already; what was open before the first start rings for nothing. */
function isUnseen(ticket: Ticket): boolean {
  const { facts, stage, acknowledged, intent, clocks, begun, places } = ticket;
  if (acknowledged || intent || facts.assignee || clocks?.response?.breachedAt !== undefined || stage === 'Awaiting')
    return false;
  if (facts.firstReplyAt !== undefined || facts.lastReplyFrom === 'staff') return false;
  if (begun && facts.lastReplyFrom === undefined) return false;
  return isOpen(ticket) && places.some(({ as }) => as === 'card');
}

function shownSince({ seenAt, reopenedAt, places }: Ticket): number {
  const released = places.flatMap(({ as, held }) => (as === 'card' && held ? [held.until] : []));
  return Math.max(seenAt, reopenedAt ?? 0, ...released);
}

/** Nobody has acknowledged or claimed it for the configured time: its channel hears of it once. At a client that is stopped nobody is asked to do anything. */
export function tickUnseen(ticket: Ticket, view: DeskView): Decision<Ticket> {
  const due = unseenAt(ticket, view.settings);
  if (due === undefined || due > view.now || stopOf(ticket.client, view)) return unchanged();
  const item = { ...ticket, remindedAt: view.now };
  const text = `Nobody has acknowledged or claimed it; it has been here for ${span(view.now - shownSince(ticket))}`;
  const mayAssign = view.abilities[item.source]?.includes('assign') === true;
  const card = plainCard({
    ref: item.ref,
    revision: item.revision,
    tone: TICKET_TONES[item.priority],
    badge: 'UNSEEN',
    title: `#${item.facts.number} ${oneLine(item.facts.subject)}: nobody has looked at it`,
    lines: [[`${text}.`]],
    actions: [
      { verb: 'acknowledge', label: 'Acknowledge' },
      ...(mayAssign ? [{ verb: 'claim', label: 'Claim', style: 'primary' as const }] : []),
    ],
    links: item.facts.links,
  });
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by: { name: 'Deskbell', via: 'clock' }, what: 'unseen', text }],
    effects: [],
    notices: channelNotice({ item, occasion: `unseen-${due}`, at: view.now }, card),
    silent: true,
  };
}
