import { expect, test } from 'vitest';
import { matchChoice, suggest } from '../../src/bot/match.ts';

const CHOICES = [
  { id: 'ACME', label: 'Acme' },
  { id: 'ACME-N', label: 'Acme North' },
  { id: 'GLOBEX', label: 'Globex Corporation' },
  { id: '4711', label: 'Initech' },
];

test('an id, a whole name or the only one that contains the words is meant', () => {
  const label = (typed: string) => {
    const match = matchChoice(typed, CHOICES);
    return match.is === 'one' ? match.choice.label : match.sentence;
  };
  expect(label('4711')).toBe('Initech');
  expect(label(' acme ')).toBe('Acme');
  expect(label('glob')).toBe('Globex Corporation');
  expect(label('north')).toBe('Acme North');
  expect(label('acm')).toBe('2 match: Acme, Acme North. Type more of the name.');
  expect(label('')).toBe('Choose one.');
  expect(label('<!channel>')).toBe('Nothing is called "<!channel>".');
});

test('a sentence about many, or about a very long word, stays short', () => {
  const many = Array.from({ length: 50 }, (_, index) => ({
    id: String(index),
    label: `Branch ${'x'.repeat(60)} ${index}`,
  }));
  const match = matchChoice('branch', many);
  expect(match.is).toBe('many');
  expect('sentence' in match && match.sentence.length).toBeLessThanOrEqual(140);
  const none = matchChoice('y'.repeat(500), many);
  expect('sentence' in none && none.sentence.length).toBeLessThan(70);
});

test('while typing, what begins with it comes before what contains it', () => {
  expect(
    suggest(
      'co',
      [
        { id: '1', label: 'Globex Corporation' },
        { id: '2', label: 'Contoso' },
      ],
      25,
    ),
  ).toEqual([
    { id: '2', label: 'Contoso' },
    { id: '1', label: 'Globex Corporation' },
  ]);
  expect(suggest('', CHOICES, 2)).toEqual(CHOICES.slice(0, 2));
  expect(suggest('zzz', CHOICES, 25)).toEqual([]);
});
