import { expect, test } from 'vitest';
import { newTimeEntry, noteTime } from '../../../src/desk/time/log-time.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import { decideTicketCommand } from '../../../src/desk/ticket/command.ts';
import { settleTicket } from '../../../src/desk/ticket/holder-settled.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import { wakeOf } from '../../../src/desk/wake.ts';
import {
  actor,
  ANN,
  aTicket,
  BEN,
  changed,
  CHANNEL,
  frozen,
  gone,
  MINUTE,
  NOW,
  settings,
  UNREMINDED,
  there,
  ticketAfter,
  view,
} from '../build.ts';

const ACCOUNT = { [ANN.id]: { id: '7', name: 'Ann Baker' }, [BEN.id]: { id: '8', name: 'Ben Cole' } };
const HELD_BY_ANN = { id: '7', name: 'Ann Baker', email: 'ann@msp.example' };
const HELD_BY_BEN = { id: '8', name: 'Ben Cole', email: 'ben@msp.example' };

function order(ticket: Ticket, verb: 'claim' | 'release', by = ANN, key = `${verb}-${by.name}`) {
  const account = ACCOUNT[by.id] ?? { id: '', name: '' };
  return decideTicketCommand(frozen(ticket), { verb, by: actor(by), account, key }, view());
}

function see(ticket: Ticket, verb: 'acknowledge' | 'unacknowledge', by = ANN) {
  return decideTicketCommand(frozen(ticket), { verb, by: actor(by) }, view());
}

/** Ann's claim is on its way. */
function claiming(ticket = aTicket()): Ticket {
  return changed(order(ticket, 'claim')).item;
}

/** A poll that began so many milliseconds after now. */
function poll(ticket: Ticket, after: number, facts = {}) {
  return decideTicketSignal(frozen(ticket), there(facts, { readAt: NOW + after }), view(), false);
}

function holder(ticket: Ticket): string {
  return plain(ticketCard(ticket, view()).lines[1] ?? []);
}

test('nothing can be done to a ticket that is gone', () => {
  const sentence = (how: 'deleted' | 'merged' | 'spam', into?: string) =>
    order(ticketAfter([there(), gone(how, NOW, into)]), 'claim');
  expect(sentence('deleted')).toEqual({
    is: 'refused',
    sentence: 'Ticket #1042 was deleted just now; nothing was changed.',
  });
  expect(sentence('merged', '77')).toMatchObject({ sentence: expect.stringContaining('was merged into 77') });
  expect(sentence('spam')).toMatchObject({ sentence: expect.stringContaining('was marked as spam') });
});

test('an acknowledge says who has seen it; twice is once, another is told who was first', () => {
  const seen = changed(see(aTicket(), 'acknowledge'));
  expect([seen.item.acknowledged, seen.notices.map(({ loud }) => loud)]).toEqual([
    { by: actor(ANN), at: NOW },
    [false],
  ]);
  expect(see(seen.item, 'acknowledge')).toEqual({ is: 'unchanged' });
  expect(see(seen.item, 'acknowledge', BEN)).toEqual({
    is: 'refused',
    sentence: 'Ann Baker acknowledged Ticket #1042 just now already.',
  });
  expect(see(aTicket({ status: 'closed' }), 'acknowledge')).toMatchObject({ is: 'refused' });
});

test('an acknowledge can be taken back once', () => {
  const back = changed(see(changed(see(aTicket(), 'acknowledge')).item, 'unacknowledge')).item;
  expect(back.acknowledged).toBeUndefined();
  expect(see(back, 'unacknowledge')).toEqual({
    is: 'refused',
    sentence: 'Ticket #1042 is not acknowledged by anybody.',
  });
});

test('a claim is an order until it is read back: it is shown as such and written once', () => {
  const { item, effects, notices } = changed(order(aTicket(), 'claim'));
  expect(item.facts.assignee).toBeUndefined();
  expect(holder(item)).toBe('✍️ Ann Baker takes it, writing to The Desk…');
  expect(effects).toEqual([
    {
      job: 'write-back',
      key: 'claim-Ann Baker',
      ref: 'desk/12',
      system: 'desk',
      write: { verb: 'assign', row: '12', to: '7', from: null, by: '7' },
    },
  ]);
  expect(notices).toEqual([]);
  expect(wakeOf(item, settings())).toBe(item.clocks?.response?.lookAt);
});

test('two claims at once: the first is being written, the second is told who was faster', () => {
  const ticket = claiming();
  expect(order(ticket, 'claim', ANN, 'again')).toEqual({ is: 'unchanged' });
  expect(order(ticket, 'claim', BEN)).toEqual({
    is: 'refused',
    sentence: 'Ann Baker was faster: their claim of Ticket #1042 is being written.',
  });
  expect(order(ticket, 'release', BEN)).toMatchObject({ is: 'refused' });
});

test('a claim of what somebody has is refused with their name; of what is mine, it is no change', () => {
  expect(order(aTicket({ assignee: HELD_BY_BEN }), 'claim')).toEqual({
    is: 'refused',
    sentence: 'Ben Cole has Ticket #1042 already.',
  });
  expect(order(aTicket({ assignee: HELD_BY_ANN }), 'claim')).toEqual({ is: 'unchanged' });
  expect(order(aTicket({ status: 'closed' }), 'claim')).toEqual({
    is: 'refused',
    sentence: 'Ticket #1042 is closed in The Desk; reopen it there first.',
  });
});

test('a release is an order to nobody; twice is once, and a claim has to wait for it', () => {
  expect(order(aTicket(), 'release')).toEqual({ is: 'refused', sentence: 'Nobody has Ticket #1042.' });
  const { item, effects } = changed(order(aTicket({ assignee: HELD_BY_ANN }), 'release'));
  expect(effects[0]).toMatchObject({ write: { verb: 'assign', to: null, from: '7', by: '7' } });
  expect(order(item, 'release', ANN, 'again')).toEqual({ is: 'unchanged' });
  expect(order(item, 'claim')).toMatchObject({ is: 'refused', sentence: expect.stringContaining('is releasing') });
});

test('a poll while the order is on its way changes what it may, but not who has it', () => {
  const ticket = claiming();
  const next = changed(poll(ticket, 1, { subject: 'Scanner' }));
  expect([next.item.facts.subject, next.item.intent]).toEqual(['Scanner', ticket.intent]);
  const quiet = changed(poll(ticket, 1, { assignee: HELD_BY_BEN }));
  expect([quiet.silent, quiet.notices, quiet.item.facts.assignee]).toEqual([true, [], undefined]);
});

test('what was read back counts, and a poll that began before it cannot take it back', () => {
  const back = there({ assignee: HELD_BY_ANN, lastCustomerAt: NOW }, { readAt: NOW + 100 });
  const settled = changed(settleTicket(frozen(claiming()), { key: 'claim-Ann Baker', readBack: back }, view()));
  expect(settled.item).toMatchObject({ settledAt: NOW + 100, stage: 'In progress', facts: { assignee: HELD_BY_ANN } });
  expect(settled.item.intent).toBeUndefined();
  expect(settled.entries.map(({ what, text }) => [what, text])).toEqual([
    ['written', 'Ann Baker has it'],
    ['customer-replied', 'Carla Diaz wrote again'],
  ]);
  expect(settled.notices.map(({ card }) => card.lines)).toEqual([[['Carla Diaz wrote again']]]);
  expect(poll(settled.item, 99)).toEqual({ is: 'unchanged' });
  const withoutReadBack = changed(settleTicket(claiming(), { key: 'claim-Ann Baker' }, view({ now: NOW + 100 })));
  expect(withoutReadBack.item.facts.assignee).toEqual({ id: '7', name: 'Ann Baker' });
  expect(changed(poll(withoutReadBack.item, 99, { subject: 'Scanner' })).item.facts.assignee?.id).toBe('7');
  expect(changed(poll(settled.item, 101)).item.facts.assignee).toBeUndefined();
});

test('a poll that began after the read back, and was taken in before it, hides nothing of it', () => {
  const polled = changed(poll(claiming(), 200, { subject: 'Scanner' })).item;
  const back = there({ assignee: HELD_BY_ANN }, { readAt: NOW + 100 });
  const settled = changed(settleTicket(polled, { key: 'claim-Ann Baker', readBack: back }, view())).item;
  expect([settled.facts.assignee, settled.facts.subject, settled.readAt]).toEqual([HELD_BY_ANN, 'Scanner', NOW + 200]);
});

test('who took it at the source meanwhile is known when the order comes to nothing', () => {
  const polled = changed(poll(claiming(), 50, { assignee: HELD_BY_BEN })).item;
  const refused = changed(settleTicket(polled, { key: 'claim-Ann Baker', sentence: 'No.' }, view()));
  expect(refused.item.facts.assignee).toEqual(HELD_BY_BEN);
  expect(refused.entries.map(({ what, text }) => [what, text])).toEqual([
    ['assigned', 'Ben Cole has it now (set in The Desk)'],
    ['failed', 'No.'],
  ]);
});

test('who took it at the source after it was written has it', () => {
  const polled = changed(poll(claiming(), 300, { assignee: HELD_BY_BEN })).item;
  const back = there({ assignee: HELD_BY_ANN }, { readAt: NOW + 100 });
  const settled = changed(settleTicket(polled, { key: 'claim-Ann Baker', readBack: back }, view()));
  expect(settled.item.facts.assignee).toEqual(HELD_BY_BEN);
  expect(settled.entries.map(({ text }) => text)).toEqual([
    'Ann Baker has it',
    'Ben Cole has it now (set in The Desk)',
  ]);
});

test('an order that was lost or refused tells the thread, and whoever gave it', () => {
  const back = there({ assignee: HELD_BY_BEN }, { readAt: NOW + 100 });
  const lost = { key: 'claim-Ann Baker', sentence: 'Ben Cole has it already.', readBack: back };
  const settled = changed(settleTicket(claiming(), lost, view()));
  expect(settled.item).toMatchObject({ facts: { assignee: HELD_BY_BEN } });
  const ringing = settled.notices.filter(({ loud }) => loud);
  expect(ringing.map(({ destination, card }) => [destination, card.title, card.lines])).toEqual([
    ['chat:@A1', 'Ticket #1042 was not changed', [['Ben Cole has it already.']]],
  ]);
  expect(settled.notices.filter(({ loud }) => !loud).map(({ destination }) => destination)).toEqual([CHANNEL, CHANNEL]);
  const refused = changed(settleTicket(claiming(), { key: 'claim-Ann Baker', sentence: 'No.' }, view())).item;
  expect([refused.intent, refused.facts.assignee, refused.settledAt]).toEqual([undefined, undefined, undefined]);
  expect(changed(poll(refused, 1, { assignee: HELD_BY_BEN })).item.facts.assignee).toEqual(HELD_BY_BEN);
});

test('the outcome of another order changes nothing; a ticket that is gone by then says so', () => {
  expect(settleTicket(claiming(), { key: 'other' }, view())).toEqual({ is: 'unchanged' });
  expect(settleTicket(aTicket(), { key: 'claim-Ann Baker' }, view())).toEqual({ is: 'unchanged' });
  const back = gone('deleted', NOW + 10);
  const settled = changed(
    settleTicket(claiming(), { key: 'claim-Ann Baker', sentence: 'Gone.', readBack: back }, view()),
  );
  expect([settled.item.gone?.how, settled.item.intent]).toEqual(['deleted', undefined]);
});

test('the card offers a claim only where it can be written, and says who has seen it', () => {
  const verbs = (ticket: Ticket, abilities = { desk: ['assign'] }) =>
    ticketCard(ticket, view({ abilities })).actions.map(({ verb }) => verb);
  expect(verbs(aTicket())).toEqual(['acknowledge', 'claim', 'log-time', 'view', 'more', 'why']);
  expect(verbs(aTicket({ assignee: HELD_BY_ANN }))).toEqual([
    'acknowledge',
    'release',
    'log-time',
    'view',
    'more',
    'why',
  ]);
  expect(verbs(claiming())).toEqual(['acknowledge', 'log-time', 'view', 'more', 'why']);
  expect(verbs(aTicket(), { desk: [] })).toEqual(['acknowledge', 'log-time', 'view', 'more', 'why']);
  expect(verbs(aTicket({ status: 'closed' }))).toEqual(['log-time', 'view', 'more', 'why']);
  const seen = changed(see(aTicket(), 'acknowledge')).item;
  expect(holder(seen)).toBe('Nobody has it. · 👀 seen by Ann Baker 2026-11-02 09:00');
});

test('time that is logged on a ticket does not stop its clock', () => {
  const ticket = aTicket();
  const wish = {
    key: 'k1',
    person: { id: ANN.id, name: ANN.name },
    customer: { id: 'ACME', name: 'Acme' },
    hours: 0.5,
    endsAt: NOW + MINUTE,
    text: 'Printer',
    billable: true,
    activity: 'Execution',
  };
  const noted = noteTime(ticket, newTimeEntry(wish, ticket.ref, view()).item, view());
  expect(noted && wakeOf(noted.item, UNREMINDED)).toBe(ticket.clocks?.response?.lookAt);
});

test('a ticket is handed to a colleague, also over another, who hears of it once it is so', () => {
  const to = { person: BEN.id, name: BEN.name, account: '8' };
  const hand = (ticket: Ticket, key = 'hand') =>
    decideTicketCommand(
      frozen(ticket),
      { verb: 'assign', by: actor(ANN), account: { id: '7', name: 'Ann' }, key, to },
      view(),
    );
  const held = aTicket({ assignee: HELD_BY_ANN });
  const handing = changed(hand(held));
  expect(holder(handing.item)).toBe('✍️ Ann Baker hands it to Ben Cole, writing to The Desk…');
  expect(handing.effects[0]).toMatchObject({ write: { verb: 'assign', to: '8', from: '7', by: '7' } });
  expect([hand(handing.item), hand(handing.item, 'again')]).toEqual([
    { is: 'unchanged' },
    { is: 'refused', sentence: expect.stringContaining('is changing who has Ticket #1042 at this moment') },
  ]);
  const readBack = there({ assignee: HELD_BY_BEN }, { readAt: NOW + 1 });
  const done = changed(settleTicket(handing.item, { key: 'hand', readBack }, view()));
  expect([done.entries[0]?.text, done.notices.map(({ card }) => card.title).filter((title) => title !== '')]).toEqual([
    'Ben Cole has it, by Ann Baker',
    ['Ann Baker hands you #1042 Printer on the second floor'],
  ]);
  expect(hand(done.item, 'third')).toEqual({ is: 'refused', sentence: 'Ben Cole has Ticket #1042 already.' });
  expect(hand(aTicket({ status: 'closed' }))).toMatchObject({ is: 'refused' });
});
