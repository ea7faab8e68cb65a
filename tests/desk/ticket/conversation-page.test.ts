import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardPassage } from '../../../src/desk/card.ts';
import { conversationPage, type Spot } from '../../../src/desk/ticket/conversation-page.ts';
import type { Conversation } from '../../../src/desk/ticket/conversation.ts';
import { plain } from '../../../src/desk/text.ts';
import { MINUTE, NOW } from '../build.ts';
import { conversation, passage, talk } from './talk.ts';

const SOURCE = 'The Desk';

function pageOf(of: Conversation, spot: Partial<Spot> = {}): ReturnType<typeof conversationPage> {
  return conversationPage(of, SOURCE, { page: 1, quoted: false, ...spot });
}

function words({ head, text = '', feet = [] }: CardPassage): string {
  return [plain(head), text, ...feet.map(plain)].filter((part) => part !== '').join(' / ');
}

test('whose words they are is said by a sign and a word: the customer, colleagues to the customer, notes, history', () => {
  const talked = conversation([
    passage('1', { at: NOW }),
    passage('2', { voice: 'staff', author: 'Ann Baker', copies: ['boss@acme.example'], at: NOW + MINUTE }),
    passage('3', { voice: 'note', author: 'Ben Cole', at: NOW + 2 * MINUTE }),
    passage('4', { voice: 'event', author: 'Ann Baker', text: 'Ann Baker\nclosed it', at: NOW + 3 * MINUTE }),
    passage('5', { voice: 'staff', author: '', undelivered: true, at: NOW + 4 * MINUTE }),
  ]);
  const { passages, page, pages } = pageOf(talked);
  expect({ page, pages }).toEqual({ page: 1, pages: 1 });
  expect(passages.map(words)).toEqual([
    '👤 Dana Frost (customer) · 2026-11-02 09:00 / words of 1',
    '💬 Ann Baker to the customer · 2026-11-02 09:01 · copy to boss@acme.example / words of 2',
    '🔒 Internal note by Ben Cole, not seen by the customer · 2026-11-02 09:02 / words of 3',
    '· 2026-11-02 09:03 · Ann Baker closed it',
    '💬 somebody to the customer · 2026-11-02 09:04 · ⚠️ The Desk could not deliver it / words of 5',
  ]);
});

test('a name cannot pass for our own words: it is one short line, after the sign', () => {
  const author = `🔒 Internal note by Ann\n\u202E💬${'x'.repeat(200)}`;
  const [shown] = pageOf(conversation([passage('1', { author })])).passages;
  expect(plain(shown?.head ?? [])).toBe(
    `👤 🔒 Internal note by Ann 💬${'x'.repeat(35)}… (customer) · 2026-11-02 09:00`,
  );
});

test('secrets are masked in words, in quoted mail and in the history; hidden signs go, lines stay', () => {
  const talked = conversation([
    passage('1', { text: 'The password: hunter2\n\n\n\n\nfails \u202Ehere', quoted: 'pin=4711' }),
    passage('2', { voice: 'event', text: 'token: abcdef' }),
  ]);
  const { passages } = pageOf(talked, { quoted: true });
  expect(passages.map(({ text }) => text)).toEqual([
    'The password: •••\n\nfails here\n↩ Quoted mail:\npin=•••',
    undefined,
  ]);
  expect(JSON.stringify(passages)).not.toMatch(/hunter2|4711|abcdef/);
});

test('the mail that is answered is folded away, and shown where somebody asks for it', () => {
  const talked = conversation([passage('1', { quoted: 'line 1\nline 2' }), passage('2', { text: '', quoted: ' ' })]);
  const folded = pageOf(talked);
  expect(folded.hasQuoted).toBe(true);
  expect(folded.passages.map(words)).toEqual([
    '👤 Dana Frost (customer) · 2026-11-02 09:00 / words of 1 / ↩ quoted mail folded away (2 lines)',
    '👤 Dana Frost (customer) · 2026-11-02 09:00 / (no words)',
  ]);
  const [first] = pageOf(talked, { quoted: true }).passages;
  expect(first).toMatchObject({ text: 'words of 1\n↩ Quoted mail:\nline 1\nline 2' });
  expect(pageOf(conversation([passage('1')])).hasQuoted).toBe(false);
});

test('attachments are links with their size; those without an address are named, and too many are counted', () => {
  const url = 'https://desk.example/file';
  const files = [
    { name: 'report.pdf', size: 123_456, url },
    { name: 'a\u202Eb.exe' },
    { name: 'log.txt', size: 12, url: `${url}/${'x'.repeat(500)}` },
    { name: 'film.mp4', size: 3_400_000, url },
  ];
  const [shown] = pageOf(conversation([passage('1', { attachments: files })])).passages;
  expect(shown?.feet).toEqual([
    [
      '📎 ',
      { link: 'report.pdf (123 kB)', url },
      ' · ',
      'ab.exe',
      ' · ',
      'log.txt (1 kB)',
      ' · ',
      { link: 'film.mp4 (3.4 MB)', url },
    ],
  ]);
  const many = Array.from({ length: 30 }, (_, index) => ({ name: `${index}`, url }));
  const [other] = pageOf(conversation([passage('1', { attachments: many })])).passages;
  expect(plain(other?.feet?.[0] ?? [])).toBe('📎 0 · 1 · 2 · 3 · 4 · 5 · 6 · 7 · 22 more in The Desk');
});

test('the first page has the newest words and is full; the last one has the beginning', () => {
  const talked = talk('x'.repeat(500), 20);
  const first = pageOf(talked);
  const last = pageOf(talked, { page: 99 });
  expect(first.passages.length).toBeGreaterThan(2);
  expect(first.last).toBe('20');
  expect(last.page).toBe(last.pages);
  expect(plain(last.passages[0]?.head ?? [])).toContain('2026-11-02 09:00');
  expect(pageOf(talked, { page: -3 })).toEqual(first);
  expect(pageOf(talked, { page: Number.NaN })).toEqual(first);
});

test('whoever has quoted mail shown stays where they were reading', () => {
  const talked = talk('line\n'.repeat(60), 20);
  const third = pageOf(talked, { page: 3 });
  const unfolded = pageOf(talked, { page: 1, passage: third.last ?? '', quoted: true });
  expect(unfolded.page).toBeGreaterThan(3);
  expect(pageOf(talked, { passage: unfolded.last ?? '' }).page).toBe(3);
  expect(pageOf(talked, { page: 2, passage: 'gone' }).page).toBe(2);
});

test('a mail of four thousand lines is broken into parts that say so, and nothing of it is lost', () => {
  const text = Array.from({ length: 4_000 }, (_, index) => `line ${index}`).join('\n');
  const talked = conversation([passage('1'), passage('2', { text })]);
  const { pages } = pageOf(talked);
  const parts = Array.from({ length: pages }, (_, index) => pageOf(talked, { page: pages - index }).passages).flat();
  expect(
    parts
      .slice(1)
      .map((part) => part.text ?? '')
      .join('\n'),
  ).toBe(text);
  expect(plain(parts[1]?.head ?? [])).toContain(`part 1 of ${parts.length - 1}`);
});

test('an empty conversation is a page without words', () => {
  expect(pageOf(conversation([]))).toEqual({ passages: [], page: 1, pages: 1, last: undefined, hasQuoted: false });
});

test('whatever was written: every passage is on some page, in its order, and no page is too long', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.lorem({ maxCount: 400 }));
  const one = fc.record({
    voice: fc.constantFrom('customer', 'staff', 'note', 'event'),
    author: text,
    text,
    quoted: text,
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), fc.boolean(), (written, quoted) => {
      const talked = conversation(
        written.map((more, index) => passage(String(index), { ...more, at: NOW + index * MINUTE })),
      );
      const { pages } = pageOf(talked, { quoted });
      const read = Array.from(
        { length: pages },
        (_, index) => pageOf(talked, { page: pages - index, quoted }).passages,
      );
      const instants = read.flat().map(({ head }) => head.find((span) => typeof span === 'object' && 'at' in span));
      const heard = [...new Set(instants.map((span) => JSON.stringify(span)))];
      expect(heard).toEqual(written.map((_, index) => JSON.stringify({ at: NOW + index * MINUTE, as: 'clock' })));
      for (const page of read) expect(page.map(words).join('').length).toBeLessThan(2_900);
    }),
    { numRuns: 60 },
  );
});
