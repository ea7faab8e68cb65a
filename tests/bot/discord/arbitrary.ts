import fc from 'fast-check';
import type { Action, Card } from '../../../src/desk/card.ts';
import type { Span } from '../../../src/desk/text.ts';
import { HOSTILE_TEXT } from '../contract/hostile-cards.ts';

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom(...Array.from('\\`*_~|[]()#>-+.!<@:\n \uD800\u{1F469}a')), maxLength: 300 }),
  fc.constant(HOSTILE_TEXT),
);
const url = fc.oneof(fc.webUrl({ size: 'large' }), words);

const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  fc.record({ bold: words }),
  fc.record({ code: words }),
  fc.record({ link: words, url }),
  fc.record({ at: fc.double(), as: fc.constantFrom('ago', 'clock', 'day') }),
  fc.record({ mention: words, accounts: fc.dictionary(fc.constantFrom('discord', 'slack'), words) }),
);
const line = fc.array(span, { maxLength: 6 });

const action: fc.Arbitrary<Action> = fc.record(
  {
    verb: fc.constantFrom('claim', 'show', 'page'),
    label: words,
    style: fc.constantFrom('primary', 'danger'),
    confirm: words,
    with: fc.string({ maxLength: 50 }),
    ref: fc.string({ maxLength: 90 }),
  },
  { requiredKeys: ['verb', 'label'] },
);

/** Cards of any size and content that the types allow. */
export const cards: fc.Arbitrary<Card> = fc.record(
  {
    ref: fc.oneof(fc.constant('-'), fc.string({ maxLength: 90 })),
    revision: fc.nat(),
    tone: fc.constantFrom('critical', 'high', 'warning', 'info', 'good', 'neutral'),
    badge: words,
    title: words,
    url,
    lines: fc.array(line, { maxLength: 30 }),
    fields: fc.array(fc.record({ name: words, value: line }), { maxLength: 40 }),
    quote: fc.record({ text: words.map((text) => `${text}\n`.repeat(20)), as: fc.constantFrom('prose', 'output') }),
    passages: fc.array(
      fc.record({ head: line, text: words, feet: fc.array(line, { maxLength: 3 }) }, { requiredKeys: ['head'] }),
      { maxLength: 15 },
    ),
    rows: fc.array(fc.record({ line, detail: line, action }, { requiredKeys: ['line'] }), { maxLength: 40 }),
    footer: line,
    actions: fc.array(action, { maxLength: 30 }),
    links: fc.array(fc.record({ label: words, url }), { maxLength: 10 }),
  },
  { requiredKeys: ['ref', 'revision', 'tone', 'badge', 'title', 'lines', 'fields', 'rows', 'actions', 'links'] },
);
