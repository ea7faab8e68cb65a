import { expect, test } from 'vitest';
import { type Bulk, bulkLine } from '../../../src/desk/storm/bulk.ts';
import { decideBulk } from '../../../src/desk/storm/bulk-step.ts';
import { childWithParent, linkParent, parentWithChild, unlinkParent } from '../../../src/desk/incident/command.ts';
import { plain } from '../../../src/desk/text.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import { ticketMoreActions } from '../../../src/desk/ticket/more.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { actor, ANN, changed, CHANNEL, frozen, gone, NOW, there, ticketAfter, view, WALLED } from '../build.ts';

const AT = view({ settings: WALLED, abilities: { desk: ['assign', 'note', 'reply', 'status'] } });
const BY = { by: actor(ANN), text: '' };

function ticket(row: string, from = 'carla@acme.example', subject = `Subject ${row}`): Ticket {
  return frozen(ticketAfter([there({ number: row, subject, customer: { name: 'Pat', email: from } }, { row })], AT));
}

const INCIDENT = ticket('1', 'pat@acme.example', 'Mail is down: secret');

function child(row: string, from?: string, text = ''): Ticket {
  return changed(linkParent(ticket(row, from), INCIDENT, { ...BY, text }, AT)).item;
}

function lines(of: Ticket): string {
  return ticketCard(of, AT).lines.map(plain).join('\n');
}

test('a ticket of the same client says which incident it is part of, the incident how many wait for it', () => {
  const one = child('2');
  expect(lines(one)).toContain('🧩 Known incident: #1 Mail is down: secret');
  const parent = { ...INCIDENT, ...parentWithChild(INCIDENT, one, AT)?.item };
  expect(lines(parent)).toContain('🧩 A known incident of 1 ticket, 1 open');
  expect(parentWithChild(parent, one, AT)).toBeUndefined();
  const closed = changed(
    decideTicketSignal(one, there({ number: '2', status: 'closed' }, { row: '2', readAt: NOW + 1 }), AT, false),
  ).item;
  const after = parentWithChild(parent, closed, AT)?.item;
  expect([
    after && lines(after).includes('all closed'),
    after &&
      ticketMoreActions(after, AT)
        .map(({ verb }) => verb)
        .includes('tell'),
  ]).toEqual([true, false]);
  expect(parentWithChild(parent, changed(unlinkParent(one, actor(ANN), AT)).item, AT)?.item.children).toEqual([]);
  const merged = changed(decideTicketSignal(one, gone('merged', NOW + 1, '9'), AT, false)).item;
  expect(parentWithChild(parent, merged, AT)?.item.children).toEqual([]);
});

test('the wall: of an incident of another client only the neutral words reach card, thread, timeline and note', () => {
  const decision = linkParent(
    ticket('2', 'fay@globex.example'),
    INCIDENT,
    { ...BY, text: 'Our mail provider has trouble.' },
    AT,
  );
  const { item, entries, effects, notices } = changed(decision);
  expect(lines(item)).toContain('Known incident: Our mail provider has trouble.');
  expect(JSON.stringify([ticketCard(item, AT), ticketMoreActions(item, AT), entries, effects, notices])).not.toMatch(
    /#1\b|desk\/1"|secret|Acme/,
  );
  const news = childWithParent(item, { ...INCIDENT, facts: { ...INCIDENT.facts, subject: 'Worse: secret' } })?.item;
  expect(news && lines(news)).toContain('Known incident: Our mail provider has trouble.');
  expect(linkParent(ticket('2', 'fay@globex.example'), INCIDENT, BY, AT)).toMatchObject({
    is: 'refused',
    sentence: expect.stringContaining('another client'),
  });
  const text = parentWithChild(INCIDENT, item, AT)?.entries[0]?.text;
  expect(text).toBe('Ann Baker linked a ticket of another client to it');
});

test('a ticket that moves to another client keeps its incident to itself', () => {
  const fay = there(
    { number: '2', customer: { name: 'Fay', email: 'fay@globex.example' } },
    { row: '2', readAt: NOW + 1 },
  );
  const moved = changed(decideTicketSignal(child('2'), fay, AT, false)).item;
  expect(lines(moved)).toContain('Known incident: It is part of a known incident, which is being worked on.');
  expect(JSON.stringify(ticketCard(moved, AT))).not.toContain('secret');
});

test.each([
  ['itself', INCIDENT, INCIDENT, 'part of itself'],
  [
    'one that is gone',
    ticket('2'),
    ticketAfter(
      [there({ number: '1' }, { row: '1' }), gone('deleted', NOW)].map((one) => ({ ...one, row: '1' })),
      AT,
    ),
    'was deleted',
  ],
  [
    'one that is closed',
    ticket('2'),
    ticketAfter([there({ number: '1', status: 'closed' }, { row: '1' })], AT),
    'is closed in The Desk',
  ],
  ['another one, while it has one', child('2'), ticket('3'), 'part of an incident already'],
  ['one that is part of another', ticket('3'), child('2'), 'choose the incident'],
  [
    'one, while it is one',
    { ...ticket('3'), children: [{ ref: 'desk/4', isOpen: true }] },
    INCIDENT,
    'is a known incident itself',
  ],
])('it is not linked with %s', (_what, one, parent, sentence) => {
  expect(linkParent(one, parent, BY, AT)).toEqual({ is: 'refused', sentence: expect.stringContaining(sentence) });
});

test('an incident that is closed asks once what becomes of its open tickets', () => {
  const parent = {
    ...INCIDENT,
    children: [
      { ref: 'desk/2', isOpen: true },
      { ref: 'desk/3', isOpen: false },
    ],
  };
  const closed = there({ ...INCIDENT.facts, status: 'closed' }, { row: '1', readAt: NOW + 1 });
  const { item, notices } = changed(decideTicketSignal(parent, closed, AT, false));
  const asked = notices.filter(({ loud }) => loud);
  expect(asked.map(({ card }) => [card.title, card.actions.map(({ verb }) => verb)])).toEqual([
    ['#1 is closed, 1 of its tickets is not', ['close-children', 'children']],
  ]);
  const again = changed(
    decideTicketSignal(
      item,
      there({ ...closed.seen, ...INCIDENT.facts, status: 'closed', subject: 'x' }, { row: '1', readAt: NOW + 2 }),
      AT,
      false,
    ),
  );
  expect(again.notices.filter(({ loud }) => loud)).toEqual([]);
});

function round(more: Partial<Bulk>): Bulk {
  return {
    kind: 'bulk',
    schema: 1,
    ref: 'bulk/1',
    revision: 0,
    verb: 'tell',
    by: actor(ANN),
    at: NOW,
    place: CHANNEL,
    under: { ref: INCIDENT.ref, destinations: [CHANNEL] },
    total: 5,
    next: 0,
    done: 0,
    left: {},
    ...more,
  };
}

test('news: a note in each, a mail to each customer, neutral to other clients, each once; what left is left alone', () => {
  const closed = changed(
    decideTicketSignal(child('4'), there({ number: '4', status: 'closed' }, { row: '4', readAt: NOW + 1 }), AT, false),
  ).item;
  const tickets = [child('2'), child('3', 'fay@globex.example', 'Trouble.'), closed, ticket('5'), undefined];
  const bulk = round({ news: { text: 'It is the queue', neutral: 'We know the cause', reply: true } });
  const { changes, bulk: after } = decideBulk(bulk, tickets, AT);
  expect(
    changes.map(({ item, effects }) => [
      item.ref,
      ...effects.map((effect) =>
        effect.job === 'write-back' ? Object.values(effect.write).slice(0, 3).join(' ') : '',
      ),
    ]),
  ).toEqual([
    ['desk/2', 'note 2 It is the queue', 'reply 2 It is the queue'],
    ['desk/3', 'note 3 We know the cause', 'reply 3 We know the cause'],
  ]);
  expect(after).toMatchObject({
    done: 2,
    endedAt: NOW,
    left: { 'closed by then': 1, 'not part of the incident any more': 1, 'gone or moved to another channel': 1 },
  });
  expect(plain(bulkLine(after))).toContain('You told 2 of 5 tickets.');
  expect(
    decideBulk(
      bulk,
      changes.map(({ item }) => item as Ticket),
      AT,
    ).bulk,
  ).toMatchObject({ done: 0, left: { 'done before': 2 } });
});

test('closing: each as that person, with a note that says why', () => {
  const { changes } = decideBulk(round({ verb: 'close', total: 1 }), [child('2')], AT);
  expect(changes.map(({ effects }) => effects)).toMatchObject([
    [
      {
        write: {
          verb: 'note',
          status: 'closed',
          by: '7',
          text: 'Deskbell: closed with its known incident: #1 Mail is down: secret',
        },
      },
    ],
  ]);
});
