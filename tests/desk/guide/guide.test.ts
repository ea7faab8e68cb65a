import { expect, test } from 'vitest';
import {
  chooseGuide,
  kindOf,
  nextGuideStep,
  recordOutcome,
  runbooksFor,
  tickGuide,
} from '../../../src/desk/guide/guide.ts';
import { guideCard } from '../../../src/desk/guide/card.ts';
import { guideSteps } from '../../../src/desk/guide/record.ts';
import { guideTexts } from '../../../src/desk/guide/texts.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { actor, ANN, aTicket, BEN, changed, frozen, gone, NOW, settings, ticketAfter, there, view } from '../build.ts';

const RUNBOOKS = [
  { title: 'Printers', url: 'https://wiki.example/p', when: { category: 'printer', client: '^acme$' } },
  { title: 'Second floor', url: 'https://wiki.example/2', when: { subject: 'second floor', mailbox: 'sup' } },
  { title: 'Anything', url: 'https://wiki.example/any' },
];
const HOUSE = view({ settings: settings({ runbooks: RUNBOOKS }) });

function tick(ticket: Ticket, step: (typeof guideSteps)[number], by = ANN, isDone = true) {
  return tickGuide(frozen(ticket), { step, by: actor(by), isDone }, HOUSE);
}

test.each([
  ['Printer on the second floor', 'printer'],
  ['Outlook does not open', 'mail'],
  ['No Internet at HQ', 'network'],
  ['Cannot log in, password expired', 'account'],
  ['My computer is slow', 'slow'],
  ['Nightly backup failed', 'backup'],
  ['Suspicious mail with an invoice', 'security'],
  ['Coffee machine', 'any'],
  ['', 'any'],
])('a ticket called "%s" gets the guide %s', (subject, kind) => {
  expect(kindOf(aTicket({ subject }))).toBe(kind);
});

test('its category decides before its subject, and a person before both', () => {
  const ticket = { ...aTicket(), category: 'Backups' };
  expect(kindOf(ticket)).toBe('backup');
  expect(kindOf(changed(chooseGuide(ticket, 'network', actor(ANN), HOUSE)).item)).toBe('network');
});

test('runbooks are those whose every pattern fits, in the order of the configuration', () => {
  const titles = (ticket: Ticket) => runbooksFor(ticket, HOUSE).map(({ title }) => title);
  expect(titles({ ...aTicket(), client: 'Acme' })).toEqual(['Printers', 'Second floor', 'Anything']);
  expect(titles({ ...aTicket({ subject: 'Slow' }), client: 'Acme', category: 'Printers and more' })).toEqual([
    'Printers',
    'Anything',
  ]);
  expect(titles(aTicket({ subject: 'Slow' }))).toEqual(['Anything']);
});

test('steps are ticked once, by whom is told, and can be taken back; the next one stands out', () => {
  expect(nextGuideStep(aTicket())).toBe('confirm');
  const one = changed(tick(aTicket(), 'confirm'));
  expect(one.entries).toMatchObject([{ what: 'guide-done', text: 'Ann Baker did: Confirm the symptom' }]);
  expect(tick(one.item, 'confirm', BEN)).toEqual({
    is: 'refused',
    sentence: 'Ann Baker ticked "Confirm the symptom" just now already.',
  });
  const card = guideCard(one.item, HOUSE);
  expect(card.rows.map(({ action }) => [action?.verb, action?.style])).toEqual([
    ['guide-untick', undefined],
    ['guide-tick', 'primary'],
    ['guide-tick', undefined],
    ['guide-tick', undefined],
  ]);
  expect(plain(card.rows[0]?.line ?? [])).toMatch(/^✅ Confirm the symptom: Which printer/);
  expect(plain(card.rows[0]?.detail ?? [])).toBe('Ann Baker 2026-11-02 09:00');
  expect(nextGuideStep(changed(tick(one.item, 'confirm', BEN, false)).item)).toBe('confirm');
  const merged = ticketAfter([there(), gone('merged', NOW, '77')]);
  expect(tick(merged, 'confirm')).toMatchObject({ is: 'refused' });
});

test('the outcome is one note in plain words, told in the thread without secrets, and once', () => {
  const wish = { key: 'one', by: actor(BEN), outcome: 'Driver <b>old</b>, password: hunter2', prevent: 'Update\nall' };
  const done = changed(recordOutcome(changed(tick(aTicket(), 'confirm')).item, wish, HOUSE));
  expect(done.effects).toMatchObject([
    {
      key: 'guide-one',
      write: {
        verb: 'note',
        text: [
          'Deskbell: guide "Printer".',
          'Confirm the symptom: done by Ann Baker',
          'Outcome (Ben Cole): Driver <b>old</b>, password: hunter2',
          'To keep it from coming back: Update\nall',
        ].join('\n'),
      },
    },
  ]);
  const [line] = done.notices;
  expect(plain(line?.card.lines[0] ?? [])).toBe(
    'Ben Cole found: Driver <b>old</b>, password: •••; to keep it from coming back: Update all',
  );
  expect(recordOutcome(done.item, wish, HOUSE)).toEqual({ is: 'unchanged' });
});

test('every guide has a text for every step, short enough for a row', () => {
  const texts = Object.values(guideTexts).flatMap(({ steps }) => guideSteps.map((step) => steps[step]));
  expect(texts.filter((text) => text.length < 20 || text.length > 160)).toEqual([]);
});
