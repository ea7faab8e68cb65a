import { expect, test } from 'vitest';
import { plainCard, type Card } from '../../../src/desk/card.ts';
import { pagesOf } from '../../../src/desk/full-text.ts';
import { conversationPage } from '../../../src/desk/ticket/conversation-page.ts';
import { digestCard } from '../../../src/desk/digest/digest.ts';
import { quietCard } from '../../../src/desk/quiet/digest.ts';
import { anAlert, aTicket, HOUR, NOW, STOP, view } from '../../desk/build.ts';
import { talk } from '../../desk/ticket/talk.ts';
import { posted, postOf, seen, stageFor, type SetUp } from './acting.ts';
import { emptyCard, HOSTILE_TEXT, monsterCard } from './hostile-cards.ts';

export function describeMonsters(setUp: SetUp): void {
  const hostile = (): Card => ({ ...monsterCard(HOSTILE_TEXT), ref: 'alert/1', revision: 1 });

  test('a card with too much of everything is cut, not refused, and keeps all its buttons', async () => {
    const stage = await stageFor(setUp);
    const reference = await stage.platform.outbound.post(postOf(stage, { card: monsterCard() }));
    const message = await seen(stage, reference);
    const labels = Array.from({ length: 10 }, (_, index) => `Button ${index + 1}`);
    expect(message.buttons.filter((label) => label.startsWith('Button'))).toEqual(labels);
    for (const words of ['Everything is on fire', 'Field 1 ', 'Row 1 ', 'line 1 '])
      expect(message.text).toContain(words);
    expect(message.links.filter((url) => !url.startsWith('https://'))).toEqual([]);
    await stage.platform.outbound.edit(stage.channel, reference, monsterCard(), AbortSignal.timeout(10_000));
  });

  test('hostile words ring nobody and forge no link', async () => {
    const stage = await stageFor(setUp);
    const reference = await stage.platform.outbound.post(postOf(stage, { card: hostile() }));
    const message = await seen(stage, reference);
    expect(message.rang).toEqual([]);
    expect(message.links.filter((url) => url.includes('evil.example'))).toEqual([]);
    expect(message.text).not.toMatch(/[\u202E\u2066]/);
  });

  test.each(['output', 'prose'] as const)(
    'a page of a long %s is shown whole, however much of it must be escaped',
    async (as) => {
      const stage = await stageFor(setUp);
      const long = `${'[`*_"\\|~>#'.repeat(20)} ${HOSTILE_TEXT}\n`.repeat(40);
      const [first = '', second = ''] = pagesOf(long);
      for (const page of [first, second]) {
        const text = `${page.trim()} END`;
        const card = {
          ...plainCard({ ref: 'alert/1', title: 'x'.repeat(250), tone: 'high' }),
          quote: { text, as, whole: true },
        };
        const reference = await posted(stage, postOf(stage, { card, key: page }));
        expect((await seen(stage, reference)).text.trimEnd()).toMatch(/END\W*$/);
      }
    },
  );

  test('every page of a long conversation is shown whole, however much of it must be escaped', async () => {
    const stage = await stageFor(setUp);
    const long = `${'[`*_"\\|~>#'.repeat(10)} ${HOSTILE_TEXT}\n`.repeat(20);
    const conversation = talk(long, 12);
    const { pages } = conversationPage(conversation, 'The Desk', { page: 1, quoted: false });
    expect(pages).toBeGreaterThan(5);
    for (const number of [1, 2, pages]) {
      const { passages } = conversationPage(conversation, 'The Desk', { page: number, quoted: false });
      const card = {
        ...plainCard({ ref: 'alert/1', title: '['.repeat(120), tone: 'high' }),
        url: `https://desk.example/${'x'.repeat(60)}`,
        lines: [['P1 In progress · ', '_'.repeat(60), ' · 🙋 ', '*'.repeat(60)]],
        passages: passages.map((passage, index) => ({ ...passage, text: `${passage.text} END${index}` })),
        footer: ['Page 10 of 20, newest first · 120 entries · read from The Desk ', { at: 0, as: 'clock' as const }],
        actions: Array.from({ length: 10 }, (_, index) => ({ verb: `verb${index}`, label: 'Show quoted mail' })),
      };
      const { text } = await seen(stage, await posted(stage, postOf(stage, { card, key: String(number) })));
      for (const index of passages.keys()) expect(text).toContain(`END${index}`);
      expect(text).not.toMatch(/more$/m);
    }
  });

  test('a night and a digest of 2,000 alerts and 300 tickets are one message each, with the way to all of it', async () => {
    const stage = await stageFor(setUp);
    const words = { title: HOSTILE_TEXT.repeat(3), client: HOSTILE_TEXT };
    const alerts = Array.from({ length: 2_000 }, (_, index) => ({ ...anAlert(words), ref: `rmm/check/${index}/1` }));
    const tickets = Array.from({ length: 300 }, (_, index) => ({
      ...aTicket({ subject: HOSTILE_TEXT }),
      ref: `desk/${index}`,
    }));
    const night = quietCard([...alerts, ...tickets], { from: NOW, to: NOW + HOUR }, view());
    const opening = await seen(stage, await posted(stage, postOf(stage, { card: night, key: 'opening' })));
    expect([opening.text.includes('2000 alerts and 300 tickets came'), opening.buttons.at(-1)]).toEqual([
      true,
      'Show all',
    ]);
    expect(opening.text).toContain('and 2292 more');
    const holders = Array.from({ length: 40 }, (_, index) => ({ name: `${index} ${HOSTILE_TEXT}`, count: 50 }));
    const flow = { 'alerts-came': 1, 'alerts-ended': 1, 'tickets-came': 1, 'tickets-closed': 1, 'tickets-reopened': 1 };
    const promised = { 'answer-late': 300, 'solution-late': 300, 'due-soon': 300, 'due-shift': 300 };
    const since = { from: NOW, to: NOW + HOUR, isFirst: false };
    const stops = Array.from({ length: 9 }, (_, index) => ({ ...STOP, ref: `stop/${index}`, client: HOSTILE_TEXT }));
    const whole = { title: 'How things stand', now: NOW, alerts, tickets, since, flow, promised, holders, stops };
    const card = digestCard({ ...whole, sources: [] });
    const digest = await seen(stage, await posted(stage, postOf(stage, { card, key: 'digest' })));
    expect([digest.text.replaceAll('*', '').includes('300 open tickets'), digest.buttons.at(-1)]).toEqual([
      true,
      'All numbers now',
    ]);
    expect([opening.rang, digest.rang]).toEqual([[], []]);
  });

  test('a card with next to nothing on it', async () => {
    const stage = await stageFor(setUp);
    const reference = await stage.platform.outbound.post(postOf(stage, { card: emptyCard() }));
    expect(await seen(stage, reference)).toMatchObject({ reference });
  });
}
