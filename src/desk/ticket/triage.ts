import { z } from 'zod';
import { Actor } from '../people.ts';
import { Impact, Priority, Urgency } from './priority.ts';
import type { Settings } from '../settings.ts';

/** How urgent somebody found a ticket, and why. */
export const Triage = z.object({
  /** Names the form it came by: sent twice it counts once. */
  key: z.string(),
  impact: Impact,
  urgency: Urgency,
  priority: Priority,
  /** What the matrix said. */
  matrix: Priority,
  by: Actor,
  at: z.number(),
  why: z.string().optional(),
});
export type Triage = z.infer<typeof Triage>;

export const IMPACTS: Readonly<Record<Impact, string>> = {
  user: 'One user',
  team: 'A team',
  site: 'A whole site',
  everyone: 'Everyone, or a system the business stands on',
};

export const URGENCIES: Readonly<Record<Urgency, string>> = {
  wait: 'It can wait',
  hampered: 'They are hampered',
  stopped: 'Work stops',
};

const SHORT_IMPACTS: Readonly<Record<Impact, string>> = {
  user: 'one user',
  team: 'a team',
  site: 'a whole site',
  everyone: 'everyone',
};

const SHORT_URGENCIES: Readonly<Record<Urgency, string>> = {
  wait: 'can wait',
  hampered: 'hampered',
  stopped: 'work stops',
};

export function priorityBy(
  { impact, urgency }: Pick<Triage, 'impact' | 'urgency'>,
  { tickets }: Pick<Settings, 'tickets'>,
): Priority {
  return tickets.matrix[impact][urgency];
}

/** Impact and urgency in a few words. */
export function triageWords({ impact, urgency }: Pick<Triage, 'impact' | 'urgency'>): string {
  return `${SHORT_IMPACTS[impact]}, ${SHORT_URGENCIES[urgency]}`;
}

/** Why a priority does not seem to fit what was found, a sentence each; none where it fits. */
export function misfitsOf(triage: Pick<Triage, 'impact' | 'urgency' | 'priority' | 'matrix'>): string[] {
  const { impact, priority, matrix } = triage;
  const isWide = impact === 'site' || impact === 'everyone';
  return [
    ...(priority === matrix ? [] : [`The matrix says ${matrix} for this (${triageWords(triage)}).`]),
    ...(priority === 'P1' && impact === 'user' ? ['P1 has everybody drop what they do, and this is one user.'] : []),
    ...(priority === 'P4' && isWide ? [`P4 waits for all else, and this is ${SHORT_IMPACTS[impact]}.`] : []),
  ];
}
