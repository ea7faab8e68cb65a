import { expect, test } from 'vitest';
import { Impact, Priority, Urgency } from '../../../src/desk/ticket/priority.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import { ticketMoreActions } from '../../../src/desk/ticket/more.ts';
import { misfitsOf, priorityBy } from '../../../src/desk/ticket/triage.ts';
import { type Finding, triageTicket } from '../../../src/desk/ticket/triage-command.ts';
import {
  actor,
  ANN,
  aTicket,
  BEN,
  changed,
  CHANNEL,
  frozen,
  gone,
  HOUR,
  NOW,
  settings,
  there,
  ticketAfter,
  view,
  committed,
} from '../build.ts';

const FOUND: Finding = { key: 'form-1', impact: 'site', urgency: 'stopped', priority: 'P1', by: actor(ANN), why: '' };

test('the matrix, as it is and as an operator changes it', () => {
  const rows = (of: ReturnType<typeof settings>): string[] =>
    Impact.options.map((impact) => Urgency.options.map((urgency) => priorityBy({ impact, urgency }, of)).join(' '));
  expect(rows(settings())).toEqual(['P4 P4 P3', 'P4 P3 P2', 'P3 P2 P1', 'P2 P1 P1']);
  const own = settings({ tickets: { matrix: { user: { stopped: 'P2' }, site: { wait: 'P2' } } } });
  expect(rows(own)).toEqual(['P4 P4 P2', 'P4 P3 P2', 'P2 P2 P1', 'P2 P1 P1']);
  expect(() => settings({ tickets: { matrix: { user: { urgent: 'P1' } } } })).toThrow('urgent');
});

test('what does not fit is asked about, and nothing else', () => {
  const doubtful = Impact.options.flatMap((impact) =>
    Priority.options
      .filter((priority) => misfitsOf({ impact, urgency: 'wait', priority, matrix: priority }).length > 0)
      .map((priority) => `${priority} for ${impact}`),
  );
  expect(doubtful).toEqual(['P1 for user', 'P4 for site', 'P4 for everyone']);
  expect(misfitsOf({ impact: 'user', urgency: 'wait', priority: 'P1', matrix: 'P4' })).toEqual([
    'The matrix says P4 for this (one user, can wait).',
    'P1 has everybody drop what they do, and this is one user.',
  ]);
});

test('a triage sets priority, clock and reason, is noted, and rings when it became urgent', () => {
  const ticket = frozen(aTicket());
  const { item, entries, effects, notices } = changed(triageTicket(ticket, FOUND, view()));
  expect(item).toMatchObject({
    priority: 'P1',
    because: 'Ann Baker found: a whole site, work stops',
    triage: { matrix: 'P1', at: NOW, by: { id: ANN.id } },
  });
  expect(committed(item, view()).clocks?.response?.due).toBe(ticket.facts.createdAt + HOUR / 4);
  expect(entries.map(({ what, text }) => [what, text])).toEqual([
    ['triaged', 'Ann Baker set P1 (a whole site, work stops), was P3'],
  ]);
  expect(effects).toEqual([
    {
      job: 'write-back',
      key: 'triage-desk/12-form-1',
      ref: 'desk/12',
      system: 'desk',
      write: { verb: 'note', on: '12', text: 'Deskbell: Priority P1 (a whole site, work stops), was P3', by: '7' },
    },
  ]);
  expect(notices.map(({ loud, card }) => [loud, card.title])).toEqual([[true, '#1042 is P1 now']]);
});

test('the same form counts once, another one is recorded, a fall is quiet', () => {
  const first = { ...changed(triageTicket(aTicket(), FOUND, view())).item, revision: 2 };
  expect(triageTicket(first, FOUND, view())).toEqual({ is: 'unchanged' });
  const again: Finding = {
    ...FOUND,
    key: 'form-2',
    impact: 'user',
    priority: 'P2',
    by: actor(BEN),
    why: 'the boss\n*waits*',
  };
  const second = changed(triageTicket(first, again, view()));
  expect(second.entries[0]?.text).toBe(
    'Ben Cole set P2 (one user, work stops), was P1; the matrix says P3. Why: the boss *waits*',
  );
  expect(second.notices.map(({ loud, card }) => [loud, card.lines.map(plain)])).toEqual([
    [false, [[second.entries[0]?.text].join('')]],
  ]);
  expect(second.item.triage?.why).toBe('the boss *waits*');
});

test('no later read of the source takes the priority back, whatever the rules say', () => {
  const at = view({
    settings: settings({ tickets: { priorities: [{ when: { mailbox: 'Support' }, is: 'P4', because: 'support' }] } }),
  });
  const ticket = changed(triageTicket(aTicket({}, at), FOUND, at)).item;
  const read = changed(
    decideTicketSignal(ticket, there({ subject: 'Other', status: 'pending' }, { readAt: NOW + 1 }), at, false),
  );
  expect(read.item).toMatchObject({ priority: 'P1', because: 'Ann Baker found: a whole site, work stops' });
});

test('a priority goes where its route leads; what was open before the first start becomes a card when it is worse', () => {
  const routes = [{ when: { priority: ['P1'] }, to: ['chat:urgent'] }];
  const at = view({ settings: settings({ routes }) });
  const quiet = ticketAfter([there()], at, true);
  expect(quiet.places).toEqual([{ destination: CHANNEL, as: 'baseline' }]);
  expect(changed(triageTicket(quiet, FOUND, at)).item.places).toEqual([
    { destination: 'chat:urgent', as: 'card' },
    { destination: CHANNEL, as: 'moved' },
  ]);
  const lower = changed(triageTicket(quiet, { ...FOUND, priority: 'P4' }, at));
  expect(lower.item.places).toEqual([{ destination: CHANNEL, as: 'baseline' }]);
});

test.each([
  ['closed', ticketAfter([there({ status: 'closed' })]), 'is closed in The Desk; reopen it first.'],
  ['merged', ticketAfter([there(), gone('merged', NOW, '99')]), 'was merged into 99'],
  ['deleted', ticketAfter([there(), gone('deleted', NOW)]), 'was deleted'],
])('a ticket that is %s is not triaged', (_how, ticket, sentence) => {
  expect(triageTicket(ticket, FOUND, view())).toEqual({ is: 'refused', sentence: expect.stringContaining(sentence) });
});

test('secrets in the reason are masked; a source without notes gets none', () => {
  const why = 'login is password: hunter2hunter2';
  const { item, effects } = changed(triageTicket(aTicket(), { ...FOUND, why }, view({ abilities: {} })));
  expect(item.triage?.why).not.toContain('hunter2');
  expect(effects).toEqual([]);
  expect(ticketMoreActions(item, view()).map(({ verb }) => verb)).toContain('triage');
});
