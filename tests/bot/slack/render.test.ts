import { describe, expect, test } from 'vitest';
import { listBlock } from '../../../src/bot/slack/parts.ts';
import { cardOf, plainMessage, renderCard } from '../../../src/bot/slack/render.ts';
import { plainCard, type Tone } from '../../../src/desk/card.ts';
import type { Span } from '../../../src/desk/text.ts';
import { HOSTILE_TEXT, monsterCard } from '../contract/hostile-cards.ts';
import { alertCard } from '../contract/script.ts';
import { blocksOf, readingOf } from './reading.ts';

describe('a whole card', () => {
  test('is one coloured attachment that Slack draws', () => {
    const card = alertCard({ actions: [{ verb: 'claim', label: 'Claim', style: 'primary', with: 'now' }] });
    expect(renderCard(card)).toEqual({
      text: '',
      blocks: [],
      attachments: [
        {
          color: '#d7263d',
          fallback: 'CRITICAL Disk C: is full on ACME-DC01: Failing since 2026-11-20 22:15 UTC, third time.',
          blocks: [
            {
              type: 'rich_text',
              block_id: 'alert/0000000000000042.3.0',
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'text', text: 'CRITICAL', style: { bold: true } },
                    { type: 'text', text: '  ' },
                    {
                      type: 'link',
                      url: 'https://rmm.example.com/agents/42',
                      text: 'Disk C: is full on ACME-DC01',
                      style: { bold: true },
                    },
                    { type: 'text', text: '\n' },
                    { type: 'text', text: 'Failing since ' },
                    { type: 'date', timestamp: 1_795_212_900, format: '{ago}', fallback: '2026-11-20 22:15 UTC' },
                    { type: 'text', text: ', third time.' },
                  ],
                },
              ],
            },
            {
              type: 'section',
              block_id: 'alert/0000000000000042.3.1',
              fields: [
                { type: 'mrkdwn', text: '*Client*\nAcme', verbatim: true },
                { type: 'mrkdwn', text: '*Device*\n`ACME-DC01`', verbatim: true },
              ],
            },
            {
              type: 'rich_text',
              block_id: 'alert/0000000000000042.3.2',
              elements: [
                { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'C: 0.4 GB free of 120 GB' }] },
              ],
            },
            {
              type: 'actions',
              block_id: 'alert/0000000000000042.3.3',
              elements: [
                {
                  type: 'button',
                  action_id: 'claim|alert/0000000000000042|3|now',
                  text: { type: 'plain_text', text: 'Claim', emoji: false },
                  style: 'primary',
                },
                {
                  type: 'button',
                  action_id: 'link:0',
                  text: { type: 'plain_text', text: 'Open in TRMM', emoji: false },
                  url: 'https://rmm.example.com/agents/42',
                },
              ],
            },
            {
              type: 'context',
              block_id: 'alert/0000000000000042.3.4',
              elements: [{ type: 'mrkdwn', text: 'Acknowledge says that you saw it.', verbatim: true }],
            },
          ],
        },
      ],
    });
  });

  test('each tone has a colour of its own', () => {
    const tones: Tone[] = ['critical', 'high', 'warning', 'info', 'good', 'neutral'];
    const colours = tones.map((tone) => renderCard(alertCard({ tone })).attachments[0]?.color);
    expect(new Set(colours).size).toBe(tones.length);
    for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });

  test('a mere line has no frame, and its text is for notifications', () => {
    const message = renderCard(plainCard({ title: '', lines: [['Ann took it ', { at: 0, as: 'day' }]] }));
    expect(message.attachments).toEqual([]);
    expect(message.text).toBe('Ann took it 1970-01-01');
    expect(readingOf(message).text).toBe('Ann took it 1970-01-01');
  });
});

describe('what is hostile', () => {
  test('nothing in mrkdwn can become a mention, a link, a mark or a picture', () => {
    const value = '<!channel> <https://evil.example|bank> *b* _i_ ~s~ `c` :siren: &lt; ACME_DC_01 fe80::1';
    const card = plainCard({ title: 'x', fields: [{ name: '*n*', value: [value] }] });
    const [, fields] = blocksOf(card);
    expect(fields).toMatchObject({
      fields: [
        {
          verbatim: true,
          text: `*∗n∗*\n&lt;!channel&gt; &lt;https://evil.example|bank&gt; ∗b∗ ˍiˍ ∼s∼ ˋcˋ :\u2060siren: &amp;lt; ACME_DC_01 fe80::1`,
        },
      ],
    });
  });

  test('code and links cannot be broken out of', () => {
    const value: Span[] = [{ code: 'a`<!here>`' }, { link: 'x|y>*', url: 'https://a.example/?q=1&b=<' }];
    const card = plainCard({ title: 'x', fields: [{ name: 'n', value }] });
    expect(blocksOf(card)[1]).toMatchObject({
      fields: [{ text: "*n*\n`a'&lt;!here&gt;'`<https://a.example/?q=1&amp;b=%3C|x¦y&gt;∗>" }],
    });
  });

  test('addresses that no browser should open are no links', () => {
    const links = ['javascript:alert(1)', 'file:///etc/passwd', 'nonsense', ''].map((url) => ({ label: 'Go', url }));
    expect(blocksOf(plainCard({ title: 'x', url: 'javascript:alert(1)', links }))).toHaveLength(1);
    expect(readingOf({ blocks: blocksOf(plainCard({ title: 'x', url: 'data:text/html,x', links })) }).links).toEqual(
      [],
    );
  });

  test('the fallback for notifications is escaped', () => {
    expect(renderCard(alertCard({ badge: '', title: '<!channel>', lines: [] })).attachments[0]?.fallback).toBe(
      '&lt;!channel&gt;',
    );
  });
});

test('lines that find no room are counted, as on every chat', () => {
  const lines = Array.from({ length: 40 }, (_, index) => [`${index} ${'word '.repeat(12)}`]);
  const { text } = readingOf({ blocks: blocksOf(alertCard({ lines })) });
  expect(text).toContain('22 word');
  expect(text).toMatch(/… and 1\d more/);
});

describe('buttons', () => {
  test('the same one twice, or one that cannot be named, is left out', () => {
    const actions = [
      { verb: 'claim', label: 'Claim' },
      { verb: 'claim', label: 'Claim again' },
      { verb: 'x'.repeat(200), label: 'Too long' },
    ];
    expect(readingOf({ blocks: blocksOf(alertCard({ actions, links: [] })) }).buttons).toEqual(['Claim']);
  });

  test('ids of blocks change with the revision and name the card', () => {
    const ids = (revision: number) =>
      blocksOf(alertCard({ revision })).map((block) =>
        String(Object.entries(block).find(([key]) => key === 'block_id')?.[1]),
      );
    expect(ids(3).some((id) => ids(4).includes(id))).toBe(false);
    expect(new Set(ids(3).map(cardOf))).toEqual(new Set([alertCard().ref]));
  });
});

describe('mentions', () => {
  const line: Span[] = [
    { mention: 'Ben <Cole>', accounts: { slack: 'U0BEN' } },
    ' ',
    { mention: 'Cara', accounts: {} },
  ];

  test('a notice calls above its frame', () => {
    const message = renderCard(plainCard({ title: 'You are paged', lines: [line] }), true);
    expect(message.text).toBe('<@U0BEN> You are paged');
    expect(JSON.stringify(message.attachments)).toContain('{"type":"user","user_id":"U0BEN"}');
  });

  test('a standing card shows names', () => {
    const message = renderCard(alertCard({ lines: [line], fields: [{ name: 'Owner', value: line }] }));
    expect(JSON.stringify(message)).not.toContain('U0BEN');
    expect(message.text).toBe('');
    expect(JSON.stringify(message)).toContain('*Ben &lt;Cole&gt;* *Cara*');
  });

  test('an account that is none is never written as one', () => {
    const card = plainCard({ title: 'x', lines: [[{ mention: 'Ben', accounts: { slack: '!channel' } }]] });
    expect(renderCard(card, true).text).toBe('');
    expect(JSON.stringify(renderCard(card, true))).not.toContain('!channel');
  });
});

test('the words of last resort pass whatever the card holds', () => {
  const message = plainMessage(monsterCard(HOSTILE_TEXT));
  expect(message.text.length).toBeLessThanOrEqual(4_000);
  expect(message.text).not.toMatch(/<[!@#h]/);
  expect(message.text).toContain('could not be drawn in full');
  expect({ blocks: message.blocks, attachments: message.attachments }).toEqual({ blocks: [], attachments: [] });
});

test('a list that is longer than one text of Slack stands whole in several', () => {
  const lines = Array.from({ length: 250 }, (_, index) => `SRV-${index}: Service 1 on SRV-${index} has stopped.`);
  const block = listBlock(lines);
  const texts = block.elements.flatMap(({ elements }) =>
    elements.map((one) => ('text' in one ? (one.text ?? '') : '')),
  );
  expect(texts.join('')).toBe(lines.join('\n'));
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(10_000);
});
