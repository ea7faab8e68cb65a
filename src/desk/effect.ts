import { z } from 'zod';

/** What a ticket is after something was written in it. */
const Afterwards = z.object({
  /** Absent: as it was. */
  status: z.enum(['active', 'pending', 'closed']).optional(),
  /** The customer's last word that whoever ordered it had seen (epoch milliseconds): after a newer one nothing is written. */
  customerAt: z.number().optional(),
});

/**
 * Something that has to be done at another system, kept in the outbox until its outcome is committed.
 * `job` is the name of the job that does it; the key is looked up at the target before anything is sent again.
 */
export const Effect = z.discriminatedUnion('job', [
  z.object({
    job: z.literal('write-back'),
    key: z.string(),
    ref: z.string(),
    system: z.string(),
    /** Not before this instant. */
    after: z.number().optional(),
    write: z.discriminatedUnion('verb', [
      z.object({
        verb: z.literal('assign'),
        row: z.string(),
        /** The source's user, or null for nobody. */
        to: z.string().nullable(),
        /** Who has it while it is ordered: with anybody else in between the order is lost. */
        from: z.string().nullable(),
        /** In whose name it is written. */
        by: z.string(),
      }),
      z.object({ verb: z.literal('snooze'), row: z.string(), until: z.number() }),
      z.object({ verb: z.literal('wake'), row: z.string() }),
      z.object({ verb: z.literal('resolve'), row: z.string() }),
      z.object({ verb: z.literal('run-checks'), on: z.string() }),
      /** `by` is an account of the system, or what it knows a person by. */
      z.object({ verb: z.literal('note'), on: z.string(), text: z.string(), by: z.string(), ...Afterwards.shape }),
      /** Mailed to the customer. */
      z.object({
        verb: z.literal('reply'),
        row: z.string(),
        text: z.string(),
        by: z.string(),
        /** From a template: sent on a closed ticket as well, and no answer that anybody waited for. */
        told: z.boolean().optional(),
        ...Afterwards.shape,
      }),
      z.object({
        verb: z.literal('status'),
        row: z.string(),
        by: z.string(),
        ...Afterwards.required({ status: true }).shape,
      }),
    ]),
  }),
  /** The alert that `ref` names holds what is to be written. */
  z.object({ job: z.literal('make-ticket'), key: z.string(), ref: z.string(), system: z.string() }),
  /** Who gets the ticket by turn is decided when it is done. */
  z.object({ job: z.literal('assign-turn'), key: z.string(), ref: z.string(), system: z.string() }),
  z.object({ job: z.literal('log-time'), key: z.string(), ref: z.string() }),
  z.object({ job: z.literal('bulk'), key: z.string(), ref: z.string() }),
  z.object({ job: z.literal('undo-time'), key: z.string(), ref: z.string() }),
]);
export type Effect = z.infer<typeof Effect>;
export type EffectJob = Effect['job'];
export type Write = Extract<Effect, { job: 'write-back' }>['write'];
