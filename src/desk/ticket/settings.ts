import { z } from 'zod';
import { Duration, LENGTH } from '../clock/duration.ts';
import { Matrix, Priority } from './priority.ts';
import { Pattern } from '../alert/severity.ts';
import { StageSettings } from './stage.ts';
import { TellSetting } from './tell-settings.ts';

/** Every key that is there must hold. */
export const TicketMatch = z.strictObject({
  client: z.string().optional(),
  tier: z.string().optional(),
  mailbox: z.string().optional(),
  subject: Pattern.optional(),
});
export type TicketMatch = z.infer<typeof TicketMatch>;

const PriorityRule = z.strictObject({ when: TicketMatch, is: Priority, because: z.string().min(1) });

const CategoryRule = z.strictObject({ when: TicketMatch, is: z.string().min(1).max(60) });

const Patience = z.union([z.literal('never'), Duration], { error: `never, or ${LENGTH}` });

/** Somebody by name or address, with the working hours in which they are on duty where they have hours of their own. */
const OnDuty = z.strictObject({ name: z.string().min(1), calendar: z.string().optional() });

/** Who gets a ticket that arrives and that nobody has. */
const AssignSettings = z.strictObject({
  /** Empty for all. */
  mailboxes: z.array(z.string()).default([]),
  priorities: z.array(Priority).default([]),
  /** Empty for everybody who may work here. */
  who: z.array(OnDuty).default([]),
  /** The working hours of those who have none of their own; absent for round the clock. */
  calendar: z.string().optional(),
  /** Whoever has so many open tickets gets no more by turn. */
  most: z.int().positive().optional(),
  /** Whoever is alone may have two in a row. */
  again: z.boolean().default(false),
});

/** What happens to tickets as they arrive and as they wait. */
export const TicketSettings = z
  .strictObject({
    priority: Priority.default('P3'),
    priorities: z.array(PriorityRule).default([]),
    matrix: Matrix,
    stages: StageSettings,
    /** For so long a reply to a customer can be taken back before it is sent. */
    undo: Duration.prefault('10s'),
    /** A ticket that nobody has acknowledged, claimed or answered rings once more after this much working time. */
    remindAfter: Patience.prefault('30m'),
    /** A ticket in progress in which nothing happened for this much working time after our own word waits for the customer. */
    awaitAfter: Patience.default('never'),
    /** Absent: tickets are given to nobody by turn. */
    assign: AssignSettings.optional(),
    /** What customers are told by mail, in the name of whoever has the ticket. */
    tell: z.array(TellSetting).default([]),
    /** What a ticket is about: the first rule that matches. */
    categories: z.array(CategoryRule).default([]),
  })
  .prefault({});
