import { expect, test } from 'vitest';
import { clean, cut, oneLine, plain } from '../../src/desk/text.ts';
import { ago, span } from '../../src/desk/clock/when.ts';
import { HOUR, MINUTE } from './build.ts';

test('text is cut between code points, never within one', () => {
  expect(cut('😀😀😀', 3)).toBe('😀😀😀');
  expect(cut('😀😀😀😀', 3)).toBe('😀😀…');
  expect(Array.from(cut('x'.repeat(5000), 500))).toHaveLength(500);
});

test('what cannot be seen, or turns the writing round, is taken out', () => {
  expect(clean('a\u202Eb\u2066c\u200Bd\uFEFFe\u0000f\u001B[31mg\u2028h')).toBe('abcdef[31mgh');
  expect(clean('one\r\ntwo\rthree\tfour')).toBe('one\ntwo\nthree\tfour');
  expect(clean('e\u0301')).toBe('é');
});

test('one line has single spaces and no ends', () => {
  expect(oneLine('  a\n\n b\t\u00A0c \u200B')).toBe('a b c');
});

test('a line in plain words, for look-ups and fallbacks', () => {
  const line = [
    'a ',
    { bold: 'b' },
    ' ',
    { code: 'c' },
    ' ',
    { link: 'd', url: 'https://d.example' },
    ' ',
    { at: 0, as: 'ago' as const },
    ' ',
    { mention: 'Ann', accounts: {} },
  ];
  expect(plain(line)).toBe('a b c d 1970-01-01 00:00 Ann');
});

test('lengths of time in the words of a person', () => {
  expect([0, MINUTE, 89 * MINUTE, 90 * MINUTE, 35 * HOUR, 36 * HOUR].map(span)).toEqual([
    'less than a minute',
    '1 minute',
    '89 minutes',
    '2 hours',
    '35 hours',
    '2 days',
  ]);
  expect([ago(0, 59_999), ago(0, MINUTE), ago(10, 0)]).toEqual(['just now', '1 minute ago', 'just now']);
});
