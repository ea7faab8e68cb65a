import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { type Home, homeCard, pick } from '../../../src/desk/look/home.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { actor, ANN, anAlert, aTicket, BEN, changed, HOUR, MINUTE, NOW, view, clockUntil } from '../build.ts';

const ROOM = 70;

interface Shown extends Partial<Omit<Home, 'picked'>> {
  alerts?: readonly Alert[];
  tickets?: readonly Ticket[];
  room?: number;
}

/** The page of Ann. */
function home({ alerts = [], tickets = [], room = ROOM, ...more }: Shown = {}) {
  return homeCard({
    person: ANN,
    acts: true,
    messages: new Map(),
    view: view(),
    silences: [],
    onCall: [],
    stops: [],
    watching: true,
    links: [],
    picked: pick({ alerts, tickets }, more.person ?? ANN, view(), room),
    ...more,
  });
}

/** Every row in words, with what its button does. */
function rows(shown: Shown): string[] {
  return home(shown).rows.map(
    ({ line, action }) => plain(line) + (action ? ` -> ${action.verb} ${action.with ?? action.ref}` : ''),
  );
}

function named(ref: string, more: Partial<Alert> = {}): Alert {
  return { ...anAlert({ title: ref, client: 'Acme', site: 'HQ' }), ref, severity: 'high', ...more };
}

function numbered(number: string, facts: Partial<Ticket['facts']> = {}, more: Partial<Ticket> = {}): Ticket {
  return { ...aTicket({ number, subject: `subject ${number}`, ...facts }), ref: `desk/${number}`, ...more };
}

const BY_ANN = { id: ANN.id, name: ANN.name, via: 'chat' };
const BY_BEN = { id: BEN.id, name: BEN.name, via: 'chat' };

test('alerts by severity, the oldest first in each, with who has seen or has them and what is next', () => {
  const started = (minutes: number) => ({
    ...anAlert().facts,
    client: 'Acme',
    site: 'HQ',
    startedAt: NOW - minutes * MINUTE,
  });
  const shown = rows({
    alerts: [
      named('a', { facts: { ...started(5), title: 'new' } }),
      named('b', { facts: { ...started(60), title: 'seen' }, acknowledged: { by: BY_BEN, at: NOW, firings: 1 } }),
      named('c', { facts: { ...started(1), title: 'worst' }, severity: 'critical', claimed: { by: BY_ANN, at: NOW } }),
      named('d', { facts: { ...started(9), title: 'last' }, severity: 'info', claimed: { by: BY_BEN, at: NOW } }),
    ],
  });
  expect(shown).toEqual([
    'Alerts · 🔴 1 critical · 🟠 2 high · 🔵 1 info · nobody has seen 1 of them',
    '🔴 worst · Acme, HQ · 2026-11-02 08:59 · 🙋 Ann Baker -> log-time c',
    '🟠 seen · Acme, HQ · 2026-11-02 08:00 · 👀 Ben Cole -> home-claim b',
    '🟠 new · Acme, HQ · 2026-11-02 08:55 · nobody -> home-acknowledge a',
    '🔵 last · Acme, HQ · 2026-11-02 08:51 · 🙋 Ben Cole -> show d',
    'Tickets · none is open',
  ]);
});

test("tickets: one's own first, then the late ones, then the oldest; stage, age, clock and holder", () => {
  const due = { clocks: clockUntil(NOW - MINUTE, { breachedAt: NOW - MINUTE }) };
  const answered = { clocks: clockUntil(NOW - MINUTE, { state: 'missed', breachedAt: NOW - MINUTE }) };
  const shown = rows({
    tickets: [
      numbered('1', { createdAt: NOW - HOUR }, { client: 'Acme' }),
      numbered('2', { createdAt: NOW - 2 * HOUR, assignee: { id: '8', name: 'Ben' } }, { stage: 'In progress' }),
      numbered('3', {}, due),
      numbered('4', { assignee: { id: '7', name: 'Ann' }, firstReplyAt: NOW }, { stage: 'Awaiting', priority: 'P1' }),
      numbered('5', { createdAt: NOW - 3 * HOUR, firstReplyAt: NOW }, answered),
    ],
  });
  expect(shown).toEqual([
    'Alerts · none is open',
    'Tickets · 5 open · nobody has 3 of them · ⏰ 1 overdue',
    '🎫 #4 subject 4 · Carla Diaz · P1 Awaiting · 2026-11-02 08:50 · 🙋 Ann Baker -> log-time desk/4',
    '🎫 #3 subject 3 · Carla Diaz · P3 New · 2026-11-02 08:50 · ⏰ first response was due 2026-11-02 08:59 · nobody -> home-claim desk/3',
    '🎫 #5 subject 5 · Carla Diaz · P3 New · 2026-11-02 06:00 · nobody -> home-claim desk/5',
    '🎫 #2 subject 2 · Carla Diaz · P3 In progress · 2026-11-02 07:00 · ⏳ first response due 2026-11-02 11:00 · 🙋 Ben Cole -> show desk/2',
    '🎫 #1 subject 1 · Acme · P3 New · 2026-11-02 08:00 · ⏳ first response due 2026-11-02 12:00 · nobody -> home-claim desk/1',
  ]);
});

test('a ticket whose source takes no assignment is acknowledged; one on its way to somebody says so', () => {
  const takes = { key: 'k', assignee: { person: BEN.id, name: BEN.name, account: '8' }, by: BY_BEN, at: NOW };
  const shown = rows({
    tickets: [
      numbered('1'),
      numbered('2', {}, { intent: takes }),
      numbered('3', {}, { acknowledged: { by: BY_BEN, at: NOW } }),
    ],
    view: view({ abilities: {} }),
  });
  expect(shown.slice(2).map((row) => row.replace(/.*08:50/, '').replace(/ · ⏳[^·]*/, ''))).toEqual([
    '· nobody -> home-acknowledge desk/1',
    '· ✍️ Ben Cole takes it … -> show desk/2',
    '· nobody · 👀 Ben Cole -> show desk/3',
  ]);
});

test('whoever only looks is offered nothing that acts', () => {
  const card = home({ alerts: [named('a')], tickets: [numbered('1')], acts: false });
  const verbs = [...card.rows.flatMap(({ action }) => action ?? []), ...card.actions].map(({ verb }) => verb);
  expect(verbs).toEqual(['show', 'show', 'home']);
});

test('an alert that is snoozed says until when, and what was ordered at its source says so until it is read back', () => {
  const snoozed = { ...anAlert().facts, title: 'a', snoozed: {} };
  const order = { key: 'k', what: 'resolve' as const, by: BY_BEN, at: NOW };
  const shown = rows({
    alerts: [
      named('a', { facts: snoozed }),
      named('b', { facts: snoozed, snooze: { by: BY_ANN, at: NOW, until: NOW + HOUR } }),
      named('c', { order }),
    ],
  });
  expect(shown.slice(1, 4).map((row) => row.replace(/.*08:55 · /, ''))).toEqual([
    'snoozed · nobody -> home-acknowledge a',
    'snoozed until 2026-11-02 10:00 · nobody -> home-acknowledge b',
    '⏳ Ben Cole resolves it … · nobody -> home-acknowledge c',
  ]);
});

test('without a time book nobody is offered to log time', () => {
  const mine = named('a', { claimed: { by: BY_ANN, at: NOW } });
  const card = home({ alerts: [mine], view: view({ timeBook: undefined }) });
  const verbs = [...card.rows.flatMap(({ action }) => action ?? []), ...card.actions].map(({ verb }) => verb);
  expect(verbs).toEqual(['show', 'home']);
});

test('what there is no room for is counted and a press away; one kind takes the room that the other leaves', () => {
  const alerts = Array.from({ length: 300 }, (_, index) => named(`a${index}`));
  const tickets = Array.from({ length: 40 }, (_, index) => numbered(String(index)));
  const counted = (shown: Shown) => rows(shown).filter((row) => row.startsWith('…'));
  expect(counted({ alerts, tickets })).toEqual([
    '… and 265 more: /alerts -> list alerts.all.1',
    '… and 5 more: /tickets -> list tickets.all.1',
  ]);
  expect(counted({ alerts, tickets: tickets.slice(0, 3) })).toEqual(['… and 233 more: /alerts -> list alerts.all.1']);
  expect(counted({ alerts: alerts.slice(0, 3), tickets, room: 6 })).toEqual([
    '… and 37 more: /tickets -> list tickets.all.1',
  ]);
  expect(rows({ alerts, tickets })).toHaveLength(ROOM + 4);
});

test('calm is only said where every source was heard', () => {
  const said = (shown: Shown) => {
    const { title, tone, lines } = home(shown);
    return [title, tone, ...lines.map(plain)];
  };
  const why = 'it refuses the key.';
  expect(said({})).toEqual(['All is calm: nothing is open', 'good']);
  expect(said({ silences: [{ title: 'The RMM', since: NOW - HOUR, why }, { title: 'The Desk' }] })).toEqual([
    'Nothing is known to be open',
    'high',
    '❌ The RMM is silent since 2026-11-02 08:00: it refuses the key. What it knows is missing here or old.',
    '❌ The Desk was not heard yet. What it knows is missing here or old.',
  ]);
  expect(said({ silences: [{ title: 'The RMM', since: NOW - HOUR }] })[2]).toBe(
    '❌ The RMM is silent since 2026-11-02 08:00. What it knows is missing here or old.',
  );
  expect(said({ watching: false })[0]).toContain('Nothing is watched');
});

test('the tone is that of the worst there is', () => {
  const tone = (shown: Shown) => home(shown).tone;
  const silences = [{ title: 'The RMM' }];
  expect(tone({ alerts: [named('a', { severity: 'critical' })], silences })).toBe('critical');
  expect(tone({ alerts: [named('a', { severity: 'info' })] })).toBe('info');
  expect(tone({ alerts: [named('a', { severity: 'info' })], silences })).toBe('high');
  expect(tone({ tickets: [numbered('1', {}, { clocks: clockUntil(NOW, { breachedAt: NOW }) })] })).toBe('high');
  expect(tone({ tickets: [numbered('1')] })).toBe('good');
});

test('what a press was answered stands below its item, or on top where that has gone', () => {
  const note = { ref: 'b', row: { line: ['You have it now.'] } };
  const seen = changed(decideAlertCommand(anAlert(), { verb: 'acknowledge', by: actor(ANN) }, view())).item;
  const words = (shown: Shown) => rows(shown).map((row) => row.replace(/ · .*/, ''));
  expect(
    words({ alerts: [named('a'), { ...seen, ref: 'b', facts: { ...seen.facts, title: 'b' } }, named('c')], note }),
  ).toEqual(['Alerts', '🟠 a', '🟠 b', '↳ You have it now.', '🟠 c', 'Tickets']);
  expect(words({ alerts: [named('a')], note })).toEqual(['↳ You have it now.', 'Alerts', '🟠 a', 'Tickets']);
});

test('a title leads to its card, else to its source, and is short enough to leave room for who has it', () => {
  const long = 'x'.repeat(500);
  const at = (messages: Map<string, string>, links: Alert['facts']['links']) =>
    home({ alerts: [named('a', { facts: { ...anAlert().facts, title: long, links } })], messages }).rows[1]?.line[1];
  const title = `${'x'.repeat(89)}…`;
  const source = { label: 'Device', url: 'https://rmm.example.com/1' };
  expect(at(new Map([['a', 'https://chat.example.com/1']]), [source])).toEqual({
    link: title,
    url: 'https://chat.example.com/1',
  });
  expect(at(new Map(), [source])).toEqual({ link: title, url: source.url });
  expect(at(new Map(), [])).toEqual({ bold: title });
});

test('nothing of the card but its footer tells when it was drawn', () => {
  const drawn = (now: number) => home({ alerts: [named('a')], tickets: [numbered('1')], view: view({ now }) });
  const { footer: _then, ...before } = drawn(NOW);
  const { footer, ...after } = drawn(NOW + HOUR);
  expect(after).toEqual(before);
  expect(footer).toEqual(['As of ', { at: NOW + HOUR, as: 'clock' }]);
});
