import { z } from 'zod';

/** Ours, most urgent first. A source's own grades are turned into these by rules. */
export const severities = ['critical', 'high', 'warning', 'info'] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** 0 is the most urgent. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** A regular expression, without regard to case. One that is none is a mistake of the configuration. */
export const Pattern = z.string().refine(isPattern, 'not a regular expression: write .* where you mean *');

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'i').source !== '';
  } catch {
    return false;
  }
}

/** What a rule may look at. Absent keys match everything; patterns are regular expressions without regard to case. */
export const SeverityMatch = z.strictObject({
  source: z.string().optional(),
  type: z.string().optional(),
  raw: z.string().optional(),
  check: z.array(z.string()).optional(),
  device: z.enum(['server', 'workstation', 'unknown']).optional(),
  client: z.string().optional(),
  site: z.string().optional(),
  agent: z.string().optional(),
  name: Pattern.optional(),
  tier: z.string().optional(),
  /** Custom fields of the agent, each with the value that it must have. */
  fields: z.record(z.string(), z.string()).optional(),
});
export type SeverityMatch = z.infer<typeof SeverityMatch>;

export const SeverityRule = z.strictObject({ when: SeverityMatch, is: Severity, because: z.string().min(1) });
export type SeverityRule = z.infer<typeof SeverityRule>;

/** The facts of an alert that decide how severe it is. `raw` is the source's own word. */
export interface Gravity {
  source: string;
  type: string;
  raw: string;
  check?: string | undefined;
  device: 'server' | 'workstation' | 'unknown';
  client?: string | undefined;
  site?: string | undefined;
  agent?: string | undefined;
  name: string;
  tier?: string | undefined;
  fields?: Readonly<Record<string, string>> | undefined;
}

export interface Graded {
  severity: Severity;
  /** The sentence of the rule that decided, shown under "Why am I seeing this?". */
  because: string;
}

/** The first rule that matches decides; where none does, the alert is high: loud rather than silent. */
export function grade(gravity: Gravity, rules: readonly SeverityRule[]): Graded {
  for (const rule of rules) {
    if (matches(rule.when, gravity)) return { severity: rule.is, because: rule.because };
  }
  return { severity: 'high', because: 'no rule matched, so it is high to be safe' };
}

function matches(when: SeverityMatch, gravity: Gravity): boolean {
  const exact = ['source', 'type', 'raw', 'device', 'client', 'site', 'agent', 'tier'] as const;
  if (exact.some((key) => when[key] !== undefined && when[key] !== gravity[key])) return false;
  if (when.check && !when.check.includes(gravity.check ?? '')) return false;
  if (when.name !== undefined && !new RegExp(when.name, 'i').test(gravity.name)) return false;
  return Object.entries(when.fields ?? {}).every(([name, value]) => gravity.fields?.[name] === value);
}
