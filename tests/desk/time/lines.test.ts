import { expect, test } from 'vitest';
import { plain } from '../../../src/desk/text.ts';
import type { LoggedTime } from '../../../src/desk/time/entry.ts';
import { timeLines } from '../../../src/desk/time/lines.ts';
import { actor, ANN, BEN, NOW, view } from '../build.ts';

function logged(state: LoggedTime['state'], more: Partial<LoggedTime> = {}): LoggedTime {
  return { key: 'k1', by: actor(ANN), hours: 0.75, state, ...more };
}

function lines(...time: LoggedTime[]): string[] {
  return timeLines(time, view()).map(plain);
}

test('each state is told, and what it waits for since when', () => {
  expect(lines(logged('waiting'))).toEqual(['⏳ Ann Baker: 0.75 h, waiting for The Book']);
  expect(lines(logged('waiting', { since: NOW, trouble: 'The Book does not answer.' }))).toEqual([
    '⏳ Ann Baker: 0.75 h, waiting for The Book since 2026-11-02 09:00: The Book does not answer.',
  ]);
  expect(lines(logged('refused', { by: actor(BEN) }))).toEqual([
    '⚠️ Ben Cole: 0.75 h, refused by The Book, to be corrected',
  ]);
  expect(lines(logged('waiting', { withdrawn: true }), logged('undone'))).toEqual([
    '⏳ Ann Baker: 0.75 h, being taken back',
  ]);
});

test('a card says why it waits in words, without the call behind it', () => {
  const trouble = 'The Book cannot be reached: check that it runs (ECONNREFUSED) (GET /api/resource/Activity%20Type)';
  expect(lines(logged('waiting', { trouble }))).toEqual([
    '⏳ Ann Baker: 0.75 h, waiting for The Book: The Book cannot be reached: check that it runs',
  ]);
});

test('a draft is a link to it', () => {
  expect(timeLines([logged('saved', { draft: { name: 'TS-1', url: 'https://book.example/TS-1' } })], view())).toEqual([
    [
      '⏱ ',
      { bold: 'Ann Baker' },
      ': 0.75 h, saved as a draft',
      ' ',
      { link: 'TS-1', url: 'https://book.example/TS-1' },
    ],
  ]);
});

test('what was submitted or deleted in the book is told as that', () => {
  const draft = { name: 'TS-1', url: 'https://book.example/TS-1' };
  expect(
    lines(logged('saved', { draft, standing: 'submitted' }), logged('saved', { draft, standing: 'gone' })),
  ).toEqual([
    '⏱ Ann Baker: 0.75 h, submitted in The Book TS-1',
    '⚠️ Ann Baker: 0.75 h, deleted or cancelled in The Book: TS-1',
  ]);
});

test('a draft that is being taken back says so', () => {
  expect(lines(logged('saved', { draft: { name: 'TS-1' }, withdrawn: true }))).toEqual([
    '⏳ Ann Baker: 0.75 h, being taken back',
  ]);
});

test('of many drafts the latest are shown and the others summed up; what is not saved is shown always', () => {
  const saved = Array.from({ length: 9 }, (_, index) => logged('saved', { key: `s${index}`, hours: 0.25 + index }));
  const all = lines(logged('refused', { key: 'first' }), ...saved);
  expect(all[0]).toBe('⏱ 7 h before that, in 4 sheets');
  expect(all[1]).toContain('refused by The Book');
  expect(all).toHaveLength(7);
  expect(all.at(-1)).toContain('8.25 h, saved as a draft');
});
