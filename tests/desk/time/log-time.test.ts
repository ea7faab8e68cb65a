import { expect, test } from 'vitest';
import { newTimeEntry, noteTime, settleTime, standTime, undoTime } from '../../../src/desk/time/log-time.ts';
import type { TimeEntry, TimeWish } from '../../../src/desk/time/entry.ts';
import { actor, anAlert, ANN, BEN, changed, CHANNEL, frozen, MINUTE, NOW, view } from '../build.ts';

const WISH: TimeWish = {
  key: 'k1',
  person: { id: ANN.id, name: ANN.name },
  customer: { id: 'ACME', name: 'Acme' },
  hours: 1.5,
  endsAt: NOW,
  text: 'Replaced the disk',
  billable: true,
  activity: 'Execution',
};
const SAVED = { name: 'TS-0001', from: '09:00', to: '10:30' };

function entry(state: TimeEntry['state'] = 'waiting'): TimeEntry {
  const made = newTimeEntry(WISH, 'rmm/check/dc01/3/1', view()).item;
  return { ...made, revision: 1, state, ...(state === 'saved' ? { saved: SAVED } : {}) };
}

test('an entry is kept under the key of its form, and its effect under the same', () => {
  const { item, effects } = newTimeEntry(WISH, undefined, view());
  expect(item).toEqual({ kind: 'time', schema: 1, ref: 'time/k1', revision: 0, wish: WISH, at: NOW, state: 'waiting' });
  expect(effects).toEqual([{ job: 'log-time', key: 'log-time-k1', ref: 'time/k1' }]);
});

test('saved, and the trouble before it is forgotten', () => {
  const waiting = changed(settleTime(entry(), { state: 'waiting', trouble: 'The Book is away.' }, view())).item;
  expect(waiting.trouble).toBe('The Book is away.');
  expect(settleTime(waiting, { state: 'waiting', trouble: 'The Book is away.' }, view())).toEqual({ is: 'unchanged' });
  const saved = changed(settleTime(frozen(waiting), { state: 'saved', saved: SAVED }, view())).item;
  expect([saved.state, saved.saved, saved.trouble]).toEqual(['saved', SAVED, undefined]);
});

test('a refused entry is kept, and whoever logged it is asked to correct it', () => {
  const refused = changed(settleTime(entry(), { state: 'refused', sentence: 'Overlaps TS-0009.' }, view()));
  expect(refused.item).toMatchObject({ state: 'refused', trouble: 'Overlaps TS-0009.' });
  expect(refused.notices.map(({ destination, loud, card }) => [destination, loud, card.title, card.actions])).toEqual([
    [
      'chat:@A1',
      true,
      'The Book refused 1.5 h for Acme',
      [
        { verb: 'correct-time', label: 'Correct', style: 'primary' },
        { verb: 'undo-time', label: 'Drop', confirm: 'Drop it? Then these 1.5 h are not logged.' },
      ],
    ],
  ]);
});

test('a draft that could not be taken back is still saved, and there is nothing to correct', () => {
  const refused = changed(settleTime(entry('saved'), { state: 'refused', sentence: 'It was submitted.' }, view()));
  expect(refused.item.state).toBe('saved');
  expect(refused.notices.map(({ card }) => [card.title, card.actions])).toEqual([
    ['The Book did not take back 1.5 h for Acme', []],
  ]);
});

test('undo: by whoever logged it, when it is written, and once', () => {
  expect(undoTime(entry('saved'), actor(BEN), view())).toEqual({
    is: 'refused',
    sentence: 'This is the time of Ann Baker.',
  });
  expect(undoTime(entry('undone'), actor(ANN), view())).toEqual({ is: 'unchanged' });
  const dropped = changed(undoTime(frozen(entry('refused')), actor(ANN), view()));
  expect([dropped.item.state, dropped.effects]).toEqual(['undone', []]);
  const ordered = changed(undoTime(frozen(entry('saved')), actor(ANN), view()));
  expect([ordered.item.state, ordered.effects]).toEqual([
    'saved',
    [{ job: 'undo-time', key: 'undo-time-k1', ref: 'time/k1' }],
  ]);
});

test('a draft that is taken back says so until it is gone, or until the book refuses', () => {
  const ordered = changed(undoTime(frozen(entry('saved')), actor(ANN), view())).item;
  expect(ordered.withdrawn).toBe(true);
  expect(undoTime(ordered, actor(ANN), view())).toEqual({ is: 'unchanged' });
  const card = noteTime(frozen(anAlert()), ordered, view());
  expect(card?.item.time).toMatchObject([{ state: 'saved', withdrawn: true }]);
  const kept = changed(settleTime(frozen(ordered), { state: 'refused', sentence: 'It was submitted.' }, view())).item;
  expect([kept.state, kept.withdrawn]).toEqual(['saved', undefined]);
});

test('a sheet that was submitted is told once, and is not to be taken back here', () => {
  const told = { name: 'TS-0001', standing: 'submitted' as const };
  const stood = changed(standTime(frozen(entry('saved')), told, view())).item;
  expect(stood.standing).toBe('submitted');
  expect(standTime(stood, told, view())).toEqual({ is: 'unchanged' });
  expect(undoTime(stood, actor(ANN), view())).toEqual({
    is: 'refused',
    sentence: 'TS-0001 is submitted in The Book already: ask accounting to cancel it.',
  });
  for (const other of [entry('waiting'), entry('refused'), { ...entry('saved'), withdrawn: true }])
    expect(standTime(other, told, view())).toEqual({ is: 'unchanged' });
  expect(standTime(entry('saved'), { ...told, name: 'TS-0002' }, view())).toEqual({ is: 'unchanged' });
});

test('the card of what is over keeps quiet about what became of the sheet', () => {
  const before = noteTime(frozen(anAlert()), entry('saved'), view())?.item ?? anAlert();
  const submitted = { ...entry('saved'), standing: 'submitted' as const };
  const open = noteTime(frozen(before), submitted, view());
  const over = noteTime(frozen({ ...before, ended: { at: NOW, how: 'recovered' as const } }), submitted, view());
  expect([open?.silent, over?.silent, over?.item.time[0]?.standing]).toEqual([undefined, true, 'submitted']);
});

test('one that waits is taken back without being sent, and removed where it was under way', () => {
  const removal = { job: 'undo-time', key: 'undo-time-k1', ref: 'time/k1' };
  const taken = changed(undoTime(frozen(entry('waiting')), actor(ANN), view()));
  expect([taken.item.state, taken.item.withdrawn, taken.effects]).toEqual(['waiting', true, [removal]]);
  expect(undoTime(taken.item, actor(ANN), view())).toEqual({ is: 'unchanged' });
  const late = changed(settleTime(frozen(taken.item), { state: 'saved', saved: SAVED }, view()));
  expect([late.item.state, late.item.withdrawn, late.item.saved, late.effects]).toEqual([
    'waiting',
    true,
    SAVED,
    [removal],
  ]);
  const gone = changed(settleTime(frozen(late.item), { state: 'undone' }, view()));
  expect([gone.item.state, gone.item.withdrawn]).toEqual(['undone', undefined]);
  const kept = changed(settleTime(frozen(late.item), { state: 'refused', sentence: 'It was submitted.' }, view()));
  expect([kept.item.state, kept.item.trouble, kept.item.withdrawn]).toEqual(['saved', 'It was submitted.', undefined]);
  const dropped = changed(settleTime(frozen(taken.item), { state: 'refused', sentence: 'No such customer.' }, view()));
  expect([dropped.item.state, dropped.item.trouble, dropped.notices]).toEqual(['undone', undefined, []]);
});

test('what an entry waits for may change, since when it waits does not', () => {
  const first = changed(
    settleTime(entry(), { state: 'waiting', trouble: 'The Book is away.' }, view({ now: NOW })),
  ).item;
  const later = view({ now: NOW + 60 * MINUTE });
  const second = changed(settleTime(first, { state: 'waiting', trouble: 'The Book starts.' }, later)).item;
  expect([second.trouble, second.since]).toEqual(['The Book starts.', NOW]);
  expect(changed(settleTime(second, { state: 'saved', saved: SAVED }, later)).item.since).toBeUndefined();
});

test('the card shows each entry once, in its present state; what it says already is no change', () => {
  const noted = noteTime(frozen(anAlert()), entry(), view());
  expect(noted?.item.time).toEqual([
    { key: 'k1', by: { id: ANN.id, name: ANN.name, via: 'chat' }, hours: 1.5, state: 'waiting' },
  ]);
  expect(noted?.notices).toEqual([]);
  const saved = noted && noteTime(frozen(noted.item), entry('saved'), view());
  expect(saved?.item.time.map(({ state }) => state)).toEqual(['saved']);
  expect(saved?.notices.map(({ destination, loud, card }) => [destination, loud, card.lines])).toEqual([
    [CHANNEL, false, [['Ann Baker: 1.5 h saved as a draft']]],
  ]);
  expect(saved && noteTime(saved.item, entry('saved'), view())).toBeUndefined();
});
