import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { alertCard } from '../../../src/desk/alert/card.ts';
import { withResponse } from '../../../src/desk/alert/response.ts';
import { chainAt, chainFor, dueStep, instantOf, withChain } from '../../../src/desk/on-call/chain.ts';
import { chainReason } from '../../../src/desk/on-call/chain-card.ts';
import type { DeskView } from '../../../src/desk/decision.ts';
import type { Person } from '../../../src/desk/people.ts';
import { plain } from '../../../src/desk/text.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { decideTick } from '../../../src/desk/wake.ts';
import {
  actor,
  anAlert,
  ANN,
  aTicket,
  BEN,
  changed,
  CHANNEL,
  frozen,
  HOUR,
  MINUTE,
  NOW,
  settings,
  STOP,
  view,
} from '../build.ts';

const CARA: Person = { ...BEN, id: 'cara', name: 'Cara Diaz', accounts: { chat: 'C1', phone: 'C2' } };
const VERA: Person = { ...BEN, id: 'vera', name: 'Vera Vogt', role: 'viewer', accounts: { chat: 'V1' } };
const ROTATION = {
  name: 'primary',
  layers: [{ people: [BEN.name, ANN.name], every: 'day', from: '2026-11-02', at: '08:00' }],
};
const ONCALL = { rotations: [ROTATION] };

function house(written: Record<string, unknown> = {}, more: Partial<DeskView> = {}): DeskView {
  const all = settings({
    tickets: { remindAfter: 'never' },
    targets: { critical: 'none' },
    oncall: ONCALL,
    ...written,
  });
  return view({ people: [ANN, BEN, CARA, VERA], platforms: ['chat', 'phone'], settings: all, ...more });
}

const HOUSE = house();

/** The item as a commit writes it. */
function kept<T extends Alert | Ticket>(item: T, at: DeskView): T {
  const clocked = item.kind === 'alert' ? (withResponse(item, at.settings, at.now) as T) : item;
  return { ...withChain(clocked, at.settings, at.now), revision: item.revision + 1 };
}

function critical(at = HOUSE): Alert {
  return kept({ ...anAlert({}, at), severity: 'critical' }, at);
}

function tick(item: Alert | Ticket, minutes: number, at = HOUSE) {
  return decideTick(frozen(item), { ...at, now: NOW + minutes * MINUTE });
}

/** Calls at each minute, in words, as long as nobody does anything. */
function calls(item: Alert | Ticket, minutes: number, at = HOUSE): string[] {
  const found: string[] = [];
  let now: Alert | Ticket = item;
  for (let minute = 0; minute <= minutes; minute += 1) {
    const ticked = tick(now, minute, at);
    if (ticked.is !== 'changed') continue;
    now = kept(ticked.item, { ...at, now: NOW + minute * MINUTE });
    found.push(`${minute} ${now.chain?.last?.whom ?? ''}`);
  }
  return found;
}

test('who is on call, the next, the channel, everyone, in rounds; then the channel is rung until somebody answers', () => {
  const everyone = 'everyone (Ann Baker, Ben Cole, Cara Diaz)';
  expect(calls(critical(), 110)).toEqual([
    '0 Ben Cole',
    '5 Ann Baker',
    '10 the channel',
    `15 ${everyone}`,
    '25 Ben Cole',
    '30 Ann Baker',
    '35 the channel',
    `40 ${everyone}`,
    '50 Ben Cole',
    '55 Ann Baker',
    '60 the channel',
    `65 ${everyone}`,
    '75 the channel, in vain so far',
    '90 the channel, in vain so far',
    '105 the channel, in vain so far',
  ]);
});

test('a call goes to the person on every platform, and by name into the channel; each step has a key of its own', () => {
  const { notices, item } = changed(tick(critical(), 0));
  const chain = (item as Alert).chain?.startedAt;
  expect(notices.map((one) => [one.key, one.loud, one.chain])).toEqual([
    [`rmm/check/dc01/3/1/call-${NOW}-0/chat:@B1`, true, chain],
    [`rmm/check/dc01/3/1/call-${NOW}-0/${CHANNEL}`, true, chain],
  ]);
  expect(notices[1]?.card.lines[0]?.[0]).toEqual({ mention: 'Ben Cole', accounts: BEN.accounts });
  const first = calls(critical(), 15).length;
  expect(first).toBe(4);
  const both = changed(tick({ ...critical(), chain: { ...chainOf(critical()), done: 3 } }, 15)).notices;
  expect(both.map(({ destination }) => destination)).toEqual([
    'chat:@A1',
    'chat:@B1',
    'chat:@C1',
    'phone:@C2',
    CHANNEL,
  ]);
});

function chainOf(alert: Alert): NonNullable<Alert['chain']> {
  if (!alert.chain) throw new Error('no chain');
  return alert.chain;
}

test('after a time in which nobody could be called it goes on with the step that is due, not with all of them', () => {
  const called = kept(changed(tick(critical(), 0)).item as Alert, HOUSE);
  const late = changed(tick(called, 12));
  expect((late.item as Alert).chain).toMatchObject({ done: 3, last: { whom: 'the channel', step: 2 } });
  expect(new Set(late.notices.map(({ destination }) => destination))).toEqual(new Set([CHANNEL]));
});

test('where all rounds passed while no call could go out, the calls begin anew: nobody is told that everybody was called', () => {
  const called = kept(changed(tick(critical(), 0)).item as Alert, HOUSE);
  const days = 60 * 24 * 4;
  const again = changed(tick(called, days));
  expect(again.entries.map(({ text }) => text)).toEqual([
    'The calls begin anew: their time passed while no call could go out',
    'Nobody has it: called Ben Cole',
  ]);
  const item = again.item as Alert;
  expect(item.chain).toMatchObject({ startedAt: NOW + days * MINUTE, done: 1, last: { whom: 'Ben Cole', step: 0 } });
  expect(again.notices.every(({ chain }) => chain === item.chain?.startedAt)).toBe(true);
  expect(tick(item, days + 1)).toEqual({ is: 'unchanged' });

  const steps = [{ after: '5m', call: 'on-call' }];
  const patient = house({ escalation: { chains: [{ when: { severity: ['critical'] }, steps }] } });
  const waiting = changed(tick(critical(patient), days, patient));
  expect([waiting.notices, chainAt(waiting.item as Alert, patient.settings)]).toEqual([[], NOW + (days + 5) * MINUTE]);
});

test('an acknowledge, a claim, a recovery, a snooze and a maintenance end it; what was taken back begins it anew', () => {
  const running = kept(changed(tick(critical(), 0)).item as Alert, HOUSE);
  const by = actor(ANN);
  for (const verb of ['acknowledge', 'claim'] as const) {
    const seen = kept(changed(decideAlertCommand(running, { verb, by }, HOUSE)).item, HOUSE);
    expect([seen.chain, chainAt(seen, HOUSE.settings)]).toEqual([undefined, undefined]);
    const later = { ...HOUSE, now: NOW + HOUR };
    const free = { ...seen, acknowledged: undefined, claimed: undefined };
    expect(kept(free as unknown as Alert, later).chain).toMatchObject({ startedAt: NOW + HOUR, done: 0 });
  }
  const ways: Partial<Alert>[] = [
    { ended: { how: 'recovered', at: NOW } },
    { facts: { ...running.facts, snoozed: {} } },
    { muted: { window: 'w', by, reason: 'patch day', since: NOW } },
  ];
  for (const way of ways) expect(kept({ ...running, ...way }, HOUSE).chain).toBeUndefined();
});

test('a rise begins another chain, a fall below what is called for ends it, a second reading changes nothing', () => {
  const policy = { chains: [{ when: { severity: ['critical', 'high'] }, steps: [{ after: '0m', call: 'on-call' }] }] };
  const at = house({ escalation: policy, targets: { critical: 'none', high: 'none' } });
  const high = kept({ ...critical(at), severity: 'high' as const }, at);
  const done = kept(changed(tick(high, 0, at)).item as Alert, at);
  expect(kept(done, { ...at, now: NOW + MINUTE }).chain).toEqual(done.chain);
  const risen = kept({ ...done, severity: 'critical' as const }, { ...at, now: NOW + 9 * MINUTE });
  expect(risen.chain).toMatchObject({ startedAt: NOW + 9 * MINUTE, done: 0 });
  expect(kept({ ...risen, severity: 'warning' as const }, at).chain).toBeUndefined();
});

test('whoever cannot be reached is passed over at once; where nobody is left it says that nobody answers', () => {
  const nobody = house({}, { people: [{ ...BEN, accounts: {} }, ANN, VERA] });
  expect(calls(critical(nobody), 10, nobody)).toEqual(['0 Ann Baker', '10 the channel']);
  const alone = house({}, { people: [] });
  expect(calls(critical(alone), 5, alone)).toEqual(['0 the channel']);
  const nowhere = { ...critical(alone), places: [] };
  expect(calls(kept(nowhere, alone), 5, alone)).toEqual(['0 the channel, in vain so far']);
});

test('who configures nothing has no calls; where chains are configured they alone count, by severity, client and tier', () => {
  expect(chainFor(anAlert(), settings())).toBeUndefined();
  expect(critical(view()).chain).toBeUndefined();
  const steps = [{ after: '2m', call: ['Cara Diaz'] }];
  const at = house({
    clients: [{ name: 'Acme', tier: 'gold' }],
    tiers: { gold: {} },
    escalation: {
      chains: [
        { when: { severity: ['critical'], client: 'Globex' }, steps },
        { when: { severity: ['critical'], tier: 'gold' }, steps, rounds: 1, ring: 'never' },
      ],
    },
  });
  expect(calls(critical(at), 60, at)).toEqual(['2 Cara Diaz', '12 the channel, in vain so far']);
  expect(chainReason(critical(at), at)).toContain('chain 2 of the configuration: Cara Diaz after 2 min; 1 round');
  expect(chainFor(aTicket({}, at), at.settings)).toBeUndefined();
});

test('the calls go on at a client that is stopped: nothing is changed there by them', () => {
  const stopped = house({}, { stops: [STOP] });
  expect(calls(critical(stopped), 5, stopped)).toEqual(['0 Ben Cole', '5 Ann Baker']);
});

test('a ticket is called about until somebody has seen it or has it, and not while it waits for its customer', () => {
  const at = house({
    escalation: { chains: [{ when: { priority: ['P1'] }, steps: [{ after: '0m', call: 'on-call' }] }] },
  });
  const ticket = kept({ ...aTicket({}, at), priority: 'P1' as const }, at);
  expect(calls(ticket, 0, at)).toEqual(['0 Ben Cole']);
  const free: Partial<Ticket>[] = [
    { acknowledged: { by: actor(ANN), at: NOW } },
    { facts: { ...ticket.facts, assignee: { id: '7', name: 'Ann' } } },
    { facts: { ...ticket.facts, lastReplyFrom: 'staff' } },
    { facts: { ...ticket.facts, status: 'closed' } },
    { stage: 'Awaiting' },
    { priority: 'P3' },
    { places: [{ destination: CHANNEL, as: 'baseline' }] },
  ];
  for (const more of free) expect(kept({ ...ticket, ...more }, at).chain).toBeUndefined();
});

test('the card says how far it has come and what comes next, and who is on call', () => {
  const words = (alert: Alert): string[] => alertCard(alert, HOUSE).lines.map(plain);
  expect(words(critical())).toContain('🔔 Nobody was called yet, then whoever is on call 2026-11-02 09:00');
  const second = changed(tick(kept(changed(tick(critical(), 0)).item as Alert, HOUSE), 5)).item as Alert;
  expect(words(second)).toContain(
    '🔔 Step 2 of 4: called Ann Baker 2026-11-02 09:05, then the channel 2026-11-02 09:10',
  );
  expect(words(second)).toContain('📟 On call: Ben Cole');
});

test('whatever instant it is looked at, the step that is due is the last one whose time has come', () => {
  const minutes = fc.integer({ min: 0, max: 30 });
  const chains = fc.record({
    steps: fc
      .array(minutes, { minLength: 1, maxLength: 5 })
      .map((all) =>
        all.toSorted((a, b) => a - b).map((after) => ({ after: after * MINUTE, call: 'channel' as const })),
      ),
    rounds: fc.integer({ min: 1, max: 4 }),
    again: fc.integer({ min: 1, max: 20 }).map((one) => one * MINUTE),
    ring: fc.oneof(
      fc.constant('never' as const),
      minutes.map((one) => (one + 1) * MINUTE),
    ),
    because: fc.constant(''),
  });
  fc.assert(
    fc.property(chains, fc.integer({ min: 0, max: 300 }), (chain, elapsed) => {
      const state = { of: '', startedAt: NOW, done: 0, called: [] };
      const now = NOW + elapsed * MINUTE;
      const due = dueStep(chain, state, now);
      expect(due < 0 || (instantOf(chain, state, due) ?? Infinity) <= now).toBe(true);
      expect(instantOf(chain, state, due + 1) ?? Infinity).toBeGreaterThan(now);
    }),
  );
});

test('what was missed, and whoever could not be called, is said in the timeline', () => {
  const text = (item: Alert, minutes: number, at = HOUSE): string | undefined =>
    changed(tick(item, minutes, at)).entries[0]?.text;
  const called = kept(changed(tick(critical(), 0)).item as Alert, HOUSE);
  expect(text(called, 15)).toContain('2 steps before it missed: their time passed while no call could go out');
  expect(text(called, 5)).toBe('Nobody has it: called Ann Baker');
  const away = house({}, { people: [{ ...BEN, accounts: { desk: '8' } }, ANN, CARA] });
  expect(text(critical(away), 0, away)).toBe(
    'Nobody has it: called Ann Baker (1 step passed over: nobody there can be called)',
  );
});

test('whoever left between two steps, lost their account or became a viewer is passed over, and the next one is called', () => {
  const called = kept(changed(tick(critical(), 0)).item as Alert, HOUSE);
  const next = (people: Person[]): string | undefined =>
    changed(tick(called, 5, house({}, { people }))).item.chain?.last?.whom;
  expect(next([ANN, BEN, CARA])).toBe('Ann Baker');
  expect(next([BEN, CARA])).toBe('the channel');
  expect(next([{ ...ANN, accounts: { desk: '7' } }, BEN, CARA])).toBe('the channel');
  expect(next([{ ...ANN, role: 'viewer' }, BEN, CARA])).toBe('the channel');
  const viewer = house({}, { people: [ANN, { ...BEN, role: 'viewer' }, CARA] });
  expect(calls(critical(viewer), 5, viewer)).toEqual(['0 Ann Baker']);
});

test('where nobody is known any more, the channel and then everybody who is left still hear of it', () => {
  const strangers = house({}, { people: [CARA, VERA] });
  expect(calls(critical(strangers), 15, strangers)).toEqual(['0 the channel', '15 everyone (Cara Diaz)']);
});
