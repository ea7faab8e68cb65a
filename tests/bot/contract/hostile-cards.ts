import type { Card } from '../../../src/desk/card.ts';
import type { Span } from '../../../src/desk/text.ts';

/** What names and subjects from outside may hold, to ring everybody, to forge a link or to break the drawing. */
export const HOSTILE_TEXT = [
  '<!channel> <!here> <@U0ANN> <#C0ALERTS|x> <https://evil.example|your bank>',
  '@everyone @here <@400000000000000001> <@&1> </desk:1> <t:1:R>',
  '[your bank](https://evil.example) *b* _i_ ~s~ `c` ```fence``` > quote # head ||spoiler|| :rotating_light:',
  'end\u202Egnp.exe \u200B\u2066hidden\u2069 \u0000\u0007 \u{E0041} & &amp; &lt;!channel&gt; \\',
  '\uD800 lone, e\u0301 combining, \u{1F469}\u200D\u{1F4BB} joined',
].join(' ');

/** As much of everything as a card can hold, and more. */
export function monsterCard(text = 'Everything is on fire at Acme. '): Card {
  const long = text.repeat(Math.ceil(300 / text.length)).slice(0, 300);
  const spans: Span[] = [
    long,
    { bold: long },
    { code: long },
    { link: long, url: `https://rmm.example.com/?q=${'x'.repeat(3_000)}` },
    { at: Date.UTC(2026, 10, 20), as: 'ago' },
    { at: Date.UTC(2026, 10, 20), as: 'clock' },
    { at: Date.UTC(2026, 10, 20), as: 'day' },
    { mention: long, accounts: {} },
  ];
  return {
    ref: `alert/${'a'.repeat(62)}`,
    revision: 999_999,
    tone: 'high',
    badge: long,
    title: long,
    url: 'https://rmm.example.com/agents/42',
    lines: Array.from({ length: 30 }, () => spans),
    fields: Array.from({ length: 40 }, (_, index) => ({ name: `Field ${index + 1} ${long}`, value: spans })),
    quote: { text: Array.from({ length: 4_000 }, (_, index) => `line ${index + 1} ${text}`).join('\n'), as: 'output' },
    passages: Array.from({ length: 30 }, () => ({ head: spans, text: `${text}\n`.repeat(200), feet: [spans, spans] })),
    rows: Array.from({ length: 60 }, (_, index) => ({
      line: [`Row ${index + 1} `, ...spans],
      detail: spans,
      action: { verb: 'show', label: `Show ${long}`, ref: `alert/row${index + 1}` },
    })),
    footer: spans,
    actions: Array.from({ length: 10 }, (_, index) => ({
      verb: `verb${index + 1}`,
      label: `Button ${index + 1}`,
      confirm: long.repeat(3),
    })),
    links: [
      ...Array.from({ length: 10 }, (_, index) => ({ label: long, url: `https://rmm.example.com/${index}` })),
      { label: 'No address', url: 'javascript:alert(1)' },
      { label: '', url: 'not an address' },
    ],
  };
}

/** Nothing at all, as far as the types let it be. */
export function emptyCard(): Card {
  return {
    ref: 'alert/0',
    revision: 0,
    tone: 'neutral',
    badge: '',
    title: '',
    lines: [[], ['']],
    fields: [{ name: '', value: [] }],
    quote: { text: '', as: 'prose' },
    rows: [{ line: [] }],
    footer: [],
    actions: [{ verb: 'claim', label: '' }],
    links: [],
  };
}
