import { z } from 'zod';

/** Who had a turn: one document a ticket system, changed together with the ticket that was given away. */
export const Turns = z.object({
  kind: z.literal('turns'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  /** Who had the turn before, and those who had one in this round, by their ids. */
  last: z.string().optional(),
  had: z.array(z.string()),
  at: z.number(),
});
export type Turns = z.infer<typeof Turns>;

export function turnsRef(source: string): string {
  return `turns/${source}`;
}

/** As it is before the first turn. */
export function noTurns(source: string): Turns {
  return { kind: 'turns', schema: 1, ref: turnsRef(source), revision: 0, had: [], at: 0 };
}

/**
 * One of those who can have it, at random: never whoever had the turn before, and nobody a second time before all the others
 * who can have had theirs. With `again`, whoever is alone may have two in a row. `random` is at least 0 and less than 1.
 */
export function nextTurn(
  can: readonly string[],
  { last, had }: Pick<Turns, 'last' | 'had'>,
  { again, random }: { again: boolean; random: number },
): { picked: string; had: string[] } | undefined {
  const others = can.filter((id) => id !== last);
  const choice = others.length > 0 || !again ? others : can;
  const fresh = choice.filter((id) => !had.includes(id));
  const round = fresh.length > 0 ? had : had.filter((id) => !can.includes(id));
  const among = fresh.length > 0 ? fresh : choice;
  const picked = among[Math.min(Math.floor(random * among.length), among.length - 1)];
  return picked === undefined ? undefined : { picked, had: [...round.filter((id) => id !== picked), picked] };
}
