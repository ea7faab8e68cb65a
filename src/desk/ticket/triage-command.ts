import { plainCard } from '../card.ts';
import { type Changed, type Decision, type DeskView, type Notice, refused, unchanged } from '../decision.ts';
import { mask } from '../mask.ts';
import { channelNotice, threadLine } from '../notices.ts';
import { isWorse } from './priority.ts';
import { withQuiet } from '../quiet/quiet.ts';
import { joinPlaces } from '../routing.ts';
import { cut, oneLine } from '../text.ts';
import { withNote } from './order.ts';
import { whyOver } from './over.ts';
import { placesFor } from './signal.ts';
import type { Ticket } from './ticket.ts';
import { priorityBy, type Triage, triageWords } from './triage.ts';

export const WHY_LIMIT = 300;

/** What somebody found: `priority` may differ from what the matrix says. */
export type Finding = Pick<Triage, 'key' | 'impact' | 'urgency' | 'priority' | 'by'> & { why: string };

/** Gives a ticket the priority that somebody found. From then on no rule changes it: clock, routes and card follow. */
export function triageTicket(ticket: Ticket, finding: Finding, view: DeskView): Decision<Ticket> {
  const over = whyOver(ticket, view);
  if (over !== undefined) return refused(over);
  if (ticket.triage?.key === finding.key) return unchanged();
  const { by, priority } = finding;
  const why = cut(oneLine(mask(finding.why)), WHY_LIMIT);
  const { why: _, ...found } = finding;
  const triage: Triage = {
    ...found,
    matrix: priorityBy(finding, view.settings),
    at: view.now,
    ...(why === '' ? {} : { why }),
  };
  const item: Ticket = { ...ticket, triage, priority, because: `${by.name} found: ${triageWords(triage)}` };
  const places = joinPlaces(ticket.places, placesFor(item, view), isWorse(priority, ticket.priority));
  item.places = withQuiet(ticket, { ...item, places }, view).places;
  const text = textOf(triage, ticket);
  const key = `triage-${ticket.ref}-${finding.key}`;
  const change: Changed<Ticket> = {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what: 'triaged', text: `${by.name} set ${text}` }],
    effects: [],
    notices: noticesOf(item, ticket, `${by.name} set ${text}`, view),
  };
  return withNote(change, { key, text: `Deskbell: Priority ${text}`, by }, view);
}

function textOf(triage: Triage, before: Ticket): string {
  const { priority, matrix, why } = triage;
  const was = before.priority === priority ? 'as before' : `was ${before.priority}`;
  const against = priority === matrix ? '' : `; the matrix says ${matrix}`;
  return `${priority} (${triageWords(triage)}), ${was}${against}${why === undefined ? '' : `. Why: ${why}`}`;
}

/** What became urgent rings where it stands. */
function noticesOf(item: Ticket, before: Ticket, text: string, view: DeskView): Notice[] {
  const { priority } = item;
  const occasion = { item, occasion: `triaged-${item.triage?.key ?? ''}`, at: view.now };
  const isUrgent = priority === 'P1' || priority === 'P2';
  if (!isUrgent || !isWorse(priority, before.priority)) return threadLine(occasion, [text]);
  const tone = priority === 'P1' ? 'critical' : 'high';
  return channelNotice(
    occasion,
    plainCard({
      ref: item.ref,
      tone,
      badge: priority,
      title: `#${item.facts.number} is ${priority} now`,
      lines: [[text]],
    }),
  );
}
