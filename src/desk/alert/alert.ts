import { z } from 'zod';
import { AlertTimes } from '../clock/alert-times.ts';
import { Breach } from '../clock/breach-record.ts';
import { ChainState } from '../on-call/chain-state.ts';
import { Place } from '../destination.ts';
import { Actor, Deed } from '../people.ts';
import { Severity } from './severity.ts';
import { LinkedTicket } from '../ticket/link.ts';
import { LoggedTime } from '../time/entry.ts';
import { WorkLog } from '../clock/work-state.ts';

export const Link = z.object({ label: z.string(), url: z.string() });
export type Link = z.infer<typeof Link>;

const Device = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['server', 'workstation', 'unknown']),
  user: z.string().optional(),
  /** What the source keeps about it for the severity rules, by name. Never shown: it may be anything. */
  fields: z.record(z.string(), z.string()).optional(),
});
export type Device = z.infer<typeof Device>;

/** How an alert ended: by itself, by a person at the source, because its row was deleted there, or because we may no longer see it. */
export const AlertEnd = z.enum(['recovered', 'resolved', 'deleted', 'withdrawn']);
export type AlertEnd = z.infer<typeof AlertEnd>;

/** What a source knows of an open alert. Instants are epoch milliseconds. */
export const AlertFacts = z.object({
  title: z.string(),
  message: z.string(),
  /** The source's own grade and kinds, the input of the severity rules. */
  raw: z.string(),
  type: z.string(),
  check: z.string().optional(),
  client: z.string().optional(),
  site: z.string().optional(),
  device: Device.optional(),
  /** The measured value or output, as the source says it now. */
  value: z.string().optional(),
  /** Consecutive failures counted by the source. */
  failures: z.number().optional(),
  startedAt: z.number(),
  /** Present while the source hides the alert for a time; without `until` it is hidden for good. */
  snoozed: z.object({ until: z.number().optional() }).optional(),
  hidden: z.boolean(),
  links: z.array(Link),
});
export type AlertFacts = z.infer<typeof AlertFacts>;

/** What somebody ordered at the source, until it is read back there. `wake` ends a snooze. */
export const AlertOrder = z.object({
  key: z.string(),
  what: z.enum(['snooze', 'wake', 'resolve']),
  until: z.number().optional(),
  reason: z.string().optional(),
  by: Actor,
  at: z.number(),
});
export type AlertOrder = z.infer<typeof AlertOrder>;

/** A maintenance window as it holds an alert back. Instants are epoch milliseconds. */
const Mute = z.object({
  /** The window's reference. */
  window: z.string(),
  by: Actor,
  reason: z.string(),
  since: z.number(),
  /** Absent where only the source knows the end. */
  until: z.number().optional(),
});

/** How soon somebody must have acknowledged or claimed an alert, and what became of that. Instants are epoch milliseconds. */
const AlertResponse = z.object({
  /** Since when nobody has it: when it came, rose, woke, fired again, or an acknowledge was taken back or lapsed. */
  from: z.number(),
  /** The severity whose target counts. */
  severity: Severity,
  /** Absent where there is no target. */
  due: z.number().optional(),
  /** The sentence of the target that holds. */
  because: z.string(),
  /** When nobody had it by then. */
  breachedAt: z.number().optional(),
  metAt: z.number().optional(),
  /** Hundredths of the time of which people were warned. */
  warned: z.array(z.number()).optional(),
  /** When it has to be looked at next: for a warning, or because it is due. */
  lookAt: z.number().optional(),
});
export type AlertResponse = z.infer<typeof AlertResponse>;

/** One episode of a condition: the alert that has one card. */
export const Alert = z.object({
  kind: z.literal('alert'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  source: z.string(),
  /** The source's id of the row that now stands for the alert. */
  row: z.string(),
  /** What is wrong, whatever row reports it: `<source>/check/<device>/<check>`. */
  condition: z.string(),
  episode: z.number(),
  earlier: z.string().optional(),
  facts: AlertFacts,
  severity: Severity,
  because: z.string(),
  firings: z.number(),
  seenAt: z.number(),
  /** No signal read before this instant may change the alert. */
  readAt: z.number(),
  acknowledged: Deed.extend({
    failures: z.number().optional(),
    firings: z.number(),
    remindedAt: z.number().optional(),
  }).optional(),
  claimed: Deed.optional(),
  /** Somebody had acknowledged or claimed it in an earlier firing of this episode. */
  handled: z.boolean().optional(),
  /** Absent while nobody has to answer: it has ended, or is kept quiet. */
  response: AlertResponse.optional(),
  /** The times at which nobody had it by then, and why. */
  breaches: z.array(Breach).optional(),
  chain: ChainState.optional(),
  order: AlertOrder.optional(),
  /** A snooze that was ordered here and is ended from here, on time. */
  snooze: z.object({ by: Actor, at: z.number(), until: z.number(), reason: z.string().optional() }).optional(),
  /** When a snooze was over: the reminder after an acknowledge counts from here. */
  wokenAt: z.number().optional(),
  /** What holds it back now: its places that would be cards stand `muted`. It stays when the alert ends meanwhile. */
  muted: Mute.optional(),
  /** The windows that held it back so far, the latest last. */
  mutedBy: z.array(z.string()).optional(),
  /** What held it back until it was posted. */
  heldBack: Mute.optional(),
  ended: z.object({ how: AlertEnd, at: z.number(), by: Actor.optional() }).optional(),
  ticket: LinkedTicket.optional(),
  log: WorkLog.optional(),
  /** Absent while nobody has answered it and nothing has kept it quiet. */
  times: AlertTimes.optional(),
  time: z.array(LoggedTime),
  places: z.array(Place),
});
export type Alert = z.infer<typeof Alert>;
