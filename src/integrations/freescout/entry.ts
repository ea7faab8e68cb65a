import type { Attachment, Passage } from '../../desk/ticket/conversation.ts';
import { oneLine } from '../../desk/text.ts';
import type { TicketStatus } from '../../desk/ticket/ticket.ts';
import type { Thread } from './conversation.ts';
import { eventText } from './event-text.ts';
import { bearsMarker, withoutMarker } from './marker.ts';
import { plainText, splitText } from './preview.ts';

/** One published thread with all that people read of it, from the API or from the database alike. */
export interface Entry {
  id: string;
  type: Thread['type'];
  by: Named;
  /** Epoch milliseconds. */
  at: number;
  html: string;
  cc: readonly string[];
  bcc: readonly string[];
  attachments: readonly Attachment[];
  undelivered: boolean;
  /** What it left of the ticket. */
  status: TicketStatus | undefined;
  assignee: Named | undefined;
  customer: string;
  action: EntryAction | undefined;
  /** The visible number of the ticket into which this one was merged. */
  into: string | undefined;
}

/** `id` tells users apart; it is empty for a customer, and for FreeScout itself. */
export interface Named {
  id: string;
  name: string;
}

export type EntryAction = 'status' | 'assignee' | 'moved' | 'merged' | 'imported' | 'customer' | 'deleted' | 'restored';

/** The threads as people read them, oldest first. `byApi` says how the ticket itself came in. */
export function passagesOf(entries: readonly Entry[], byApi: boolean): Passage[] {
  const sorted = entries.toSorted((left, right) => left.at - right.at || Number(left.id) - Number(right.id));
  return sorted.map((entry, index) => passageOf(entry, byApi && index === 0)).filter((one) => one !== undefined);
}

/** Undefined for what nobody wrote and nothing is known of: the lines of some module. */
function passageOf(entry: Entry, opens: boolean): Passage | undefined {
  const { id, type, by, at, html, attachments } = entry;
  const author = oneLine(by.name);
  if (type === 'lineitem' || type === 'other') {
    const text = eventText(entry);
    return text === undefined ? undefined : { id, voice: 'event', author, at, text, attachments: [] };
  }
  const copies = [...entry.cc, ...(type === 'message' ? entry.bcc : [])];
  // FreeScout holds what Deskbell wrote into a ticket of its own for words of the customer, who never saw them.
  if (type === 'note' || (opens && bearsMarker(html)))
    return {
      id,
      voice: 'note',
      author: type === 'note' ? author : 'Deskbell',
      at,
      text: withoutMarker(plainText(html)),
      attachments,
    };
  const { own, quoted } = splitText(html);
  return {
    id,
    voice: type === 'customer' ? 'customer' : 'staff',
    author,
    at,
    text: own,
    ...(quoted === '' ? {} : { quoted }),
    attachments,
    ...(copies.length === 0 ? {} : { copies }),
    ...(entry.undelivered && { undelivered: true }),
  };
}
