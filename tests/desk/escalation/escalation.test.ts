import { expect, test } from 'vitest';
import { type EscalationFacts, missingFacts } from '../../../src/desk/escalation/escalation.ts';
import { escalateTicket, type EscalationWish } from '../../../src/desk/escalation/command.ts';
import type { Person } from '../../../src/desk/people.ts';
import { plain } from '../../../src/desk/text.ts';
import { ticketCard } from '../../../src/desk/ticket/card.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import {
  actor,
  ANN,
  aTicket,
  BEN,
  changed,
  clockUntil,
  CHANNEL,
  CLIENTS,
  frozen,
  GLOBEX_CHANNEL,
  gone,
  HOUR,
  NOW,
  settings,
  there,
  ticketAfter,
  view,
} from '../build.ts';

const CARA: Person = {
  id: 'cara@msp.example',
  name: 'Cara Diaz',
  email: 'cara@msp.example',
  role: 'lead',
  accounts: { chat: 'C1', other: 'C2', desk: '9' },
};
const TIER = 'chat:tier2';
const FACTS: EscalationFacts = {
  symptom: 'No mail since noon',
  reproduction: 'Send a mail to anybody',
  diagnostics: 'Traced the message: it waits in the queue',
  ruledOut: 'DNS and the firewall: both answer',
};
const WISH: EscalationWish = { key: 'form-1', by: actor(ANN), account: '7', facts: FACTS };
const TO_CARA = { person: CARA.id, name: CARA.name, account: '9' };

function at(escalation: Record<string, unknown> = { to: [TIER] }, more: Record<string, unknown> = {}) {
  return view({ people: [ANN, BEN, CARA], platforms: ['chat', 'other'], settings: settings({ escalation, ...more }) });
}

function urgent(): Ticket {
  return { ...aTicket({ createdAt: NOW }, at()), priority: 'P1', clocks: clockUntil(NOW + HOUR / 4) };
}

function sentence(ticket: Ticket, wish: EscalationWish, of = at()): string {
  const decision = escalateTicket(ticket, wish, of);
  return decision.is === 'refused' ? decision.sentence : decision.is;
}

test.each([
  '',
  ' ',
  '-',
  'n/a',
  'N.A.',
  'none',
  'None.',
  '...',
  'xxxxx',
  'no',
  'ok',
  'as above',
  'TODO',
  '\u202e\u200b',
  '🤷🤷🤷🤷',
])('%j says nothing', (filler) => {
  expect(Object.keys(missingFacts({ ...FACTS, ruledOut: filler, symptom: filler }))).toEqual(['symptom', 'ruledOut']);
});

test.each(['0x80070005', 'disk', 'Нет почты', 'メールが届かない'])('%j says something', (words) => {
  expect(missingFacts({ ...FACTS, symptom: words })).toEqual({});
});

test('it stands at the second tier, is noted whole, and changes hands; nobody is called while there is time', () => {
  const ticket = frozen(aTicket({ assignee: { id: '7', name: 'Ann' } }, at()));
  const { item, entries, effects, notices } = changed(escalateTicket(ticket, { ...WISH, to: TO_CARA }, at()));
  expect(item.places).toEqual([
    { destination: CHANNEL, as: 'card' },
    { destination: TIER, as: 'card' },
  ]);
  expect(item.intent).toMatchObject({ assignee: TO_CARA, by: { id: ANN.id } });
  expect(effects.map((effect) => (effect.job === 'write-back' ? effect.write : effect.job))).toEqual([
    { verb: 'assign', row: '12', to: '9', from: '7', by: '7' },
    {
      verb: 'note',
      on: '12',
      by: '7',
      text: [
        'Deskbell: escalated to the second tier to Cara Diaz.',
        'Symptom:\nNo mail since noon',
        'How to reproduce it:\nSend a mail to anybody',
        'Diagnostics run:\nTraced the message: it waits in the queue',
        'Causes ruled out:\nDNS and the firewall: both answer',
      ].join('\n\n'),
    },
  ]);
  expect(entries.map(({ what, text }) => [what, text])).toEqual([
    ['escalated', 'Ann Baker escalated it to Cara Diaz: No mail since noon'],
  ]);
  expect(notices.map(({ destination, loud, rank, ref }) => [destination, loud, rank, ref])).toEqual([
    [TIER, true, 1, 'desk/12'],
    [CHANNEL, false, 5, 'desk/12'],
    ['chat:@C1', true, 1, undefined],
  ]);
  expect(notices[0]?.card.actions.map(({ verb }) => verb)).toEqual(['claim', 'show']);
  expect(notices[0]?.card.quote?.text).toContain('Causes ruled out\nDNS and the firewall');
});

test('a P1 whose clock is short calls whoever was chosen, on every chat and by name; else all of the second tier', () => {
  const chosen = changed(escalateTicket(urgent(), { ...WISH, to: TO_CARA }, at())).notices;
  expect(
    chosen.filter(({ destination }) => destination.includes('@')).map(({ destination, rank }) => [destination, rank]),
  ).toEqual([
    ['chat:@C1', 0],
    ['other:@C2', 0],
  ]);
  expect(chosen[0]?.card.lines[0]).toContainEqual({ mention: 'Cara Diaz', accounts: CARA.accounts });
  const all = changed(escalateTicket(urgent(), WISH, at({ to: [TIER], people: ['Ben Cole', 'Ann Baker'] }))).notices;
  expect(all.map(({ destination }) => destination)).toEqual([TIER, CHANNEL, 'chat:@B1', 'chat:@C1', 'other:@C2']);
  const nobody = changed(escalateTicket(urgent(), WISH, at({ to: [TIER], roles: ['owner'] }))).notices;
  expect(nobody[0]?.card.lines.map(plain)[0]).toContain('Nobody is known here who could be called');
});

test('left to nobody, whoever is on call is called first; all of the second tier where that is the presser, or cannot be called', () => {
  const calls = (who: Person, more: Partial<Person> = {}): string[] => {
    const oncall = { rotations: [{ name: 'primary', layers: [{ people: [who.name] }] }] };
    const people = [ANN, BEN, CARA].map((one) => (one === who ? { ...one, ...more } : one));
    const { notices } = changed(escalateTicket(urgent(), WISH, { ...at({ to: [TIER] }, { oncall }), people }));
    return notices.map(({ destination }) => destination).filter((one) => one.includes('@'));
  };
  expect(calls(BEN)).toEqual(['chat:@B1']);
  expect(calls(ANN)).toEqual(['chat:@C1', 'other:@C2']);
  expect(calls(BEN, { accounts: { desk: '8' } })).toEqual(['chat:@C1', 'other:@C2']);
  const oncall = { rotations: [{ name: 'primary', layers: [{ people: [BEN.name] }] }] };
  const chosen = changed(escalateTicket(urgent(), { ...WISH, to: TO_CARA }, at({ to: [TIER] }, { oncall }))).notices;
  expect(chosen.map(({ destination }) => destination)).not.toContain('chat:@B1');
});

test.each([
  ['P3', {}, { priority: 'P3' }],
  ['a P2 with an hour and more', {}, { priority: 'P2', clocks: clockUntil(NOW + HOUR + 1) }],
  [
    'a P1 that was answered',
    { firstReplyAt: NOW - 1 },
    { priority: 'P1', clocks: clockUntil(NOW + HOUR, { state: 'met' }) },
  ],
] as const)('%s calls nobody', (_name, facts, more) => {
  const ticket = { ...aTicket(facts, at()), ...more } as Ticket;
  const { notices } = changed(escalateTicket(ticket, WISH, at()));
  expect(notices.map(({ destination }) => destination)).toEqual([TIER, CHANNEL]);
});

test('one that is overdue calls as well; what counts as short is configuration', () => {
  const late = { ...urgent(), clocks: clockUntil(NOW - HOUR, { breachedAt: NOW }) };
  expect(changed(escalateTicket(late, WISH, at())).notices.map(({ destination }) => destination)).toContain('chat:@C1');
  const patient = at({ to: [TIER], page: { within: '5m', priorities: ['P1'] } });
  expect(changed(escalateTicket(urgent(), WISH, patient)).notices.every(({ rank }) => rank > 0)).toBe(true);
});

test('left to nobody, it is taken from whoever has it; who is chosen and has it keeps it', () => {
  const held = aTicket({ assignee: { id: '7', name: 'Ann' } }, at());
  expect(changed(escalateTicket(held, WISH, at())).item.intent).toMatchObject({ assignee: null });
  const hers = aTicket({ assignee: { id: '9', name: 'Cara' } }, at());
  expect(changed(escalateTicket(hers, { ...WISH, to: TO_CARA }, at())).item.intent).toBe(undefined);
  const busy = changed(escalateTicket(held, WISH, at())).item;
  const again = { ...WISH, key: 'form-2', seen: 'form-1', facts: { ...FACTS, symptom: 'No mail at all' } };
  expect(sentence(busy, again)).toContain('is changing who has Ticket #1042');
});

test('the same form counts once, also after another one; the same facts again do not', () => {
  const first = changed(escalateTicket(aTicket({}, at()), WISH, at())).item;
  expect(sentence(first, WISH)).toBe('unchanged');
  expect(sentence(first, { ...WISH, key: 'form-2' })).toContain('while your form was open');
  const same = { ...FACTS, symptom: ' no mail, since NOON! ' };
  expect(sentence(first, { ...WISH, key: 'form-2', seen: 'form-1', facts: same })).toContain('Add what is new');
  const more = { ...FACTS, ruledOut: 'DNS, the firewall, and the licence' };
  const second = changed(escalateTicket(first, { ...WISH, key: 'form-2', seen: 'form-1', facts: more }, at()));
  expect(second.notices[0]?.key).toBe(`desk/12/escalated-form-2/${TIER}`);
  expect(sentence(second.item, WISH)).toBe('unchanged');
});

test('the wall: a second tier’s channel of another client shows nothing, and with no other nothing is sent', () => {
  const mixed = at({ to: [GLOBEX_CHANNEL, TIER] }, { clients: CLIENTS });
  const { item, notices } = changed(escalateTicket(aTicket({}, mixed), WISH, mixed));
  expect(item.escalation?.places).toEqual([TIER]);
  expect(notices.map(({ destination }) => destination)).not.toContain(GLOBEX_CHANNEL);
  const walled = at({ to: [GLOBEX_CHANNEL] }, { clients: CLIENTS });
  expect(sentence(aTicket({}, walled), WISH, walled)).toContain('is of Acme, and every channel under "escalation"');
});

test('it stays at the second tier whatever is read later, and leaves when it moves behind another wall', () => {
  const walls = at({ to: ['chat:acme', TIER] }, { clients: CLIENTS });
  const ticket = changed(escalateTicket(aTicket({}, walls), WISH, walls)).item;
  const read = changed(decideTicketSignal(ticket, there({ subject: 'New' }, { readAt: NOW + 1 }), walls, false)).item;
  expect(read.places).toEqual(ticket.places);
  const fay = { customer: { name: 'Fay', email: 'fay@globex.example' } };
  const moved = changed(decideTicketSignal(ticket, there(fay, { readAt: NOW + 1 }), walls, false)).item;
  expect(moved.places).toEqual([
    { destination: GLOBEX_CHANNEL, as: 'card' },
    { destination: TIER, as: 'card' },
    { destination: 'chat:acme', as: 'moved' },
  ]);
});

test('without a channel of its own it rings where the card stands, also one that was only listed', () => {
  const quiet = ticketAfter([there()], at({}), true);
  const { item, notices } = changed(escalateTicket(quiet, WISH, at({})));
  expect(item.places).toEqual([{ destination: CHANNEL, as: 'card' }]);
  expect(notices.map(({ destination, loud }) => [destination, loud])).toEqual([[CHANNEL, true]]);
});

test.each([
  ['closed', ticketAfter([there({ status: 'closed' })], at()), 'is closed in The Desk'],
  ['merged', ticketAfter([there(), gone('merged', NOW, '99')], at()), 'was merged into 99'],
])('one that is %s is not escalated', (_how, ticket, words) => {
  expect(sentence(ticket, WISH)).toContain(words);
});

test('secrets and hostile signs reach no card', () => {
  const facts = { ...FACTS, symptom: 'password: hunter2hunter2 \u202e<!channel>' };
  const { item, entries, notices } = changed(escalateTicket(aTicket({}, at()), { ...WISH, facts }, at()));
  const shown = JSON.stringify([entries, notices, ticketCard(item, at())]);
  expect(shown).not.toMatch(/hunter2|\u202E/u);
  expect(ticketCard(item, at()).lines.map(plain).join()).toContain('Ann Baker escalated it to the second tier');
});
