import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertCard } from '../../src/desk/alert/card.ts';
import { fullText, fullTextAction, isKeptInPart, KEPT_TEXT, pagesOf, shownText } from '../../src/desk/full-text.ts';
import { ticketCard } from '../../src/desk/ticket/card.ts';
import { anAlert, aTicket, view } from './build.ts';

const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

test('a short output stands on the card, and nothing leads further', () => {
  const alert = anAlert({ value: 'Free: 5 GB' });
  expect([shownText(alert), fullTextAction(alert)]).toEqual(['Free: 5 GB', []]);
  expect(fullTextAction(anAlert())).toEqual([]);
});

test('a long one is cut, by characters or by lines, and the whole of it is a press away', () => {
  const long = anAlert({ value: words(500) });
  expect(Array.from(shownText(long)).length).toBe(600);
  expect(fullText(long)).toBe(words(500));
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
  const many = anAlert({ value: lines });
  expect(shownText(many).split('\n')).toHaveLength(16);
  expect(alertCard(many, view()).actions.map(({ label }) => label)).toContain('Full text');
  const ended = { ...many, ended: { how: 'recovered', at: 0 } as const };
  expect(alertCard(ended, view()).actions.map(({ label }) => label)).toContain('Full text');
});

test('a mail is cut the same way', () => {
  const ticket = aTicket({ preview: words(500) });
  expect(ticketCard(ticket, view()).actions.map(({ verb }) => verb)).toContain('full-text');
  expect(fullText(ticket)).toBe(words(500));
  expect(fullTextAction(aTicket({ subject: 'A very long subject '.repeat(20) }))).toHaveLength(1);
});

test('a title that was cut is told in the words of the source', () => {
  const message = `The backup of ${words(60)} failed`;
  const cut = anAlert({ title: `${message.slice(0, 100)}…`, message });
  expect(shownText(cut)).toBe(message);
  expect(fullTextAction({ ...cut, facts: { ...cut.facts, value: 'exit 1' } })).toHaveLength(1);
  expect(fullText({ ...cut, facts: { ...cut.facts, value: 'exit 1' } })).toBe(`${message}\n\nexit 1`);
});

test('secrets are masked over the whole text before it is cut', () => {
  const value = `${'x'.repeat(590)} password=hunter2 ${words(300)}`;
  expect(shownText(anAlert({ value }))).not.toContain('hunter');
  expect(fullText(anAlert({ value }))).not.toContain('hunter2');
});

test('what was not kept whole says so', () => {
  expect(isKeptInPart(anAlert({ value: 'y'.repeat(KEPT_TEXT) }))).toBe(true);
  expect(isKeptInPart(anAlert({ value: 'y'.repeat(KEPT_TEXT - 1) }))).toBe(false);
});

test('pages hold every word once, in order', () => {
  const text = Array.from({ length: 400 }, (_, index) => `line ${index} ${'.'.repeat(index % 70)}`).join('\n');
  expect(pagesOf(text).join('\n')).toBe(text);
  expect(pagesOf(text).length).toBeGreaterThan(3);
  expect(pagesOf('  \n ')).toEqual([]);
});

test('no text is lost on the way into pages, whatever it holds', () => {
  const letters = (text: string): string => text.replaceAll(/\s/g, '');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 9_000 }), (text) => {
      expect(letters(pagesOf(text).join(''))).toBe(letters(text));
    }),
    { numRuns: 40 },
  );
});
