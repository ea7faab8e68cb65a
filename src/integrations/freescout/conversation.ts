import type { Assignee, TicketStatus } from '../../desk/ticket/ticket.ts';

/** A ticket as it was read, from the API or from the database alike. Instants are epoch milliseconds. */
export interface Conversation {
  row: string;
  /** As people see it. */
  number: string;
  state: 'draft' | 'published' | 'deleted';
  status: TicketStatus;
  subject: string;
  kind: 'email' | 'phone' | 'chat' | 'other';
  /** How it came in. */
  arrivedBy: 'email' | 'web' | 'api';
  startedBy: 'customer' | 'staff';
  imported: boolean;
  mailbox: { id: string; name: string };
  customer: { name: string; email?: string };
  /** Who else is mailed what is written to the customer. */
  cc: readonly string[];
  bcc: readonly string[];
  assignee?: Assignee;
  lastReplyFrom?: 'customer' | 'staff';
  createdAt: number;
  updatedAt: number;
  /** Published ones only, oldest first. */
  threads: readonly Thread[];
  /** HTML of the first message of the customer; empty when there is none. */
  opening: string;
  /** Deskbell made the ticket itself. */
  ours: boolean;
  /** The instant before it was asked for. */
  readAt: number;
}

/** A message, a note or a line of the history. */
export interface Thread {
  type: 'customer' | 'message' | 'note' | 'lineitem' | 'other';
  at: number;
  /** The name of whoever did it. */
  by: string;
  /** Written by a colleague, not by a workflow. */
  human: boolean;
  /** A message or a note that was written from here. */
  ours: boolean;
  /** Written from here from a template: no answer that anybody waited for. */
  told: boolean;
  /** What the ticket was after it; absent where it left that alone. */
  status?: TicketStatus | undefined;
  imported: boolean;
  /** It came in with a merge. */
  moved: boolean;
  /** Files, without pictures inside the text where that is known. */
  attachments: number;
  action?: 'merged' | 'imported' | 'deleted' | 'restored' | undefined;
  /** The ticket into which this one was merged. */
  into?: string | undefined;
}

/** What a look for one row gave: `unreadable` ones are tried again, and never stop the others. */
export type Found = Conversation | 'missing' | 'unreadable';

/** Statuses that modules add have numbers of two digits and more, whose first digit is the main status. */
export function statusFrom(code: number): TicketStatus {
  const statuses: readonly (TicketStatus | undefined)[] = [undefined, 'active', 'pending', 'closed', 'spam'];
  return statuses[Number(String(code)[0])] ?? 'active';
}

/** "Ann Baker", or the first of the other words that is not empty. */
export function nameFrom(first: string, last: string, ...others: readonly string[]): string {
  return [`${first} ${last}`, ...others].map((name) => name.trim()).find((name) => name !== '') ?? 'unknown';
}
