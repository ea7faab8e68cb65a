import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMessage } from '../../../sandbox/discord/rules/message.ts';
import { judgeFrom } from '../../../sandbox/discord/judge.ts';
import type { MessageBody as WireBody } from '../../../sandbox/discord/shapes.ts';
import { understand } from '../../../src/bot/discord/buttons.ts';
import { renderCard, renderPlainly, renderSaid, type MessageBody } from '../../../src/bot/discord/render.ts';
import { plainCard, type Card } from '../../../src/desk/card.ts';
import { specification } from '../../sandbox/discord-specification.ts';
import { emptyCard, HOSTILE_TEXT, monsterCard } from '../contract/hostile-cards.ts';
import { alertCard } from '../contract/script.ts';
import { cards } from './arbitrary.ts';
import { linksOf, textOf, walk } from './reading.ts';

const judge = specification ? judgeFrom(specification) : undefined;

/** What Discord would say to the message, by its own file and by the rules that the file does not know. */
function verdict(body: MessageBody): string[] {
  const wire = body as unknown as WireBody;
  const judged = judge?.body('POST', '/channels/{channel_id}/messages', wire) ?? [];
  return [...judged, ...checkMessage(wire, 'create')];
}

test('a full card', () => {
  const card = alertCard({
    rows: [
      { line: ['Second disk'], action: { verb: 'show', label: 'Show', ref: 'alert/2' } },
      { line: ['Third disk'] },
    ],
  });
  expect(renderCard(card)).toEqual({
    flags: 32_768,
    components: [
      {
        type: 17,
        accent_color: 0xd92d20,
        components: [
          {
            type: 10,
            content: [
              String.raw`### CRITICAL · [Disk C\: is full on ACME\-DC01](https://rmm.example.com/agents/42)`,
              String.raw`Failing since <t:1795212900:R>, third time\.`,
            ].join('\n'),
          },
          { type: 10, content: '**Client** Acme\n**Device** `ACME-DC01`' },
          { type: 10, content: '```\nC: 0.4 GB free of 120 GB\n```' },
          { type: 14 },
          {
            type: 9,
            components: [{ type: 10, content: 'Second disk' }],
            accessory: { type: 2, style: 2, label: 'Show', custom_id: 'show|alert/2|3' },
          },
          { type: 10, content: 'Third disk' },
          { type: 10, content: String.raw`-# Acknowledge says that you saw it\.` },
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: 'Acknowledge', custom_id: 'acknowledge|alert/0000000000000042|3' },
              { type: 2, style: 2, label: 'Claim', custom_id: 'claim|alert/0000000000000042|3' },
              { type: 2, style: 4, label: 'Resolve', custom_id: '?resolve|alert/0000000000000042|3' },
            ],
          },
          {
            type: 1,
            components: [{ type: 2, style: 5, label: 'Open in TRMM', url: 'https://rmm.example.com/agents/42' }],
          },
        ],
      },
    ],
    allowed_mentions: { parse: [] },
  });
});

describe('what Discord would refuse', () => {
  const monsters: Record<string, Card> = {
    monster: monsterCard(),
    hostile: { ...monsterCard(HOSTILE_TEXT), ref: 'alert/1', revision: 1 },
    empty: emptyCard(),
    nothing: plainCard({ title: '' }),
    'same buttons': alertCard({ actions: Array.from({ length: 30 }, () => ({ verb: 'claim', label: 'Claim' })) }),
    'long references': alertCard({ ref: 'x'.repeat(200), actions: [{ verb: 'claim', label: 'Claim' }] }),
    'impossible instants': alertCard({
      lines: [Number.NaN, Infinity, -1, 1e300].map((at) => [{ at, as: 'clock' as const }]),
    }),
    'endless addresses': alertCard({
      url: `https://wiki.example/${'\u{1F469}'.repeat(2000)}`,
      lines: [[{ link: 'here', url: `https://wiki.example/${'x'.repeat(5000)}` }]],
      links: [{ label: 'There', url: `https://wiki.example/${'x'.repeat(500)}` }],
    }),
    'a fence of backticks': alertCard({ quote: { text: '`'.repeat(5000), as: 'output' } }),
  };
  for (const [name, card] of Object.entries(monsters)) {
    test(`not ${name}`, () => {
      for (const body of [renderCard(card), renderPlainly(card), renderSaid(card.lines.flat())]) {
        expect(verdict(body)).toEqual([]);
      }
    });
  }

  test('not any card at all', () => {
    fc.assert(
      fc.property(cards, (card) => {
        expect(verdict(renderCard(card, { ring: [], mark: 5000 }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('words from outside', () => {
  test('are shown letter by letter', () => {
    const hostile =
      '# big *b* _i_ ~s~ `c` ||x|| > q - l 1. n -# s [bank](https://evil.example) @everyone <@1> <t:1:R> \\';
    const { components } = renderCard(plainCard({ title: 'Words', lines: [[hostile]] }));
    expect(textOf(components as never)).toBe(`### Words\n${hostile}`);
    expect(linksOf(components as never)).toEqual([]);
  });

  test('cannot leave a code block or inline code', () => {
    const text = 'a ``` b ```` c';
    const body = renderCard(plainCard({ title: '', lines: [[{ code: text }]], quote: { text, as: 'output' } }));
    const contents = walk(body.components as never).map(({ content }) => content);
    expect(contents).toEqual(["`a ''' b '''' c`", '```\na `\u200B`` b `\u200B``\u200B` c\n```']);
  });

  test('lose what turns text round or hides it', () => {
    const { components } = renderCard(plainCard({ title: 'end\u202Egnp.exe\u200B \uD800' }));
    expect(textOf(components as never)).toBe('### endgnp.exe \uFFFD');
  });

  test('become a link only with a web address, whose brackets cannot end it early', () => {
    const line = (url: string): string => textOf(renderSaid([{ link: 'runbook', url }]).components as never);
    expect(line('https://wiki.example/a_(b)')).toBe('[runbook](https://wiki.example/a_%28b%29)');
    expect(['javascript:alert(1)', 'not an address', ''].map(line)).toEqual(['runbook', 'runbook', 'runbook']);
  });
});

describe('room', () => {
  test('a long list keeps its buttons as long as there are components, and says what is missing', () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      line: [`Row ${index + 1} `, 'x'.repeat(60)],
      action: { verb: 'show', label: 'Show', ref: `alert/${index}` },
    }));
    const body = renderCard(plainCard({ title: 'Open alerts', rows, actions: [{ verb: 'page', label: 'Next' }] }));
    const parts = walk(body.components as never);
    expect(parts.filter(({ label }) => label === 'Show')).toHaveLength(11);
    expect(textOf(body.components as never)).toMatch(/…and \d+ more/);
    expect(verdict(body)).toEqual([]);
  });

  test('a page of ten rows with a button each fits with its own five buttons', () => {
    const rows = Array.from({ length: 10 }, (_, index) => ({
      line: ['x'.repeat(200)],
      action: { verb: 'show', label: 'Show', ref: `alert/${index}` },
    }));
    const actions = Array.from({ length: 5 }, (_, index) => ({ verb: `verb${index}`, label: 'Go' }));
    const parts = walk(
      renderCard(plainCard({ title: 'Tickets', rows, actions, footer: ['1 of 3'] })).components as never,
    );
    expect(parts.filter(({ label }) => label === 'Show')).toHaveLength(10);
    expect(parts.filter(({ label }) => label === 'Go')).toHaveLength(5);
  });

  test('rows that name one item have a button each, and both mean the same', () => {
    const action = { verb: 'show', label: 'Open', ref: 'alert/2', confirm: 'Really?' };
    const rows = ['late', 'unassigned', 'oldest'].map((words) => ({ line: [words], action }));
    const body = renderCard(plainCard({ title: 'Twice', rows }));
    const ids = walk(body.components as never).flatMap((part) => part.custom_id ?? []);
    expect(ids).toEqual(['?show|alert/2|0', '+?show|alert/2|0', '++?show|alert/2|0']);
    expect(ids.map(understand)).toEqual(rows.map(() => ({ id: 'show|alert/2|0', asks: true })));
    expect(verdict(body)).toEqual([]);
  });

  test('bold beside bold stays two words', () => {
    const body = renderSaid([{ bold: 'a' }, { bold: 'b' }, { code: 'c' }, { code: 'd' }]);
    expect(walk(body.components as never).map(({ content }) => content)).toEqual(['**a**\u200B**b**`c`\u200B`d`']);
  });

  test('a cut line ends in an ellipsis and never in half an escape', () => {
    for (let length = 1; length < 40; length += 1) {
      const body = renderSaid([{ bold: '*'.repeat(2000 + length) }]);
      const [text] = walk(body.components as never).map(({ content }) => content ?? '');
      expect(text).toMatch(/^\*\*(\\\*)+…\*\*$/);
      expect(text?.length).toBeLessThanOrEqual(4000);
    }
  });
});
