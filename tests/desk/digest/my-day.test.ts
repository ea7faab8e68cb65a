import { expect, test } from 'vitest';
import type { DayTime } from '../../../src/desk/time/claimed.ts';
import { dayOf } from '../../../src/desk/clock/day.ts';
import { dayEndCard, wantsWord } from '../../../src/desk/time/day-end.ts';
import { type MyDay, myDayCard } from '../../../src/desk/digest/my-day.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import type { TimeEntry } from '../../../src/desk/time/entry.ts';
import { renderCard } from '../../../src/bot/discord/render.ts';
import { ANN, anAlert, aTicket, HOUR, MINUTE, NOW, settings, STOP, view } from '../build.ts';

const SETTINGS = settings({ sla: { response: { P3: '4h' } } });
const YESTERDAY = dayOf(Temporal.PlainDate.from('2026-11-01'), 'UTC');

function ticket(number: string, createdAt: number): Ticket {
  return { ...aTicket({ number, createdAt, subject: `Printer ${number}` }), ref: `desk/${number}` };
}

function entry(state: TimeEntry['state'], more: Partial<TimeEntry> = {}): TimeEntry {
  const key = `key-${state}`;
  return {
    kind: 'time',
    schema: 1,
    ref: `time/${key}`,
    revision: 1,
    at: NOW,
    state,
    wish: {
      key,
      person: { id: ANN.id, name: ANN.name },
      customer: { id: 'C-1', name: 'Acme' },
      hours: 1.5,
      endsAt: YESTERDAY.from + 12 * HOUR,
      text: 'Replaced the disk',
      billable: true,
      activity: 'Execution',
    },
    ...more,
  };
}

function hours(more: Partial<DayTime> = {}): DayTime {
  return { day: YESTERDAY, items: [], claimed: 0, logged: 0, gap: 0, entries: [], ...more };
}

function missing(count: number): DayTime {
  const items = Array.from({ length: count }, (_, index) => ({
    item: ticket(String(index), NOW),
    claimed: 2 * HOUR,
    logged: HOUR / 2,
    gap: 1.5,
  }));
  return hours({ items, claimed: 2 * HOUR, logged: HOUR / 2, gap: 1.5 });
}

function mine(more: Partial<MyDay> = {}): MyDay {
  return { person: ANN, view: view({ settings: SETTINGS }), alerts: [], tickets: [], ...more };
}

/** Every row in words, with what its button says. */
function rows(card: ReturnType<typeof myDayCard>): string[] {
  return card.rows.map(({ line, action }) =>
    [plain(line), ...(action ? [`-> ${[action.verb, action.ref, action.with].filter(Boolean).join(' ')}`] : [])].join(
      ' ',
    ),
  );
}

test('a morning with nothing says so, and is good', () => {
  const card = myDayCard({ ...mine({ yesterday: hours() }), date: '2026-11-02' });
  expect([card.title, card.tone, card.lines.map(plain), card.rows]).toEqual([
    'Your day, Ann Baker, 2026-11-02',
    'good',
    ['No alert and no ticket is yours.'],
    [],
  ]);
});

test('what is late stands first and is marked, what is due next after it, each with the way to it', () => {
  const late = ticket('1', NOW - 5 * HOUR);
  const soon = ticket('2', NOW - 3 * HOUR);
  const later = ticket('3', NOW - 10 * MINUTE);
  const answered = {
    ...ticket('4', NOW - 5 * HOUR),
    facts: { ...ticket('4', NOW - 5 * HOUR).facts, firstReplyAt: NOW },
  };
  const card = myDayCard(mine({ alerts: [anAlert()], tickets: [later, late, answered, soon] }));
  const clocks = rows(card).filter((row) => row.includes('first response'));
  expect(clocks).toEqual([
    '⏰ #1 Printer 1 · late: first response was due 2026-11-02 08:00 -> show desk/1',
    '⏳ #2 Printer 2 · first response due 2026-11-02 10:00 -> show desk/2',
    '⏳ #3 Printer 3 · first response due 2026-11-02 12:50 -> show desk/3',
  ]);
  expect(card.tone).toBe('high');
  expect(rows(card).slice(0, 2)).toEqual([
    '1 alert is yours: 1 high -> list - alerts.mine.1',
    '4 tickets are yours: 4 New -> list - tickets.mine.1',
  ]);
});

test('what was not logged yesterday has a button for each item, and the way to the whole day', () => {
  const found = rows(myDayCard(mine({ yesterday: missing(3) })));
  expect(found).toEqual([
    '⏱ Not logged yesterday: 1.5 h -> day - 2026-11-01',
    '🎫 #0 Printer 0 -> log-gap desk/0 2026-11-01',
    '🎫 #1 Printer 1 -> log-gap desk/1 2026-11-01',
    '… and 1 more',
  ]);
  const detail = (time: DayTime) => myDayCard(mine({ yesterday: time })).rows.map((row) => plain(row.detail ?? []))[1];
  expect([detail(missing(1)), detail(missing(2))]).toEqual([
    'Claimed 2 h, logged 0.5 h: 1.5 h missing',
    'Claimed 2 h, logged 0.5 h: up to 1.5 h missing',
  ]);
});

test('the fullest morning keeps every button where a message holds forty parts', () => {
  const unbilled = {
    yesterday: '2026-11-01',
    monday: '2026-11-02',
    clients: [{ client: 'Acme', missing: [], entries: [{ date: '2026-11-02', entry: entry('waiting') }] }],
    unsettled: [entry('waiting')],
  };
  const stops = [STOP, { ...STOP, ref: 'stop/globex', client: 'Globex' }];
  const tickets = Array.from({ length: 9 }, (_, index) => ticket(String(index), NOW - index * MINUTE));
  const full = mine({
    view: view({ settings: SETTINGS, stops }),
    alerts: [anAlert()],
    tickets,
    yesterday: missing(4),
    unbilled,
  });
  const card = myDayCard(full);
  const wanted = card.rows.filter(({ action }) => action).length;
  expect(wanted).toBe(11);
  expect(JSON.stringify(renderCard(card)).split('"accessory"')).toHaveLength(wanted + 1);
});

test('the day’s end has a word for what is missing, waiting or refused, and none where all is well', () => {
  expect(
    [hours(), hours({ entries: [entry('saved')] }), missing(1), hours({ entries: [entry('refused')] })].map(wantsWord),
  ).toEqual([false, false, true, true]);
  const entries = [
    entry('saved', { saved: { name: 'TS-1', url: 'https://erp.example/TS-1', from: '', to: '' } }),
    entry('waiting', { trouble: 'The Book does not answer.' }),
    entry('refused', { trouble: 'It overlaps TS-9.' }),
  ];
  const card = dayEndCard(ANN, { ...missing(1), entries }, view());
  expect([card.title, card.tone, card.lines.map(plain).join()]).toEqual([
    '⏱ 1.5 h of 2026-11-01 are not logged, Ann Baker',
    'high',
    'Claimed 2 h, logged 0.5 h.',
  ]);
  expect(rows(card)).toEqual([
    '🎫 #0 Printer 0 -> log-gap desk/0 2026-11-01',
    '⏳ 1.5 h for Acme waits for The Book: The Book does not answer.',
    '❌ 1.5 h for Acme was refused: It overlaps TS-9. -> correct-time time/key-refused',
    '✅ 1.5 h for Acme · TS-1',
  ]);
  expect(card.rows.map(({ detail = [] }) => plain(detail))).toContain('Claimed 2 h, logged 0.5 h: 1.5 h missing');
});
