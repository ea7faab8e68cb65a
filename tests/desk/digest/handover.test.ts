import { expect, test } from 'vitest';
import { handoverCard } from '../../../src/desk/digest/handover-card.ts';
import { noteHandover, takeOver } from '../../../src/desk/digest/handover-command.ts';
import type { Handover } from '../../../src/desk/digest/handover.ts';
import { ANN, actor, BEN, changed, NOW, view } from '../build.ts';

const MADE: Handover = {
  kind: 'handover',
  schema: 1,
  ref: 'handover/2026-11-02-0800-0-0',
  revision: 1,
  by: { name: 'Deskbell', via: 'clock' },
  at: NOW,
  since: NOW,
  to: [],
  rows: [],
  places: [],
};

test('what the desk made by itself takes notes of several people, none is lost, and the same one counts once', () => {
  const first = changed(noteHandover(MADE, actor(ANN), 'The switch hums.', view())).item;
  expect(first.by.name).toBe('Ann Baker');
  const second = changed(noteHandover(first, actor(BEN), 'Carla calls at nine.', view())).item;
  expect(second).toMatchObject({
    by: { name: 'Ann Baker' },
    note: 'The switch hums. · Ben Cole: Carla calls at nine.',
  });
  expect(noteHandover(second, actor(BEN), 'Carla calls at nine.', view()).is).toBe('unchanged');
});

test('after somebody has taken over there is nothing to add, and no button offers it', () => {
  expect(handoverCard(MADE).actions.map(({ verb }) => verb)).toEqual(['handover-take', 'handover-note']);
  const taken = changed(takeOver(MADE, actor(BEN), view())).item;
  expect(noteHandover(taken, actor(ANN), 'Too late.', view())).toMatchObject({
    is: 'refused',
    sentence: expect.stringContaining('Ben Cole took over already'),
  });
  expect(handoverCard(taken).actions).toEqual([]);
});
