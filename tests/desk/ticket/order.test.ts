import { expect, test } from 'vitest';
import type { Decision } from '../../../src/desk/decision.ts';
import type { Person } from '../../../src/desk/people.ts';
import { plain } from '../../../src/desk/text.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import {
  beginOrder,
  delayOrder,
  orderTicket,
  type TicketOrderCommand,
  undoOrder,
  withNote,
} from '../../../src/desk/ticket/order.ts';
import { settleTicketOrder } from '../../../src/desk/ticket/order-settled.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import {
  actor,
  ANN,
  aTicket,
  BEN,
  changed,
  frozen,
  gone,
  MINUTE,
  NOW,
  settings,
  there,
  ticketAfter,
  view,
} from '../build.ts';

const ABLE = view({ abilities: { desk: ['assign', 'note', 'reply', 'status'] } });
const REPLY = { to: 'customer', text: 'It is mended.' } as const;
const NOTE = { to: 'colleagues', text: 'Swapped the cable.' } as const;

type Wish = Partial<TicketOrderCommand> & Pick<TicketOrderCommand, 'verb'>;

function order(ticket: Ticket, wish: Wish, by: Person = ANN, at = ABLE): Decision<Ticket> {
  return orderTicket(frozen(ticket), { key: 'one', by: actor(by), account: '7', ...wish }, at);
}

function placed(wish: Wish, ticket = aTicket()): Ticket {
  return changed(order(ticket, wish)).item;
}

function sentence(decision: Decision<Ticket>): string {
  return decision.is === 'refused' ? decision.sentence : decision.is;
}

function effects(decision: Decision<Ticket>): unknown[] {
  return changed(decision).effects.map((effect) => (effect.job === 'write-back' ? effect.write : effect.job));
}

const closedNow = there({ status: 'closed' }, { readAt: NOW + 1 });

test('each verb is one write, with the status that belongs to it', () => {
  const writes = (wish: Wish, ticket = aTicket()) => effects(order(ticket, wish))[0];
  expect(writes({ verb: 'reply', words: REPLY })).toMatchObject({ verb: 'reply', text: REPLY.text, by: '7' });
  expect(writes({ verb: 'reply', words: REPLY })).not.toHaveProperty('status');
  expect(writes({ verb: 'note', words: NOTE })).toMatchObject({ verb: 'note', on: aTicket().row, text: NOTE.text });
  expect(writes({ verb: 'await', words: REPLY })).toMatchObject({ verb: 'reply', status: 'pending' });
  expect(writes({ verb: 'close', words: NOTE })).toMatchObject({ verb: 'note', status: 'closed' });
  expect(writes({ verb: 'close' })).toMatchObject({ verb: 'status', status: 'closed' });
  expect(writes({ verb: 'reopen' }, aTicket({ status: 'closed' }))).toMatchObject({ verb: 'status', status: 'active' });
});

test('the same key is the same order, while it is under way and ever after', () => {
  const under = placed({ verb: 'note', words: NOTE });
  expect(sentence(order(under, { verb: 'note', words: NOTE }))).toBe('unchanged');
  const written = changed(settleTicketOrder(under, { key: 'one' }, ABLE)).item;
  expect(sentence(order(written, { verb: 'note', words: NOTE }))).toBe('unchanged');
  const dropped = changed(settleTicketOrder(under, { key: 'one', sentence: 'no' }, ABLE)).item;
  expect(sentence(order(dropped, { verb: 'note', words: NOTE }))).toBe('unchanged');
});

test('what cannot be done is refused with its reason', () => {
  const closed = aTicket({ status: 'closed' });
  expect(sentence(order(closed, { verb: 'close' }))).toBe('Ticket #1042 is closed already.');
  expect(sentence(order(closed, { verb: 'reply', words: REPLY }))).toContain('reopen it first. Nothing was sent.');
  expect(sentence(order(aTicket(), { verb: 'reopen' }))).toBe('Ticket #1042 is open already.');
  expect(sentence(order(ticketAfter([there(), gone('merged', NOW, '77')]), { verb: 'close' }))).toContain(
    'merged into 77',
  );
  expect(sentence(order(aTicket(), { verb: 'reply', words: REPLY }, ANN, view()))).toContain('open Ticket #1042 there');
  const closing = placed({ verb: 'close' });
  const second = { key: 'two', verb: 'reply', words: REPLY } as const;
  expect(sentence(order(closing, second, BEN))).toContain('Ann Baker closes it in ticket #1042 at this moment');
  expect(order(closing, { key: 'three', verb: 'note', words: NOTE }, BEN).is).toBe('changed');
});

test('a customer who wrote meanwhile is read first; a note among colleagues does not wait', () => {
  const wrote = aTicket({ lastCustomerAt: NOW - MINUTE });
  const seenCustomerAt = NOW - 2 * MINUTE;
  for (const wish of [{ verb: 'reply', words: REPLY } as const, { verb: 'close' } as const])
    expect(sentence(order(wrote, { ...wish, seenCustomerAt }))).toContain('wrote again 1 minute ago: read it first');
  expect(order(wrote, { verb: 'note', words: NOTE, seenCustomerAt }).is).toBe('changed');
  expect(order(wrote, { verb: 'close', seenCustomerAt: NOW - MINUTE }).is).toBe('changed');
  expect(effects(order(wrote, { verb: 'close', seenCustomerAt: NOW }))[0]).toMatchObject({ customerAt: NOW });
});

test('the card says what is under way until it was read back, and then how it is called here', () => {
  const closing = placed({ verb: 'close', as: 'Rejected' });
  const lines = (ticket: Ticket) => ticketCard(ticket, ABLE).lines.map(plain).join('\n');
  expect(lines(closing)).toContain('Ann Baker closes it, writing to The Desk…');
  const done = changed(settleTicketOrder(closing, { key: 'one', readBack: closedNow }, ABLE));
  expect([done.item.stage, done.item.orders, done.entries.map(({ text }) => text)]).toEqual([
    'Rejected',
    undefined,
    ['Ann Baker closed it as Rejected'],
  ]);
  expect(done.notices).toHaveLength(1);
  const again = changed(
    settleTicketOrder(
      placed({ verb: 'reopen', key: 'two' }, done.item),
      { key: 'two', readBack: there({}, { readAt: NOW + 2 }) },
      ABLE,
    ),
  );
  expect([again.item.stage, again.item.closedAs]).toEqual(['New', undefined]);
});

test('what failed comes back whole to whoever typed it, and the thread says so', () => {
  const failed = changed(
    settleTicketOrder(placed({ verb: 'reply', words: REPLY }), { key: 'one', sentence: 'It is away.' }, ABLE),
  );
  expect(failed.notices.map(({ destination, card }) => [destination, card.title, card.quote?.text])).toEqual([
    ['chat:main', '', undefined],
    ['chat:@A1', 'Ticket #1042: your reply was not sent', REPLY.text],
  ]);
  expect(failed.item.dropped).toEqual(['one']);
});

test.each([
  [REPLY, 'Ticket #1042: your reply was sent, and the rest was not done'],
  [NOTE, 'Ticket #1042: your note was left, and the rest was not done'],
])('words that were written before the closing failed are not offered to be written again: %j', (words, title) => {
  const order = placed({ verb: 'close', words });
  const failed = changed(settleTicketOrder(order, { key: 'one', sentence: 'They wrote again.', said: true }, ABLE));
  const told = failed.notices.find(({ destination }) => destination === 'chat:@A1')?.card;
  expect([told?.title, told?.quote?.text, told?.actions]).toEqual([title, words.text, []]);
  expect([failed.item.written, failed.item.dropped, failed.item.orders]).toEqual([['one'], undefined, undefined]);
});

test('a reply can be taken back until it is being written, by its author alone', () => {
  const held = placed({ verb: 'reply', words: REPLY });
  const take = (ticket: Ticket, by = ANN) => undoOrder(frozen(ticket), 'one', actor(by), ABLE);
  expect(held.orders?.[0]?.heldUntil).toBe(NOW + 10_000);
  expect(changed(take(held)).item.orders).toBeUndefined();
  expect(sentence(take(held, BEN))).toBe('These are the words of Ann Baker.');
  const begun = changed(beginOrder(held, 'one')).item;
  expect(sentence(take(begun))).toContain('is on its way to The Desk already');
  expect(beginOrder(begun, 'one')).toEqual({ is: 'unchanged' });
  expect(sentence(take(changed(settleTicketOrder(begun, { key: 'one' }, ABLE)).item))).toContain(
    'is written in Ticket',
  );
  const now = { ...ABLE, settings: settings({ tickets: { undo: '0s' } }) };
  const unheld = changed(order(aTicket(), { verb: 'reply', words: REPLY }, ANN, now));
  expect([unheld.item.orders?.[0]?.heldUntil, unheld.effects[0]]).toEqual([
    undefined,
    expect.not.objectContaining({ after: expect.anything() }),
  ]);
});

test('a note for the record is written beside a change, in the name of its author, and has no line of its own', () => {
  const change = { is: 'changed', item: aTicket(), entries: [], effects: [], notices: [] } as const;
  const noted = withNote(change, { key: 'n', by: actor(BEN), text: 'Priority is P1 now.' }, ABLE);
  expect(noted.effects[0]).toMatchObject({ write: { verb: 'note', by: '8', text: 'Priority is P1 now.' } });
  expect(ticketCard(noted.item, ABLE).lines.map(plain).join()).not.toContain('✍️');
  expect(withNote(noted, { key: 'n', by: actor(BEN), text: 'twice' }, ABLE).effects).toHaveLength(1);
  const settled = changed(settleTicketOrder(noted.item, { key: 'n' }, ABLE));
  expect([settled.silent, settled.entries, settled.notices]).toEqual([true, [], []]);
  const lost = changed(settleTicketOrder(noted.item, { key: 'n', sentence: 'It is locked.' }, ABLE));
  expect(lost.notices.map(({ card }) => plain(card.lines[0] ?? []))).toEqual(['Could not be noted: It is locked.']);
  expect(withNote(change, { key: 'n', by: actor(BEN), text: 'x' }, view({ abilities: {} }))).toBe(change);
});

test('two who answer a customer at once: the second reads the first, whichever way the first has come', () => {
  const wish = { verb: 'reply', words: REPLY, key: 'two', since: NOW - MINUTE } as const;
  const first = placed({ verb: 'reply', words: REPLY });
  expect(sentence(order(first, wish, BEN))).toContain(
    'Ann Baker writes to the customer in ticket #1042 at this moment',
  );
  const sent = changed(settleTicketOrder(first, { key: 'one' }, ABLE)).item;
  const half = { key: 'one', sentence: 'It was not closed.', said: true } as const;
  const alike = changed(settleTicketOrder(first, half, ABLE)).item;
  expect(sentence(order(alike, wish, BEN))).toContain('Ann Baker answered the customer just now');
  expect(sentence(order(sent, wish, BEN))).toBe(
    'Ann Baker answered the customer just now: read it first. Nothing was sent.',
  );
  expect(order(sent, { ...wish, since: NOW }, BEN).is).toBe('changed');
  expect(order(sent, { ...wish, words: NOTE, verb: 'note' }, BEN).is).toBe('changed');
});

test('while the ticket system is away the card says why it is not written yet, and once', () => {
  const late = changed(delayOrder(placed({ verb: 'close' }), 'one', 'It does not answer.')).item;
  expect(ticketCard(late, ABLE).lines.map(plain).join('\n')).toContain(
    'Ann Baker closes it: waiting for The Desk (It does not answer.)',
  );
  expect(delayOrder(late, 'one', 'It does not answer.')).toEqual({ is: 'unchanged' });
  expect(sentence(order(late, { verb: 'reply', words: REPLY, key: 'two' }, BEN))).toContain('and waits for The Desk');
});
