import { type Closure, type ClosureStep, closureSteps, NO_CLOSURE, type StepRecord } from './record.ts';
import type { DeskView } from '../decision.ts';
import { clientNamed, type Settings } from '../settings.ts';
import type { Severity } from '../alert/severity.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** An alert that fails now on what the ticket is about. */
export interface Failing {
  ref: string;
  title: string;
  severity: Severity;
  /** Epoch milliseconds. */
  since: number;
  url?: string;
}

export interface StepStand {
  step: ClosureStep;
  isRequired: boolean;
  state: 'open' | 'done' | 'skipped' | 'again';
  record?: StepRecord;
  /** Why it does not hold, or does not hold any more. */
  why?: string;
}

export interface ClosureStand {
  /** What is required first, each part in the order in which it is best done. */
  steps: readonly StepStand[];
  /** The first that is required and not done. */
  next?: StepStand;
  mayClose: boolean;
}

type SettingsView = Pick<DeskView, 'settings'>;

/** Steps that anybody may want to record; the others show where they are required. */
const ALWAYS: ReadonlySet<ClosureStep> = new Set([
  'verified',
  'code',
  'cause',
  'alerts',
  'summary',
  'billable',
  'runbook',
  'follow-on',
]);

export function closureOf(ticket: Pick<Ticket, 'closure'>): Closure {
  return ticket.closure ?? NO_CLOSURE;
}

/** The steps without which this ticket is not closed. */
function requiredSteps(ticket: Ticket, { settings }: SettingsView): readonly ClosureStep[] {
  const rule = settings.closure.rules.find(({ when }) => {
    if (when.client !== undefined && when.client !== ticket.client) return false;
    if (when.tier !== undefined && when.tier !== clientNamed(ticket.client, settings)?.tier) return false;
    if (when.mailbox !== undefined && when.mailbox !== ticket.facts.mailbox.name) return false;
    if (when.category !== undefined && when.category !== ticket.category) return false;
    return !when.priority || when.priority.includes(ticket.priority);
  });
  return (rule?.steps ?? []).filter((step) => step !== 'csat' || settings.closure.csat !== undefined);
}

/** How far the ticket is on its way to a closure that holds. */
export function closureStand(ticket: Ticket, failing: readonly Failing[], view: SettingsView): ClosureStand {
  const required = new Set(requiredSteps(ticket, view));
  const { steps: records } = closureOf(ticket);
  const stands = closureSteps
    .filter((step) => required.has(step) || records[step] !== undefined || isOffered(step, view.settings))
    .map((step) => ({ ...standOf(step, ticket, failing), isRequired: required.has(step) }));
  const missing = stands.filter(({ isRequired, state }) => isRequired && state !== 'done' && state !== 'skipped');
  const [next] = missing;
  return {
    steps: [...stands.filter(({ isRequired }) => isRequired), ...stands.filter(({ isRequired }) => !isRequired)],
    ...(next ? { next } : {}),
    mayClose: missing.length === 0,
  };
}

function isOffered(step: ClosureStep, settings: Settings): boolean {
  return ALWAYS.has(step) || (step === 'csat' && settings.closure.csat !== undefined);
}

function standOf(step: ClosureStep, ticket: Ticket, failing: readonly Failing[]): Omit<StepStand, 'isRequired'> {
  const record = closureOf(ticket).steps[step];
  if (step === 'alerts') return alertsStand(record, failing);
  if (!record) return { step, state: 'open' };
  const why = record.is === 'again' ? undefined : whyAgain(step, record, ticket);
  if (record.is === 'again' || why !== undefined) return { step, state: 'again', record, ...(why ? { why } : {}) };
  return { step, state: record.is, record };
}

/** Computed from what fails now. A skip covers the alerts that were there when it was given, and no later one. */
function alertsStand(record: StepRecord | undefined, failing: readonly Failing[]): Omit<StepStand, 'isRequired'> {
  const step = 'alerts';
  const covered = new Set((record?.is === 'skipped' ? (record.said['refs'] ?? '') : '').split(' '));
  const worst = failing.find(({ ref }) => !covered.has(ref));
  if (worst) return { step, state: 'open', why: `${worst.title} fails` };
  return failing.length > 0 && record ? { step, state: 'skipped', record } : { step, state: 'done' };
}

function whyAgain(step: ClosureStep, record: StepRecord, ticket: Ticket): string | undefined {
  if (step === 'verified' && (ticket.facts.lastCustomerAt ?? 0) > Number(record.said['customerAt'] ?? 0))
    return 'the customer wrote after that';
  if (step === 'csat' && record.is === 'done' && !summaryGoes(ticket))
    return 'it goes with the summary, and none is to be sent';
  return undefined;
}

/** Is there a summary that the customer is to get? */
export function summaryGoes(ticket: Pick<Ticket, 'closure'>): boolean {
  const summary = closureOf(ticket).steps.summary;
  return summary?.is === 'done' && summary.said['send'] === 'yes';
}

/** The customer's last word as a number that two reads can be compared by. */
export function customerAt({ facts }: Pick<Ticket, 'facts'>): number {
  return facts.lastCustomerAt ?? 0;
}
