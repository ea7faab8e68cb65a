import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { alertCard } from '../../../src/desk/alert/card.ts';
import {
  alertWithTicket,
  linkTicket,
  makeTicket,
  settleMaking,
  unlinkTicket,
  whyNotContact,
} from '../../../src/desk/alert/ticket.ts';
import { begunTicket, withItsAlert } from '../../../src/desk/ticket/begun-ticket.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import type { DeskView } from '../../../src/desk/decision.ts';
import { plain } from '../../../src/desk/text.ts';
import { settleNote, ticketWithAlert, ticketWithoutAlert } from '../../../src/desk/ticket/alerts.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import type { TicketWish } from '../../../src/desk/ticket/link.ts';
import { ticketSubject, ticketText } from '../../../src/desk/ticket/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import {
  actor,
  alertAfter,
  anAlert,
  ANN,
  aTicket,
  BEN,
  changed,
  CHANNEL,
  HOUR,
  MINUTE,
  NOW,
  open,
  over,
  there,
  view,
  WALLED,
} from '../build.ts';

const WISH: TicketWish = {
  mailbox: { id: '1', name: 'Support' },
  contact: 'carla@acme.example',
  subject: 'No DNS',
  text: 'It fails',
};
const ABLE = { rmm: ['note'], desk: ['assign', 'note', 'open-ticket'] };

function at(more: Partial<DeskView> = {}): DeskView {
  return view({ abilities: ABLE, settings: WALLED, ...more });
}

function making(alert: Alert = anAlert()): Alert {
  return changed(makeTicket(alert, { key: 'k', by: actor(ANN), wish: WISH }, at())).item;
}

/** An alert with the ticket that was made from it, both as they were written. */
function made(alert: Alert = making()): { alert: Alert; ticket: Ticket } {
  const sight = { number: '1042', state: 'open' } as const;
  const linked = changed(settleMaking(alert, { key: 'k', is: 'made', ref: 'desk/12', sight }, at())).item;
  const facts = { awaitsResponse: false } as const;
  const begun = begunTicket(linked, undefined, withoutReply(facts), at());
  if (!begun) throw new Error('it was read back');
  return { alert: linked, ticket: withItsAlert(begun, linked, at()).item };
}

/** As the ticket is read back: nobody has written in it. */
function withoutReply(facts: Parameters<typeof there>[0] = {}): ReturnType<typeof there> {
  const signal = there(facts);
  if (signal.seen.state !== 'there') return signal;
  const { lastReplyFrom: _from, lastCustomerAt: _at, ...rest } = signal.seen.facts;
  return { ...signal, seen: { state: 'there', facts: rest } };
}

function notesOf(effects: readonly { job: string }[]): string[] {
  return effects.flatMap((effect) => ('write' in effect ? [String((effect.write as { text?: string }).text)] : []));
}

test('a ticket is ordered once: the same form is the same order, another is told who is at it', () => {
  const decision = changed(makeTicket(anAlert(), { key: 'k', by: actor(ANN), wish: WISH }, at()));
  expect(decision.effects).toEqual([
    { job: 'make-ticket', key: 'make-ticket-k', ref: decision.item.ref, system: 'desk' },
  ]);
  expect(makeTicket(decision.item, { key: 'k', by: actor(ANN), wish: WISH }, at())).toEqual({ is: 'unchanged' });
  expect(makeTicket(decision.item, { key: 'other', by: actor(BEN), wish: WISH }, at())).toEqual({
    is: 'refused',
    sentence: 'Ann Baker is making a ticket from ACME-DC01: disk C is full already.',
  });
  expect(makeTicket(made().alert, { key: 'other', by: actor(BEN), wish: WISH }, at())).toMatchObject({
    sentence: expect.stringContaining('has ticket #1042 already (Ann Baker, just now)'),
  });
});

test('without a system for it nothing is ordered, and the client wall holds for the address', () => {
  expect(makeTicket(anAlert(), { key: 'k', by: actor(ANN), wish: WISH }, view())).toMatchObject({ is: 'refused' });
  const wish = { ...WISH, contact: 'fay@globex.example' };
  expect(makeTicket(anAlert(), { key: 'k', by: actor(ANN), wish }, at())).toEqual({
    is: 'refused',
    sentence: 'fay@globex.example belongs to Globex, and this alert is about Acme.',
  });
  expect(whyNotContact('somebody@mail.example', anAlert(), WALLED)).toBe(undefined);
  expect(whyNotContact('carla@acme.example', anAlert({ client: 'ACME Ltd' }), WALLED)).toBe(undefined);
});

test('the card says how far it is: waiting with the reason, refused with what is kept, there with its state', () => {
  const words = (alert: Alert): string => alertCard(alert, at()).lines.map(plain).join('\n');
  const waiting = making();
  expect(words(waiting)).toContain('Ann Baker makes a ticket: waiting for The Desk');
  const troubled = changed(settleMaking(waiting, { key: 'k', is: 'waiting', trouble: 'it is busy' }, at())).item;
  expect(words(troubled)).toContain('waiting for The Desk (it is busy)');
  expect(settleMaking(troubled, { key: 'k', is: 'waiting', trouble: 'it is busy' }, at())).toEqual({ is: 'unchanged' });
  const refusal = changed(settleMaking(troubled, { key: 'k', is: 'refused', sentence: 'No such mailbox' }, at()));
  expect([refusal.item.ticket?.wish, refusal.notices.length]).toEqual([WISH, 2]);
  expect(words(refusal.item)).toContain('did not take the ticket of Ann Baker: No such mailbox');
  expect(makeTicket(refusal.item, { key: 'k2', by: actor(BEN), wish: WISH }, at())).toMatchObject({ is: 'changed' });
  expect(words(made().alert)).toContain('Ticket #1042 is open, nobody has it');
  expect(settleMaking(made().alert, { key: 'k', is: 'refused', sentence: 'late' }, at())).toEqual({ is: 'unchanged' });
});

test('what was made here has no card and no clock until somebody writes in it', () => {
  const { ticket } = made();
  expect([ticket.places.map(({ as }) => as), ticket.responseDue, ticket.client]).toEqual([
    ['listed'],
    undefined,
    'Acme',
  ]);
  const opened = changed(
    decideTicketSignal(ticket, there({ awaitsResponse: false }, { readAt: NOW + 1 }), at(), false),
  );
  expect(opened.item.places.map(({ as }) => as)).toEqual(['card']);
});

test('an echo that is heard before its making was recorded is nothing yet', () => {
  expect(decideTicketSignal(undefined, withoutReply({ isEcho: true }), at(), false)).toEqual({ is: 'unchanged' });
  expect(begunTicket(making(), undefined, withoutReply({ isEcho: true }), at())).toBeDefined();
});

test('a ticket from an address that nobody knows is of the alert’s client', () => {
  const alert = changed(
    settleMaking(making(), { key: 'k', is: 'made', ref: 'desk/12', sight: { number: '1', state: 'open' } }, at()),
  ).item;
  const ticket = begunTicket(
    alert,
    undefined,
    withoutReply({ customer: { name: 'X', email: 'x@mail.example' } }),
    at(),
  );
  expect(ticket?.item.client).toBe('Acme');
});

test('each end and each return is a note, one at a time and in order', () => {
  const { alert, ticket } = made();
  expect(ticket.alerts).toMatchObject([{ state: 'failing', told: 'failing-1' }]);
  const ended = changed(decideAlertSignal(alert, over('recovered', NOW + MINUTE), at(), false)).item;
  const first = ticketWithAlert(ticket, ended, at());
  expect(notesOf(first?.effects ?? [])).toEqual([
    'Deskbell: The alert "ACME-DC01: disk C is full" recovered at 2026-11-02 09:01 (UTC). The ticket stays as it is until somebody closes it.',
  ]);
  expect(first?.effects).toMatchObject([{ write: { by: '7' } }]);
  const again = open({ startedAt: NOW + 2 * MINUTE }, { row: '2', readAt: NOW + 2 * MINUTE });
  const failing = changed(decideAlertSignal(ended, again, at({ now: NOW + 2 * MINUTE }), false)).item;
  const second = first && ticketWithAlert({ ...first.item, revision: 5 }, failing, at());
  expect(second?.effects).toEqual([]);
  const key = first?.item.alerts?.[0]?.telling?.key ?? '';
  const settled = second && changed(settleNote({ ...second.item, revision: 6 }, { key }, at()));
  expect(notesOf(settled?.effects ?? [])).toEqual([
    'Deskbell: The alert "ACME-DC01: disk C is full" fails again since 2026-11-02 09:02 (UTC).',
  ]);
  expect(settled && settleNote(settled.item, { key }, at())).toEqual({ is: 'unchanged' });
});

test('what happened and was over while a note was away is told by the state that holds then', () => {
  const { alert, ticket } = made();
  const ended = changed(decideAlertSignal(alert, over('recovered', NOW + MINUTE), at(), false)).item;
  const first = ticketWithAlert(ticket, ended, at());
  const back = first && ticketWithAlert(first.item, alert, at());
  const key = first?.item.alerts?.[0]?.telling?.key ?? '';
  const settled = back && changed(settleNote(back.item, { key }, at()));
  expect(notesOf(settled?.effects ?? [])).toHaveLength(1);
  const refused = back && changed(settleNote(back.item, { key, sentence: 'No such user' }, at()));
  expect(refused?.entries).toMatchObject([{ text: 'Could not be noted in The Desk: No such user' }]);
});

test('a ticket that is there is linked, told so, and unlinked; another client’s is not', () => {
  const ticket = aTicket({}, at());
  const linked = changed(linkTicket(anAlert(), ticket, { key: 'l', by: actor(BEN) }, at())).item;
  const told = ticketWithAlert(ticket, linked, at());
  expect(notesOf(told?.effects ?? [])).toEqual([
    'Deskbell: Linked with this ticket by Ben Cole. The alert "ACME-DC01: disk C is full" fails since 2026-11-02 08:55 (UTC).',
  ]);
  expect(
    ticketCard(told?.item ?? ticket, at())
      .lines.map(plain)
      .join('\n'),
  ).toContain('ACME-DC01: disk C is full still fails (high), since');
  const globex = aTicket({ customer: { name: 'Fay', email: 'fay@globex.example' } }, at());
  expect(linkTicket(anAlert(), globex, { key: 'l', by: actor(BEN) }, at())).toEqual({
    is: 'refused',
    sentence: 'Ticket #1042 belongs to another client; it cannot be linked with ACME-DC01: disk C is full.',
  });
  expect(linkTicket(linked, ticket, { key: 'l2', by: actor(BEN) }, at())).toEqual({ is: 'unchanged' });
  expect(changed(unlinkTicket(linked, actor(ANN), at())).item.ticket).toBe(undefined);
  expect(unlinkTicket(making(), actor(ANN), at())).toMatchObject({ is: 'refused' });
  const left = told && ticketWithoutAlert(told.item, linked.ref, actor(ANN), at());
  expect([left?.item.alerts, notesOf(left?.effects ?? [])]).toEqual([
    [],
    ['Deskbell: Ann Baker unlinked the alert ACME-DC01: disk C is full.'],
  ]);
});

test('the alert’s card follows the ticket, and a ticket that moved to another client shows nothing', () => {
  const { alert, ticket } = made();
  const closed: Ticket = { ...ticket, facts: { ...ticket.facts, status: 'closed' } };
  const moved = alertWithTicket(alert, closed, at());
  expect(moved?.entries).toMatchObject([
    { text: 'Ticket #1042 was closed in The Desk; the alert is not resolved by that' },
  ]);
  expect(moved && alertWithTicket(moved.item, closed, at())).toBe(undefined);
  const elsewhere: Ticket = { ...ticket, client: 'Globex' };
  const walled = alertWithTicket(alert, elsewhere, at());
  expect(walled?.item.ticket?.sight).toEqual({ number: '1042', state: 'elsewhere' });
  expect(ticketWithAlert(elsewhere, alert, at())?.item.alerts).toMatchObject([{ ref: alert.ref }]);
  expect(ticketWithAlert(elsewhere, alert, at())?.item.alerts?.[0]).not.toHaveProperty('title');
  expect(
    ticketCard(ticketWithAlert(elsewhere, alert, at())?.item ?? ticket, at())
      .lines.map(plain)
      .join(),
  ).not.toContain('ACME-DC01');
});

test('the next episode keeps a ticket that is open, and the ticket is told that it fails again', () => {
  const { alert, ticket } = made();
  const ended = changed(decideAlertSignal(alert, over('recovered', NOW + MINUTE), at(), false)).item;
  const later = NOW + 3 * HOUR;
  const next = changed(
    decideAlertSignal(ended, open({ startedAt: later }, { row: '9', readAt: later }), at({ now: later }), false),
  ).item;
  expect(next.ref).not.toBe(alert.ref);
  const told = ticketWithAlert(ticket, next, at({ now: later }));
  expect(told?.item.alerts?.map(({ ref }) => ref)).toEqual([next.ref]);
  expect(notesOf(told?.effects ?? [])).toEqual([expect.stringContaining('fails again since 2026-11-02 12:00')]);
});

test('the text says what fails, since when and where, and hides secrets', () => {
  const alert = anAlert({ value: 'password=hunter2\nC: 99 %', title: 'ACME-DC01: token=abc123 is odd' });
  expect(ticketSubject(alert)).not.toContain('abc123');
  expect(ticketText(alert, at())).toBe(
    [
      ticketSubject(alert),
      'Fails since 2026-11-02 08:55 (UTC), high.',
      'Where: Acme, Main office',
      'Device: ACME-DC01 (server)',
      '',
      'password=•••\nC: 99 %',
    ].join('\n'),
  );
  const recovered = alertAfter([open(), over('recovered', NOW)], at());
  expect(ticketText(recovered, at())).toContain('It ended at 2026-11-02 09:00 (UTC).');
});

test('a card on the way rings in no channel', () => {
  const { notices } = changed(
    makeTicket(anAlert(), { key: 'k', by: actor(ANN), wish: WISH }, view({ abilities: ABLE })),
  );
  expect(notices.map(({ destination, loud }) => [destination, loud])).toEqual([[CHANNEL, false]]);
});
