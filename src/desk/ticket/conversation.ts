import type { TicketStatus } from './ticket.ts';

/** Whose words they are. A `note` never reaches the customer; an `event` is a line of the history. */
export type Voice = 'customer' | 'staff' | 'note' | 'event';

export interface Attachment {
  name: string;
  /** Bytes, where that is known. */
  size?: number;
  /** Absent where only the ticket system itself can open it. */
  url?: string;
}

/** One message, note or line of the history. */
export interface Passage {
  id: string;
  voice: Voice;
  author: string;
  /** Epoch milliseconds. */
  at: number;
  /** Readable plain text, without the mail that is answered. */
  text: string;
  /** The mail that is answered, where there is one: shown on demand. */
  quoted?: string;
  attachments: readonly Attachment[];
  /** Where it went, besides the customer. */
  copies?: readonly string[];
  /** FreeScout could not deliver it. */
  undelivered?: boolean;
}

/** A ticket's whole conversation as its source has it now, oldest first. */
export interface Conversation {
  row: string;
  number: string;
  subject: string;
  status: TicketStatus;
  /** The instant before it was asked for (epoch milliseconds). */
  readAt: number;
  passages: readonly Passage[];
}

/** What the ticket system has on file about a person who writes or calls. */
export interface Contact {
  id: string;
  name: string;
  emails: readonly string[];
  phones: readonly string[];
  company?: string;
  title?: string;
}
