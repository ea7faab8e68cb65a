import { z } from 'zod';
import { Actor } from '../people.ts';

export const TimeState = z.enum(['waiting', 'saved', 'refused', 'undone']);
export type TimeState = z.infer<typeof TimeState>;

/** What the time book's own people have done with a draft; `gone`: they deleted or cancelled it. Absent: a draft, as far as is known. */
const SheetStanding = z.enum(['submitted', 'gone']);

/** Time as it is shown on the card of an alert or a ticket. */
export const LoggedTime = z.object({
  key: z.string(),
  by: Actor,
  hours: z.number(),
  state: TimeState,
  /** Why it waits, and since when (epoch milliseconds). */
  trouble: z.string().optional(),
  since: z.number().optional(),
  withdrawn: z.boolean().optional(),
  standing: SheetStanding.optional(),
  /** The sheet in the time book. */
  draft: z.object({ name: z.string(), url: z.string().optional() }).optional(),
});
export type LoggedTime = z.infer<typeof LoggedTime>;

/** What a person wants to have written into the time book. Instants are epoch milliseconds. */
export const TimeWish = z.object({
  key: z.string(),
  person: z.object({ id: z.string(), name: z.string(), email: z.string().optional(), account: z.string().optional() }),
  customer: z.object({ id: z.string(), name: z.string() }),
  /** 0.25 to 24 in steps of 0.25. */
  hours: z.number(),
  /** When it began, where somebody said so: then it is written there or refused. Absent: as late as it fits before `endsAt`. */
  startsAt: z.number().optional(),
  endsAt: z.number(),
  text: z.string(),
  billable: z.boolean(),
  activity: z.string(),
  /** What the book files it under, where the client's contract says so. */
  project: z.string().optional(),
  /** `day`: into the person's draft of that day and customer, if there is one that Deskbell began; else a sheet of its own. */
  sheet: z.enum(['own', 'day']).optional(),
  /** Billing rate an hour, where the client's tier sets one for after hours. */
  rate: z.number().optional(),
});
export type TimeWish = z.infer<typeof TimeWish>;

/** One logged time with its way into the time book. */
export const TimeEntry = z.object({
  kind: z.literal('time'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  wish: TimeWish,
  /** The alert or ticket it was logged on. */
  about: z.string().optional(),
  at: z.number(),
  state: TimeState,
  /** The draft in the time book, once it is there. */
  saved: z.object({ name: z.string(), url: z.string().optional(), from: z.string(), to: z.string() }).optional(),
  standing: SheetStanding.optional(),
  /** Why it is waiting or was refused, in plain words. */
  trouble: z.string().optional(),
  /** Since when it has been waiting for whatever reason (epoch milliseconds). */
  since: z.number().optional(),
  /** Its person took it back, and the book has yet to hear of it: it is not sent, or removed there. */
  withdrawn: z.boolean().optional(),
});
export type TimeEntry = z.infer<typeof TimeEntry>;

const HOUR = 3_600_000;

/** The span that was worked, as far as it is known here: without a given beginning it is as late as it can be. */
export function workedIn({ hours, startsAt, endsAt }: TimeWish): { from: number; to: number } {
  const from = startsAt ?? endsAt - hours * HOUR;
  return { from, to: from + hours * HOUR };
}

/** Does it count as logged? What its person took back does not, also where the book has yet to hear of it, nor what was deleted there. */
export function isLogged({
  state,
  withdrawn,
  standing,
}: Pick<LoggedTime, 'state' | 'withdrawn' | 'standing'>): boolean {
  return state !== 'undone' && withdrawn !== true && standing !== 'gone';
}

/** Is it in the book, and nobody has submitted it, as far as is known? */
export function isDraft({ state, withdrawn, standing }: TimeEntry): boolean {
  return state === 'saved' && withdrawn !== true && standing === undefined;
}

/** Is it logged, and not in the book? */
export function isUnsettled(entry: TimeEntry): boolean {
  return isLogged(entry) && entry.state !== 'saved';
}
