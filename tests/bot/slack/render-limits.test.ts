import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockProblems, refuseLongBlocks } from '../../../sandbox/slack/blocks/check.ts';
import { MESSAGE_CHARACTERS } from '../../../src/bot/slack/limits.ts';
import { renderCard } from '../../../src/bot/slack/render.ts';
import { plainCard, type Card } from '../../../src/desk/card.ts';
import type { Span } from '../../../src/desk/text.ts';
import { emptyCard, HOSTILE_TEXT, monsterCard } from '../contract/hostile-cards.ts';
import { blocksOf, readingOf } from './reading.ts';

function problems(card: Card): string[] {
  const blocks = blocksOf(card, true);
  refuseLongBlocks([blocks]);
  const size = JSON.stringify(blocks).length;
  return [...blockProblems(blocks, 'message'), ...(size > MESSAGE_CHARACTERS ? [`${size} characters`] : [])];
}

describe('what is too much', () => {
  test.each([
    ['a monster', monsterCard()],
    ['a hostile monster', monsterCard(HOSTILE_TEXT)],
    ['a monster of four-byte letters', monsterCard('😀𝔘')],
    ['a monster of quotes and ampersands', monsterCard('"&<>\\')],
    ['nothing', emptyCard()],
    ['only a title', plainCard({ title: 'x'.repeat(400) })],
    ['a title that is invisible', plainCard({ title: '\u200B\u202E' })],
    [
      'sixty rows',
      plainCard({ title: 'Open', rows: Array.from({ length: 60 }, (_, at) => ({ line: [`row ${at}`] })) }),
    ],
  ])('%s is still drawn', (_name, card) => {
    expect(problems(card)).toEqual([]);
  });

  test('what was left out is said', () => {
    const { text } = readingOf({ attachments: renderCard(monsterCard()).attachments });
    expect(text).toMatch(/… and \d+ more fields/);
    expect(text).toMatch(/… 3980 more lines/);
    expect(text).toMatch(/… and \d+ more$/m);
  });

  test('a list of twenty-five shows every row', () => {
    const rows = Array.from({ length: 25 }, (_, at) => ({
      line: [{ bold: `Disk C: is full on ACME-DC${at}` }, ' · Acme · since ', { at: 0, as: 'ago' as const }],
      action: { verb: 'show', label: 'Show', ref: `alert/00000000000000${at}` },
    }));
    const { buttons, text } = readingOf({ blocks: blocksOf(plainCard({ title: 'Open alerts', rows })) });
    expect(buttons).toHaveLength(25);
    expect(text).not.toContain('more');
  });

  test('any card at all', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const span: fc.Arbitrary<Span> = fc.oneof(
      text,
      fc.record({ bold: text }),
      fc.record({ code: text }),
      fc.record({ link: text, url: fc.oneof(text, fc.webUrl()) }),
      fc.record({
        at: fc.oneof(fc.integer(), fc.double()),
        as: fc.constantFrom('ago' as const, 'clock' as const, 'day' as const),
      }),
      fc.record({ mention: text, accounts: fc.record({ slack: fc.oneof(text, fc.constant('U0BEN')) }) }),
    );
    const line = fc.array(span, { maxLength: 6 });
    const action = fc.record({
      verb: text,
      label: text,
      confirm: text,
      with: text,
      style: fc.constant('danger' as const),
    });
    const card: fc.Arbitrary<Card> = fc.record({
      ref: text,
      revision: fc.nat(),
      tone: fc.constantFrom('critical' as const, 'neutral' as const),
      badge: text,
      title: text,
      url: text,
      lines: fc.array(line, { maxLength: 5 }),
      fields: fc.array(fc.record({ name: text, value: line }), { maxLength: 30 }),
      quote: fc.record({
        text: fc.string({ unit: 'binary', maxLength: 400 }),
        as: fc.constantFrom('prose', 'output'),
      }),
      passages: fc.array(fc.record({ head: line, text, feet: fc.array(line, { maxLength: 3 }) }), { maxLength: 15 }),
      rows: fc.array(fc.record({ line, detail: line, action }), { maxLength: 50 }),
      footer: line,
      actions: fc.array(action, { maxLength: 30 }),
      links: fc.array(fc.record({ label: text, url: fc.oneof(text, fc.webUrl()) }), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(card, (any) => {
        expect(problems(any)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
