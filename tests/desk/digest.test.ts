import { expect, test } from 'vitest';
import { type Digest, digestCard } from '../../src/desk/digest.ts';
import { decideAlertCommand } from '../../src/desk/alert-command.ts';
import { plain } from '../../src/desk/text.ts';
import { actor, ANN, anAlert, aTicket, changed, HOUR, MINUTE, NOW, view } from './build.ts';

function digest(more: Partial<Digest> = {}): Digest {
  return {
    title: 'How things stand',
    now: NOW,
    alerts: [],
    tickets: [],
    came: { alerts: 0, tickets: 0 },
    ended: { alerts: 0, tickets: 0 },
    holders: [],
    sources: [],
    stops: [],
    ...more,
  };
}

/** Every row in words, with the list that its button opens. */
function rows(of: Digest): string[] {
  return digestCard(of).rows.map(({ line, action }) => plain(line) + (action ? ` -> ${action.with}` : ''));
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
  const found = rows(
    digest({
      alerts: [seen, late, anAlert({ raw: 'warning', startedAt: NOW - 9 * HOUR, title: 'Old one' })],
      tickets: [{ ...held, breachedAt: NOW }, aTicket({ createdAt: NOW - 5 * HOUR })],
      came: { alerts: 7, tickets: 3 },
      ended: { alerts: 4, tickets: 1 },
      holders: [
        { name: 'Ann Baker', alerts: 1, tickets: 2 },
        { name: 'Ben Cole', alerts: 0, tickets: 1 },
      ],
      waitingTime: 2,
    }),
  );
  expect(found).toEqual([
    '🔴 2 critical alerts -> alerts.critical.1',
    '🟠 0 high alerts',
    '🟡 1 warning alerts -> alerts.warning.1',
    '🔵 0 info alerts',
    '2 alerts that nobody has acknowledged -> alerts.unacknowledged.1',
    '1 alerts that nobody answered in time -> alerts.late.1',
    '2 open tickets (1 In progress, 1 New) -> tickets.all.1',
    '1 tickets that nobody has -> tickets.unassigned.1',
    '1 tickets past their first response -> tickets.breached.1',
    '⏳ 1 first response is due within the hour.',
    'Oldest alert: Old one 2026-11-02 00:00',
    'Oldest ticket: #1042 Printer on the second floor 2026-11-02 04:00',
    'In the last day: 7 alerts came and 4 ended; 3 tickets came and 1 were closed.',
    'Who holds what: Ann Baker 3, Ben Cole 1.',
    '⏱ 2 time entries wait to be saved.',
  ]);
});

test('a ticket that was answered is neither late nor soon due', () => {
  const answered = { ...aTicket({ firstReplyAt: NOW }), breachedAt: NOW - HOUR };
  expect(rows(digest({ tickets: [answered] })).filter((row) => /past|due/.test(row))).toEqual([
    '0 tickets past their first response',
  ]);
});

test("our count stands beside the source's own, aloud where they differ", () => {
  const source = { title: 'The RMM', ours: 3, theirs: 3, heardAt: NOW, failing: undefined };
  const said = (more: object) => rows(digest({ sources: [{ ...source, ...more }] })).at(-1);
  expect(said({})).toBe('✅ The RMM counts 3 open, and so do we, counted 2026-11-02 09:00');
  expect(said({ theirs: 5 })).toBe('⚠️ The RMM counts 5 open, we count 3, counted 2026-11-02 09:00');
  expect(said({ theirs: undefined })).toBe('⚠️ The RMM was not heard yet.');
  expect(said({ failing: 'the key is refused.' })).toBe('❌ The RMM does not answer: the key is refused.');
});

test('the tone is that of the worst', () => {
  const tone = (...alerts: Parameters<typeof anAlert>[0][]) =>
    digestCard(digest({ alerts: alerts.map((facts) => anAlert(facts)) })).tone;
  expect([tone({ type: 'availability' }, {}), tone({}), tone({ raw: 'info' })]).toEqual(['critical', 'high', 'good']);
  expect(digestCard(digest({ tickets: [{ ...aTicket(), breachedAt: NOW - MINUTE }] })).tone).toBe('high');
});
