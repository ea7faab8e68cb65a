import { expect, test } from 'vitest';
import { buttonId, lostButtons, parseButton } from '../../src/bot/button.ts';
import { type Action, plainCard } from '../../src/desk/card.ts';
import { REF_LIMIT } from '../../src/desk/item.ts';

const CARD = { ref: 'rmm/check/dc01/3/1', revision: 7 };

test('a button carries verb, item and revision, and comes back as it was', () => {
  const id = buttonId(CARD, { verb: 'acknowledge', label: 'Acknowledge' });
  expect(id).toBe('acknowledge|rmm/check/dc01/3/1|7');
  expect(parseButton(id)).toEqual({ is: 'click', verb: 'acknowledge', ref: CARD.ref, revision: 7 });
  const row = buttonId(CARD, { verb: 'list', label: 'Show', ref: '-', with: 'alerts.critical.2' });
  expect(parseButton(row)).toEqual({ is: 'click', verb: 'list', ref: '-', revision: 7, with: 'alerts.critical.2' });
});

test('the longest reference with the longest verb fits, a million changes later', () => {
  const longest = { ref: 'r'.repeat(REF_LIMIT), revision: 1_000_000 };
  expect(buttonId(longest, { verb: 'all-acknowledge', label: '' }).length).toBeLessThanOrEqual(100);
  expect(() => buttonId({ ref: 'r'.repeat(100), revision: 1 }, { verb: 'why', label: '' })).toThrow(RangeError);
});

test.each(['', 'why', 'why|ref', 'why|ref|x', '|ref|1', 'why||1', 'why|ref|-1', 'why|ref|1.5'])(
  '%j is no button of ours',
  (id) => {
    expect(parseButton(id)).toBeUndefined();
  },
);

test('a card tells which of its buttons nobody could press', () => {
  const show = (label: string, ref: string): Action => ({ verb: 'show', label, ref });
  const row = (action: Action) => ({ line: ['a row'], action });
  const sound = plainCard({
    title: '',
    actions: [show('Show', 'a')],
    rows: [row(show('Show', 'b')), row(show('Show', 'b'))],
  });
  expect(lostButtons(sound)).toEqual([]);
  const two = plainCard({ title: '', actions: [show('Show', 'a'), show('Show', 'a')] });
  expect(lostButtons(two)).toEqual(['Show (show)']);
  const unlike = plainCard({ title: '', rows: [row(show('Open', 'a')), row(show('Correct', 'a'))] });
  expect(lostButtons(unlike)).toEqual(['Correct (show)']);
  const nameless = plainCard({ title: '', rows: [row(show('Far', 'r'.repeat(100)))] });
  expect(lostButtons(nameless)).toEqual(['Far (show)']);
  const many = Array.from({ length: 17 }, (_, index) => show(`Button ${index}`, `${index}`));
  expect(lostButtons(plainCard({ title: '', actions: many }))).toEqual(['Button 15 (show)', 'Button 16 (show)']);
});
