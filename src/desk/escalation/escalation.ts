import { z } from 'zod';
import { mayShow } from '../routing.ts';
import { Destination } from '../destination.ts';
import type { DeskView } from '../decision.ts';
import { Actor, type Person } from '../people.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { oneLine } from '../text.ts';

/** What whoever takes over must not find out again. */
export const EscalationFacts = z.object({
  symptom: z.string(),
  reproduction: z.string(),
  diagnostics: z.string(),
  ruledOut: z.string(),
});
export type EscalationFacts = z.infer<typeof EscalationFacts>;
export type EscalationFact = keyof EscalationFacts;

export const Escalation = z.object({
  by: Actor,
  at: z.number(),
  facts: EscalationFacts,
  /** Who was chosen, where somebody was. */
  to: z.object({ person: z.string(), name: z.string() }).optional(),
  /** Keys of the forms that were sent, the newest last: each counts once. */
  keys: z.array(z.string()),
  /** The second tier's channels, as far as they may show it. */
  places: z.array(Destination),
});
export type Escalation = z.infer<typeof Escalation>;

export const FACTS: Readonly<Record<EscalationFact, string>> = {
  symptom: 'Symptom',
  reproduction: 'How to reproduce it',
  diagnostics: 'Diagnostics run',
  ruledOut: 'Causes ruled out',
};

export const factNames = ['symptom', 'reproduction', 'diagnostics', 'ruledOut'] as const;

/** Fewer letters and digits than this tell nobody anything. */
const LEAST = 4;

/** What people type into a field that must not be empty. */
const FILLERS = new Set(
  'none nothing null void empty todo same ditto unknown dunno tests test blah later asdf qwerty idk nope nil notapplicable seeabove asabove notyet noidea notsure dontknow notany notdone notrun keine nichts unbekannt'.split(
    ' ',
  ),
);

const ASKS: Readonly<Record<EscalationFact, string>> = {
  symptom: 'Say what the customer sees.',
  reproduction: 'Say how it is brought about, or what was tried in vain to bring it about.',
  diagnostics: 'Say what was run and what it showed.',
  ruledOut: 'Say what it is not, and how you know.',
};

/** What is missing, field by field; nothing where all is said. */
export function missingFacts(facts: EscalationFacts): Partial<Record<EscalationFact, string>> {
  return Object.fromEntries(factNames.filter((name) => isFiller(facts[name])).map((name) => [name, ASKS[name]]));
}

function isFiller(text: string): boolean {
  const letters = lettersOf(text);
  const isOneSign = new Set(letters).size < 2;
  return Array.from(letters).length < LEAST || isOneSign || FILLERS.has(letters);
}

function lettersOf(text: string): string {
  return oneLine(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Does one of them say something that the other facts did not? */
export function saysMore(now: EscalationFacts, before: EscalationFacts): boolean {
  return factNames.some((name) => lettersOf(now[name]) !== lettersOf(before[name]));
}

/** The people of the second tier. */
export function secondTier({ people, settings }: Pick<DeskView, 'people' | 'settings'>): Person[] {
  const { roles, people: names } = settings.escalation;
  return people.filter((person) => roles.includes(person.role) || names.some((name) => isNamed(person, name)));
}

/** The second tier's channels, apart by whether the client wall lets them show it. */
export function tierChannels(
  client: string | undefined,
  { settings }: Pick<DeskView, 'settings'>,
): { open: Destination[]; walled: Destination[] } {
  const { to } = settings.escalation;
  const open = to.filter((destination) => mayShow(client, destination, settings));
  return { open, walled: to.filter((destination) => !open.includes(destination)) };
}
