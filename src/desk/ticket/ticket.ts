import { z } from 'zod';
import { Link } from '../alert/alert.ts';
import { Breach } from '../clock/breach-record.ts';
import { ChainState } from '../on-call/chain-state.ts';
import { Closure } from '../closure/record.ts';
import { Place } from '../destination.ts';
import { Guide } from '../guide/record.ts';
import { LinkedDevice } from '../device/device.ts';
import { Escalation } from '../escalation/escalation.ts';
import { Child, Parent } from '../incident/incident.ts';
import { KeptClocks } from '../clock/kept-clocks.ts';
import { Actor, Deed } from '../people.ts';
import { Priority } from './priority.ts';
import { LinkedAlert } from './link.ts';
import { ClosedAs, TicketOrder } from './writing.ts';
import { LoggedTime } from '../time/entry.ts';
import { Triage } from './triage.ts';
import { WorkLog } from '../clock/work-state.ts';

export const Stage = z.enum(['New', 'In progress', 'Awaiting', 'Done', 'Cancelled', 'Rejected']);
export type Stage = z.infer<typeof Stage>;

export const TicketStatus = z.enum(['active', 'pending', 'closed', 'spam']);
export type TicketStatus = z.infer<typeof TicketStatus>;

/** A user of the ticket source, with the e-mail address by which people are joined. */
export const Assignee = z.object({ id: z.string(), name: z.string(), email: z.string().optional() });
export type Assignee = z.infer<typeof Assignee>;

/** What a source knows of a ticket. Instants are epoch milliseconds; absent means that it did not happen. */
export const TicketFacts = z.object({
  /** The number people see; it may differ from the id. */
  number: z.string(),
  subject: z.string(),
  status: TicketStatus,
  mailbox: z.object({ id: z.string(), name: z.string() }),
  channel: z.enum(['email', 'phone', 'chat', 'web', 'api', 'other']),
  customer: z.object({ name: z.string(), email: z.string().optional() }),
  /** Absent when nobody has it. */
  assignee: Assignee.optional(),
  /** First words of what the customer wrote, as plain text. */
  preview: z.string(),
  attachments: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
  lastCustomerAt: z.number().optional(),
  /** First published reply of a human colleague; automatic replies do not count. */
  firstReplyAt: z.number().optional(),
  lastReplyFrom: z.enum(['customer', 'staff']).optional(),
  /** The last published reply of a human colleague; `here` where it was written from Deskbell. */
  lastReply: z.object({ at: z.number(), by: z.string(), here: z.boolean().optional() }).optional(),
  /** The last note that a colleague wrote at the source itself. */
  lastNote: z.object({ at: z.number(), by: z.string() }).optional(),
  /** Started by a customer and not imported: only then there is a first response to measure. */
  awaitsResponse: z.boolean(),
  /** It was made from here, and nobody has written in it since. */
  isEcho: z.boolean().optional(),
  links: z.array(Link),
});
export type TicketFacts = z.infer<typeof TicketFacts>;

export const TicketEnd = z.enum(['deleted', 'merged', 'spam']);
export type TicketEnd = z.infer<typeof TicketEnd>;

/** A change that was ordered here and is being written to the source: shown as such until it is read back. */
export const Intent = z.object({
  key: z.string(),
  /** The new assignee, or null for nobody. */
  assignee: z.object({ person: z.string(), name: z.string(), account: z.string() }).nullable(),
  by: Actor,
  at: z.number(),
  /** Whoever claimed it while it was being given to another by turn: they get it when that is settled. */
  instead: z
    .object({
      key: z.string(),
      by: Actor,
      assignee: z.object({ person: z.string(), name: z.string(), account: z.string() }),
    })
    .optional(),
  /** Who had it by the newest read since, where that was somebody else: counts if the order comes to nothing. */
  seen: z.object({ readAt: z.number(), assignee: Assignee.optional() }).optional(),
});
export type Intent = z.infer<typeof Intent>;

export const Ticket = z.object({
  kind: z.literal('ticket'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  source: z.string(),
  /** The source's id of the conversation. */
  row: z.string(),
  facts: TicketFacts,
  client: z.string().optional(),
  priority: Priority,
  because: z.string(),
  /** What it is about, where a rule says so. */
  category: z.string().optional(),
  /** What somebody found counts before every rule. */
  triage: Triage.optional(),
  /** What it is about. */
  device: LinkedDevice.optional(),
  /** The known incident that it is part of, or the tickets that are part of it. */
  parent: Parent.optional(),
  children: z.array(Child).optional(),
  /** Its latest way to the second tier. */
  escalation: Escalation.optional(),
  stage: Stage,
  seenAt: z.number(),
  readAt: z.number(),
  /** A read that began before this instant cannot change the assignee. */
  settledAt: z.number().optional(),
  intent: Intent.optional(),
  /** Words and statuses on their way to the source. */
  orders: z.array(TicketOrder).optional(),
  /** Keys of the latest orders that were carried out, and of those that came to nothing. */
  written: z.array(z.string()).optional(),
  dropped: z.array(z.string()).optional(),
  /** The last answer to the customer that went out from here. */
  answered: Deed.optional(),
  /** What it is called here while it is closed at the source. */
  closedAs: ClosedAs.optional(),
  acknowledged: Deed.optional(),
  /** The occasions on which its customer was written to from a template. */
  told: z.array(z.string()).optional(),
  /** Whether it goes to somebody by turn: to be decided, given to an account, or to nobody. */
  turn: z.object({ is: z.enum(['due', 'given', 'nobody']), at: z.number(), account: z.string().optional() }).optional(),
  /** Whether the customer is who they say: the last look. `key` names the form. */
  caller: Deed.omit({ note: true }).extend({ key: z.string(), confirmed: z.boolean(), how: z.string() }).optional(),
  /** When its channel was told that nobody has looked at it. */
  remindedAt: z.number().optional(),
  /** The rest after which it was last left to wait for the customer by itself: the instant at which that began. */
  parkedAfter: z.number().optional(),
  /** When it was open again after it had been over. */
  reopenedAt: z.number().optional(),
  gone: z.object({ how: TicketEnd, at: z.number(), into: z.string().optional() }).optional(),
  /** What is promised, as it stood at the last commit. */
  clocks: KeptClocks.optional(),
  /** The clock of older documents; the next commit turns it into `clocks`. */
  responseDue: z.number().optional(),
  breachedAt: z.number().optional(),
  /** The targets that were missed, and why. */
  breaches: z.array(Breach).optional(),
  chain: ChainState.optional(),
  /** It was made here: by whom, for which client, and by the number of the ticket that left it open or by hand, if not from an alert. */
  begun: z
    .object({
      by: Actor,
      client: z.string().optional(),
      follows: z.string().optional(),
      byHand: z.boolean().optional(),
      priority: Priority.optional(),
    })
    .optional(),
  /** The alerts that are linked with it. */
  alerts: z.array(LinkedAlert).optional(),
  /** How far it is on its way to an end that holds, over all its closings. */
  closure: Closure.optional(),
  guide: Guide.optional(),
  log: WorkLog.optional(),
  time: z.array(LoggedTime),
  places: z.array(Place),
});
export type Ticket = z.infer<typeof Ticket>;
