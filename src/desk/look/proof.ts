import { z } from 'zod';
import type { Alert } from '../alert/alert.ts';
import { type Card, NO_ITEM, plainCard } from '../card.ts';
import { isOpen, type WorkItem } from '../item.ts';
import type { AlertSignal, Signal, TicketSignal } from '../signal.ts';
import { type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * Where a count at the source did not find what the desk holds. `unknown`: open there, not here; `over`: open here, not there;
 * `different`: open on both sides, and not the same; `untold`: open here, and the source says nothing of it; `astray`: the
 * desk's own books do not add up.
 */
const Difference = z.object({
  what: z.enum(['unknown', 'over', 'different', 'untold', 'astray']),
  ref: z.string(),
  title: z.string(),
  client: z.string().optional(),
  /** A clause: what the source says and what the desk said. */
  says: z.string(),
  /** Is it equal now? */
  mended: z.boolean(),
});
export type Difference = z.infer<typeof Difference>;

/** One count, item by item. Instants are epoch milliseconds. */
export const Proof = z.object({
  at: z.number(),
  /** What is open at the source; for the desk itself, what was seen in the span that was balanced. */
  counted: z.number(),
  /** How many differences were found; the first of them are kept. */
  found: z.number(),
  differences: z.array(Difference),
});
export type Proof = z.infer<typeof Proof>;

/** The last count at a source, and why the one after it has not come about. */
export const ProofState = z.object({
  proof: Proof.optional(),
  /** The local date for which it was made. */
  day: z.string().optional(),
  failing: z.object({ since: z.number(), triedAt: z.number(), sentence: z.string() }).optional(),
});
export type ProofState = z.infer<typeof ProofState>;

type Told = Pick<Difference, 'what' | 'says'>;

/** What the desk holds against what the source says of the same thing; undefined where they agree. `source` is what people call it. */
export function differenceOf(held: WorkItem | undefined, signal: Signal, source: string): Told | undefined {
  if (signal.kind === 'alert') return held?.kind === 'ticket' ? undefined : alertDifference(held, signal, source);
  return held?.kind === 'alert' ? undefined : ticketDifference(held, signal, source);
}

function alertDifference(held: Alert | undefined, signal: AlertSignal, source: string): Told | undefined {
  const { seen } = signal;
  if (seen.state === 'ended') {
    if (!held || held.ended || held.row !== signal.row) return undefined;
    return { what: 'over', says: `${source} says that it is ${seen.how}, here it was open` };
  }
  if (!held) return { what: 'unknown', says: `open in ${source}, and unknown here` };
  const { facts } = seen;
  if (held.row !== signal.row && facts.startedAt < held.facts.startedAt) return undefined;
  if (held.ended) return { what: 'unknown', says: `open in ${source}, and over here` };
  const differing = [
    ...(facts.raw === held.facts.raw ? [] : [`${source} calls it ${facts.raw}, here it was ${held.facts.raw}`]),
    ...unlike(facts.snoozed !== undefined, held.facts.snoozed !== undefined, 'snoozed', source),
    ...unlike(facts.hidden, held.facts.hidden, 'hidden', source),
    ...(held.row === signal.row ? [] : [`it fired anew in ${source}`]),
  ];
  return differing.length === 0 ? undefined : { what: 'different', says: differing.join('; ') };
}

function unlike(there: boolean, here: boolean, what: string, source: string): string[] {
  if (there === here) return [];
  return [there ? `${what} in ${source}, here it was not` : `not ${what} in ${source}, here it was`];
}

function ticketDifference(held: Ticket | undefined, signal: TicketSignal, source: string): Told | undefined {
  const { seen } = signal;
  if (seen.state === 'gone') {
    if (!held || held.gone) return undefined;
    return isOpen(held) ? { what: 'over', says: `${seen.how} in ${source}, here it was open` } : undefined;
  }
  const { facts } = seen;
  const openThere = facts.status === 'active' || facts.status === 'pending';
  if (!held) return openThere ? { what: 'unknown', says: `open in ${source}, and unknown here` } : undefined;
  if (openThere && !isOpen(held)) return { what: 'unknown', says: `open in ${source}, and over here` };
  if (!openThere && isOpen(held)) return { what: 'over', says: `${facts.status} in ${source}, here it was open` };
  if (!openThere) return undefined;
  const differing = [
    ...(facts.status === held.facts.status ? [] : [`${facts.status} in ${source}, here ${held.facts.status}`]),
    ...(held.intent || facts.assignee?.id === held.facts.assignee?.id
      ? []
      : [`${facts.assignee?.name ?? 'nobody'} has it in ${source}, here ${held.facts.assignee?.name ?? 'nobody'}`]),
    ...(facts.mailbox.id === held.facts.mailbox.id ? [] : [`in the mailbox ${facts.mailbox.name}`]),
    ...(facts.subject === held.facts.subject ? [] : ['with another subject']),
  ];
  return differing.length === 0 ? undefined : { what: 'different', says: differing.join('; ') };
}

/** Did that happen so lately (epoch milliseconds) that no poll could have brought it yet? A deletion has no time of its own. */
export function isNews(signal: Signal, since: number): boolean {
  const { seen } = signal;
  if (seen.state === 'open') return seen.facts.startedAt >= since;
  if (seen.state === 'there') return seen.facts.updatedAt >= since;
  return seen.how !== 'deleted' && seen.at >= since;
}

export function titleFor(item: WorkItem): string {
  return item.kind === 'alert' ? oneLine(item.facts.title) : `#${item.facts.number} ${oneLine(item.facts.subject)}`;
}

const DONE: Record<Difference['what'], string> = {
  unknown: 'taken in now',
  over: 'read again and settled',
  different: 'taken over from there',
  untold: 'asked for again at the next poll',
  astray: 'put in order',
};

/** What differed and what was done. */
export function differenceLine({ what, title, says, mended }: Difference): Line {
  return [{ bold: title }, `: ${says}; ${mended ? DONE[what] : 'not mended yet'}`];
}

/** How the last count at a source ended, in one line. */
export function proofLine(title: string, state: ProofState): Line {
  const { proof, failing } = state;
  if (failing) return ['❌ ', ...proofWords(title, state)];
  return [proof?.found === 0 ? '✅ ' : '⚠️ ', ...proofWords(title, state)];
}

/** The same without its mark. */
export function proofWords(title: string, { proof, failing }: ProofState): Line {
  if (failing) {
    const since: Line = [{ at: failing.since, as: 'clock' }];
    return [`${title} could not be counted since `, ...since, `: ${failing.sentence} It is tried again.`];
  }
  if (!proof) return [`${title} has not been counted yet: that is done at night.`];
  const when: Line = [`${title}: `, { at: proof.at, as: 'clock' }, `, ${proof.counted} counted, `];
  if (proof.found === 0) return [...when, 'no difference'];
  const open = proof.differences.filter(({ mended }) => !mended).length;
  return [...when, `${differ(proof.found)}, ${open === 0 ? 'all mended' : `${open} not mended yet`}`];
}

function differ(count: number): string {
  return count === 1 ? '1 difference' : `${count} differences`;
}

/** Differences that are named in a message; all that are kept are a button away. */
const MOST_NAMED = 6;

/** What a count found, for the channels. `id` is the source's. */
export function proofCard(id: string, title: string, proof: Proof): Card {
  const named = proof.differences.slice(0, MOST_NAMED);
  return plainCard({
    tone: proof.differences.every(({ mended }) => mended) ? 'warning' : 'critical',
    title: `The count at ${title} found ${differ(proof.found)}`,
    lines: [
      ['What is open there was held against what is open here, item by item.'],
      ...named.map((one): Line => ['• ', ...differenceLine(one)]),
      ...(proof.found > named.length ? [[`and ${proof.found - named.length} more`]] : []),
    ],
    actions: [{ verb: 'proof', label: `Show ${proof.differences.length}`, ref: NO_ITEM, with: `${id}.1` }],
  });
}
