import { expect, test } from 'vitest';
import { createBreath } from '../../../src/bot/pump/breath.ts';
import type { Situation, Waiting } from '../../../src/desk/plan.ts';

function situation(behind: readonly Waiting[]): Situation {
  return { now: 0, behind, notices: [], groups: {}, lists: [], recent: 0, postFrom: 0, editFrom: 0 };
}

function waiting(ref: string, isNew = false): Waiting {
  return { ref, rank: 0, since: 0, isNew };
}

test('a card that was just edited takes a breath, others and new messages do not', () => {
  const breath = createBreath();
  const [one, other, fresh] = [waiting('one'), waiting('other'), waiting('fresh', true)];
  breath.edited('one', 100);
  breath.edited('fresh', 100);
  const held = breath.held(situation([one, other, fresh]), 400);
  expect([held.situation.behind, held.wait]).toEqual([[other, fresh], 700]);
  expect(breath.held(situation([one]), 1_100).situation.behind).toEqual([one]);
});

test('nothing waits for a card that needs no edit', () => {
  const breath = createBreath();
  breath.edited('one', 100);
  expect(breath.held(situation([waiting('other')]), 200).wait).toBe(Number.POSITIVE_INFINITY);
});
