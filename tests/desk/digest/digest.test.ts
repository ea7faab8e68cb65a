import { expect, test } from 'vitest';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { type Digest, digestCard } from '../../../src/desk/digest/digest.ts';
import type { DigestSource } from '../../../src/desk/digest/source.ts';
import { plain } from '../../../src/desk/text.ts';
import { actor, ANN, anAlert, aTicket, changed, HOUR, NOW, STOP, view } from '../build.ts';

const QUIET = { 'alerts-came': 0, 'alerts-ended': 0, 'tickets-came': 0, 'tickets-closed': 0, 'tickets-reopened': 0 };
const KEPT = { 'answer-late': 0, 'solution-late': 0, 'due-soon': 0, 'due-shift': 0 };

function digest(more: Partial<Digest> = {}): Digest {
  return {
    title: 'How things stand',
    now: NOW,
    alerts: [],
    tickets: [],
    since: { from: NOW - 24 * HOUR, to: NOW, isFirst: true },
    flow: QUIET,
    promised: KEPT,
    holders: [],
    sources: [],
    stops: [],
    ...more,
  };
}

/** Every row in words, with what its button opens. */
function rows(of: Digest): string[] {
  return digestCard(of).rows.map(
    ({ line, action }) => plain(line) + (action ? ` -> ${action.with ?? action.ref ?? ''}` : ''),
  );
}

test('nothing open is good news, with no button that opens an empty list', () => {
  const card = digestCard(digest());
  expect([card.tone, card.rows.some(({ action }) => action)]).toEqual(['good', false]);
  expect(rows(digest())).toContain('🔴 0 critical alerts');
});

test('every number opens its rows', () => {
  const critical = anAlert({ type: 'availability' });
  const seen = changed(decideAlertCommand(critical, { verb: 'acknowledge', by: actor(ANN) }, view())).item;
  const response = { from: NOW, severity: 'critical', because: 'the target', breachedAt: NOW } as const;
  const late = { ...critical, response };
  const held = aTicket({ assignee: { id: '7', name: 'Ann' } });
  const old = anAlert({ raw: 'warning', startedAt: NOW - 9 * HOUR, title: 'Old one' });
  const from = NOW - 25 * HOUR;
  const found = rows(
    digest({
      alerts: [seen, late, { ...old, ref: 'old' }],
      tickets: [held, aTicket({ createdAt: NOW - 5 * HOUR })],
      since: { from, to: NOW, isFirst: false },
      flow: { 'alerts-came': 7, 'alerts-ended': 4, 'tickets-came': 3, 'tickets-closed': 1, 'tickets-reopened': 1 },
      promised: { 'answer-late': 1, 'solution-late': 2, 'due-soon': 3, 'due-shift': 4 },
      holders: [
        { name: 'Ann Baker', count: 3 },
        { name: 'Ben Cole', count: 1 },
      ],
      stops: [STOP],
      waitingTime: 2,
    }),
  );
  expect(found).toEqual([
    expect.stringContaining('STOPPED: Acme'),
    '🔴 2 critical alerts -> alerts.critical.1',
    '🟠 0 high alerts',
    '🟡 1 warning alert -> alerts.warning.1',
    '🔵 0 info alerts',
    '2 alerts that nobody has acknowledged -> alerts.unacknowledged.1',
    '1 alert that nobody answered in time -> alerts.late.1',
    '1 ticket that nobody has -> tickets.unassigned.1',
    '1 ticket past its first answer -> promised.answer-late.1',
    '2 tickets past their solution -> promised.solution-late.1',
    '⏳ 3 tickets due within four hours -> promised.due-soon.1',
    '2 open tickets (1 New, 1 In progress) -> all',
    'Since the last digest, 25 hours ago (2026-11-01 08:00): alerts: 7 came, 4 ended; tickets: 3 came, 1 closed, 1 came back.' +
      ` -> flow.${from.toString(36)}~${NOW.toString(36)}.1`,
    'Alerts and tickets in hand: Ann Baker 3, Ben Cole 1. -> held.all.1',
    'Oldest alert: Old one 2026-11-02 00:00 -> old',
    'Oldest ticket: #1042 Printer on the second floor 2026-11-02 04:00 -> desk/12',
    '⏱ 2 time entries wait to be saved.',
  ]);
});

test("our count stands beside the source's own; where they differ it comes first, with what mends it", () => {
  const said = (source: DigestSource) => rows(digest({ sources: [source] }));
  const title = 'The RMM';
  expect(said({ title, is: 'equal', count: 3, heardAt: NOW }).at(-1)).toBe(
    '✅ The RMM counts 3 open, and so do we, counted 2026-11-02 09:00',
  );
  expect(said({ title, is: 'unequal', ours: 3, theirs: 5, heardAt: NOW })[0]).toBe(
    '⚠️ The RMM counts 5 open, we count 3, counted 2026-11-02 09:00. A lead can run /desk ledger prove: it names what differs and puts it in order.',
  );
  expect(said({ title, is: 'moved', ours: 3, theirs: 1, heardAt: NOW }).at(-1)).toBe(
    '✅ The RMM counted 1 open 2026-11-02 09:00, we count 3 now: what came and ended since accounts for it.',
  );
  expect(said({ title, is: 'unheard' })[0]).toBe('⚠️ The RMM was not heard yet.');
  expect(said({ title, is: 'failing', sentence: 'the key is refused.' })[0]).toBe(
    '❌ The RMM does not answer: the key is refused.',
  );
});

test('the tone is that of the worst', () => {
  const tone = (...alerts: Parameters<typeof anAlert>[0][]) =>
    digestCard(digest({ alerts: alerts.map((facts) => anAlert(facts)) })).tone;
  expect([tone({ type: 'availability' }, {}), tone({}), tone({ raw: 'info' })]).toEqual(['critical', 'high', 'good']);
  expect(digestCard(digest({ promised: { ...KEPT, 'solution-late': 1 } })).tone).toBe('high');
});

test('without a source of tickets nothing is said of tickets', () => {
  expect(rows(digest({ ticketless: true })).filter((row) => /ticket/i.test(row))).toEqual([]);
  expect(rows(digest()).filter((row) => /ticket/i.test(row)).length).toBeGreaterThan(3);
});
