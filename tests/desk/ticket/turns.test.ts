import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextTurn, noTurns, type Turns } from '../../../src/desk/ticket/turns.ts';

type State = Pick<Turns, 'last' | 'had'>;

/** Chance that is the same at every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const START: State = { had: [] };
const PEOPLE = ['ann', 'ben', 'cara', 'dan', 'eve'];

/** Who gets so many tickets, one after the other; `can` are those who can have each. */
function play(turns: readonly (readonly string[])[], random: () => number, again = false): (string | undefined)[] {
  let state = START;
  return turns.map((can) => {
    const turn = nextTurn(can, state, { again, random: random() });
    if (turn) state = { last: turn.picked, had: turn.had };
    return turn?.picked;
  });
}

function countsOf(picked: readonly (string | undefined)[]): Record<string, number> {
  return Object.fromEntries(PEOPLE.map((id) => [id, picked.filter((one) => one === id).length]));
}

const somebody = fc.uniqueArray(fc.constantFrom(...PEOPLE), { maxLength: PEOPLE.length });

test('whoever is picked can have it, and did not have the one before', () => {
  fc.assert(
    fc.property(fc.array(somebody, { maxLength: 60 }), fc.integer(), (turns, seed) => {
      let last: string | undefined;
      for (const [index, picked] of play(turns, chance(seed)).entries()) {
        const can = turns[index] ?? [];
        expect(picked === undefined ? can.filter((id) => id !== last) : [last]).not.toContain(picked);
        expect(picked === undefined || can.includes(picked)).toBe(true);
        expect(picked === undefined && can.some((id) => id !== last)).toBe(false);
        last = picked ?? last;
      }
    }),
  );
});

test('those who can always have one never differ by more than one ticket, whoever else comes and goes', () => {
  fc.assert(
    fc.property(fc.array(somebody, { maxLength: 80 }), fc.integer(), (others, seed) => {
      const steady = ['ann', 'ben', 'cara'];
      const turns = others.map((some) => [...new Set([...steady, ...some])]);
      const picked = play(turns, chance(seed));
      const counts = countsOf(picked);
      const steadyCounts = steady.map((id) => counts[id] ?? 0);
      expect(Math.max(...steadyCounts) - Math.min(...steadyCounts)).toBeLessThanOrEqual(1);
    }),
  );
});

test('10,000 tickets to five people: 2,000 each, and who follows whom is even (each pair 500 ± 75 times)', () => {
  const picked = play(
    Array.from({ length: 10_000 }, () => PEOPLE),
    chance(7),
  );
  expect(countsOf(picked)).toEqual({ ann: 2_000, ben: 2_000, cara: 2_000, dan: 2_000, eve: 2_000 });
  const pairs = Map.groupBy(picked.slice(1), (one, index) => `${picked[index]} ${one}`);
  const sizes = [...pairs.values()].map(({ length }) => length);
  expect([pairs.size, Math.min(...sizes) > 425, Math.max(...sizes) < 575]).toEqual([20, true, true]);
});

test('two take turns; one alone has none after their own, unless that is allowed', () => {
  const two = play([PEOPLE.slice(0, 2), PEOPLE.slice(0, 2), PEOPLE.slice(0, 2), PEOPLE.slice(0, 2)], chance(3));
  expect([two[0] === two[2], two[1] === two[3], two[0] === two[1]]).toEqual([true, true, false]);
  expect(play([['ann'], ['ann'], ['ann']], chance(1))).toEqual(['ann', undefined, undefined]);
  expect(play([['ann'], ['ann'], ['ann']], chance(1), true)).toEqual(['ann', 'ann', 'ann']);
});

test('nobody is picked where nobody can have it, and chance at its edges picks somebody', () => {
  expect(nextTurn([], noTurns('desk'), { again: true, random: 0.5 })).toBeUndefined();
  expect(nextTurn(PEOPLE, START, { again: false, random: 0 })?.picked).toBe('ann');
  expect(nextTurn(PEOPLE, START, { again: false, random: 1 })?.picked).toBe('eve');
});
