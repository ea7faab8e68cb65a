import { expect, test } from 'vitest';
import { giveTurn, noTurnFor, onDuty, whyNobody, whyNotNow } from '../../../src/desk/ticket/auto-assign.ts';
import type { DeskView } from '../../../src/desk/decision.ts';
import { plain } from '../../../src/desk/text.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import { decideTicketCommand } from '../../../src/desk/ticket/command.ts';
import { settleAssignment } from '../../../src/desk/ticket/settled.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket, TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { actor, ANN, BEN, changed, CHANNEL, HOUR, NOW, settings, STOP, there, view } from '../build.ts';

const WEEK = { monday: [{ from: '08:00', to: '12:00' }] };
const HOUSE = settings({
  calendars: { early: { week: WEEK } },
  tickets: { assign: { mailboxes: ['Support'], priorities: ['P3'], most: 3 } },
});
const ANNS = { id: '7', name: 'Ann Baker' };
const BENS = { id: '8', name: 'Ben Cole' };
const BEN_CAN = { person: BEN, account: '8', open: 0 };

function at(more: Partial<DeskView> = {}): DeskView {
  return view({ settings: HOUSE, ...more });
}

function arrived(facts: Partial<TicketFacts> = {}, seen = at(), quiet = false) {
  return changed(decideTicketSignal(undefined, there(facts), seen, quiet));
}

function given(): Ticket {
  return changed(giveTurn(arrived().item, BEN_CAN, at())).item;
}

function holder(ticket: Ticket): string {
  return plain(ticketCard(ticket, at()).lines[1] ?? []);
}

function settled(ticket: Ticket, more: { sentence?: string; assignee?: TicketFacts['assignee'] }) {
  const { sentence, assignee } = more;
  const readBack = there(assignee ? { assignee } : {}, { readAt: NOW + 1 });
  const key = ticket.intent?.key ?? '';
  return changed(settleAssignment(ticket, { key, readBack, ...(sentence === undefined ? {} : { sentence }) }, at()));
}

test('a ticket that arrives and that nobody has asks for a turn, once', () => {
  const { item, effects } = arrived();
  expect(item.turn).toEqual({ is: 'due', at: NOW });
  expect(effects).toEqual([{ job: 'assign-turn', key: 'assign-turn-desk/12', ref: 'desk/12', system: 'desk' }]);
  const again = changed(decideTicketSignal(item, there({ subject: 'New' }, { readAt: NOW + 1 }), at(), false));
  expect(again.effects).toEqual([]);
});

test.each<[string, ReturnType<typeof arrived>]>([
  ['somebody has it', arrived({ assignee: ANNS })],
  ['it waits for the customer', arrived({ status: 'pending' })],
  ['it is closed', arrived({ status: 'closed' })],
  ['it is in another mailbox', arrived({ mailbox: { id: '2', name: 'Sales' } })],
  ['its priority is another', arrived({}, at({ settings: settings({ tickets: { assign: { priorities: ['P1'] } } }) }))],
  ['turns are off', arrived({}, at({ settings: settings() }))],
  ['nobody can be assigned from here', arrived({}, at({ abilities: {} }))],
  ['it was open before the first start', arrived({}, at(), true)],
])('no turn is asked for when %s', (_when, { item, effects }) => {
  expect([item.turn, effects]).toEqual([undefined, []]);
});

test('on duty is who takes part and is within their working hours', () => {
  const people = [ANN, BEN, { ...ANN, id: 'v', name: 'Vera', role: 'viewer' as const }];
  const names = (assign: object, now = NOW) =>
    onDuty(people, settings({ calendars: { early: { week: WEEK } }, tickets: { assign } }), now).map(
      ({ name }) => name,
    );
  expect(names({})).toEqual(['Ann Baker', 'Ben Cole']);
  expect(names({ who: [{ name: 'BEN@msp.example' }, { name: 'Nobody' }] })).toEqual(['Ben Cole']);
  expect(names({ calendar: 'early' }, NOW + 4 * HOUR)).toEqual([]);
  expect(names({ who: [{ name: 'Ann Baker' }, { name: 'Ben Cole', calendar: 'early' }] }, NOW + 4 * HOUR)).toEqual([
    'Ann Baker',
  ]);
  expect(onDuty(people, settings(), NOW)).toEqual([]);
});

test('who has no user, too many tickets or no access gets none now', () => {
  expect(whyNotNow({ person: BEN, open: 0 }, HOUSE)).toBe('Ben Cole has no user in the ticket system');
  expect(whyNotNow({ ...BEN_CAN, open: 3 }, HOUSE)).toBe('Ben Cole has 3 open tickets');
  expect(whyNotNow({ ...BEN_CAN, obstacle: 'no access' }, HOUSE)).toBe('no access');
  expect(whyNotNow({ ...BEN_CAN, open: 2 }, HOUSE)).toBeUndefined();
});

test('the turn is an order in the name of whoever gets it; card, thread and they themselves hear of it', () => {
  const { item, effects, entries } = changed(giveTurn(arrived().item, BEN_CAN, at()));
  expect(effects.map((effect) => 'write' in effect && effect.write)).toEqual([
    { verb: 'assign', row: '12', to: '8', from: null, by: '8' },
  ]);
  expect([entries.map(({ text }) => text), holder(item)]).toEqual([
    ['Ben Cole gets it by turn'],
    '✍️ Ben Cole gets it by turn, writing to The Desk…',
  ]);
  const done = settled(item, { assignee: BENS });
  expect(holder(done.item)).toBe('🙋 Ben Cole has it, by turn');
  expect(
    done.notices.map(({ destination, card }) => [destination, card.title || card.lines.map(plain).join()]),
  ).toEqual([
    [CHANNEL, 'Assigned to Ben Cole by turn'],
    ['chat:@B1', 'Yours by turn: #1042 Printer on the second floor'],
  ]);
});

test('nobody can have it: said once, and it stays as it is', () => {
  const { item, notices, effects } = changed(noTurnFor(arrived().item, 'nobody is on duty now', at()));
  expect(notices.map(({ loud, card }) => [loud, card.lines.map(plain)])).toEqual([
    [false, ['Assigned to nobody by turn: nobody is on duty now']],
  ]);
  expect([effects, item.facts.assignee, noTurnFor(item, 'x', at())]).toEqual([[], undefined, { is: 'unchanged' }]);
});

test('the reason is one that helps', () => {
  const { item } = arrived();
  const why = (duty: (typeof ANN)[], reasons: string[], last?: string) =>
    whyNobody(item, { duty, last, reasons }, at());
  expect(why([], [])).toBe('nobody is on duty now');
  expect(why([BEN], [], BEN.id)).toBe('Ben Cole had the one before');
  expect(why([ANN, BEN], ['Ann Baker has 3 open tickets'], BEN.id)).toBe(
    'Ann Baker has 3 open tickets; Ben Cole had the one before',
  );
  const acme = settings({ clients: [{ name: 'Acme', mail: ['acme.example'] }], tickets: { assign: {} } });
  const stopped = at({ settings: acme, stops: [STOP] });
  const ours = arrived({}, stopped).item;
  expect(whyNobody(ours, { duty: [], last: undefined, reasons: [] }, stopped)).toBe('Acme is stopped');
});

test('whoever has claimed it meanwhile keeps it', () => {
  const claim = { verb: 'claim' as const, by: actor(ANN), account: ANNS, key: 'a' };
  const claimed = changed(decideTicketCommand(arrived().item, claim, at())).item;
  expect(giveTurn(claimed, BEN_CAN, at())).toEqual({ is: 'unchanged' });
  expect(noTurnFor(claimed, 'x', at())).toEqual({ is: 'unchanged' });
});

test('a claim while the turn is being written wins, as soon as that is read back', () => {
  const claim = { verb: 'claim' as const, by: actor(ANN), account: ANNS, key: 'a' };
  const waits = changed(decideTicketCommand(given(), claim, at()));
  expect([waits.effects, holder(waits.item)]).toEqual([[], '✍️ Ann Baker takes it, writing to The Desk…']);
  expect(decideTicketCommand(waits.item, claim, at())).toEqual({ is: 'unchanged' });
  const third = decideTicketCommand(
    waits.item,
    { ...claim, by: { id: 'x', name: 'X', via: 'chat' }, account: { id: '9', name: 'X' } },
    at(),
  );
  expect(third).toMatchObject({ is: 'refused', sentence: expect.stringContaining('Ann Baker was faster') });

  const next = settled(waits.item, { assignee: BENS });
  expect(next.effects.map((effect) => 'write' in effect && effect.write)).toEqual([
    { verb: 'assign', row: '12', to: '7', from: '8', by: '7' },
  ]);
  expect(next.notices.filter(({ destination }) => destination === 'chat:@B1')).toEqual([]);
  const end = settled(next.item, { assignee: ANNS });
  expect(holder(end.item)).toBe('🙋 Ann Baker has it');
});

test('the claim is written where the turn came to nothing, and lost where somebody else was faster by hand', () => {
  const claim = { verb: 'claim' as const, by: actor(ANN), account: ANNS, key: 'a' };
  const waits = changed(decideTicketCommand(given(), claim, at())).item;
  const failed = settled(waits, { sentence: 'Ben Cole has no access.' });
  expect(failed.effects.map((effect) => 'write' in effect && effect.write)).toEqual([
    { verb: 'assign', row: '12', to: '7', from: null, by: '7' },
  ]);
  const lost = settled(waits, { sentence: 'Cara has it.', assignee: { id: '9', name: 'Cara' } });
  expect(lost.effects).toEqual([]);
  expect(lost.notices.find(({ destination }) => destination === 'chat:@A1')?.card.lines).toEqual([
    ['Cara was faster.'],
  ]);
});

test('once a person decides who has it, nobody reads of turns any more', () => {
  const held = settled(given(), { assignee: BENS }).item;
  const by = { by: actor(BEN), account: BENS };
  const freed = changed(decideTicketCommand(held, { verb: 'release', ...by, key: 'r' }, at())).item;
  const free = settled(freed, {}).item;
  const back = changed(decideTicketCommand(free, { verb: 'claim', ...by, key: 'c' }, at())).item;
  expect(holder(settled(back, { assignee: BENS }).item)).toBe('🙋 Ben Cole has it');
});
