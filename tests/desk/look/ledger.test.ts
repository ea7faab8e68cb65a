import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Day, dayOf, typedDay } from '../../../src/desk/clock/day.ts';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import type { Place } from '../../../src/desk/destination.ts';
import {
  balance,
  balances,
  equation,
  outcomeAt,
  type Sent,
  type Standings,
  terms,
} from '../../../src/desk/look/ledger.ts';
import { anAlert, CHANNEL, HOUR, NOW } from '../build.ts';

const GROUP = 'group/1';

function alert(as: Place['as'], more: Partial<Alert> = {}): Alert {
  return { ...anAlert(), places: [{ destination: CHANNEL, as }], ...more };
}

function standings(more: Partial<Standings> & { row?: Sent; group?: Sent } = {}): Standings {
  const { row, group, ...rest } = more;
  return {
    destination: CHANNEL,
    rows: new Map([...(row ? [[anAlert().ref, row] as const] : []), ...(group ? [[GROUP, group] as const] : [])]),
    behind: new Set(),
    groups: new Map(),
    ...rest,
  };
}

const { ref: REF } = anAlert();
const OVER = { ended: { how: 'recovered' as const, at: NOW } };
const BEHIND = { behind: new Set([REF]) };
const row = (state: Sent['state'], more: Partial<Sent> = {}): { row: Sent } => ({
  row: { state, generation: 1, ...more },
});
const FOLDED = row('folded', { group: GROUP });
const MEMBER = { groups: new Map([[GROUP, new Set([REF])]]) };

test.each([
  ['posted', alert('card'), row('posted', { reference: 'm1', postedAt: NOW })],
  ['posted', alert('listed'), row('posted', { reference: 'm1' })],
  ['posted', alert('card', OVER), row('ended', { generation: 2 })],
  ['folded', alert('card'), { ...FOLDED, ...MEMBER, group: { state: 'posted', generation: 1, reference: 'm1' } }],
  ['pending', alert('card'), { ...FOLDED, ...MEMBER, behind: new Set([GROUP]) }],
  ['failed', alert('card'), { ...FOLDED, ...MEMBER, group: { state: 'failed', generation: 1, why: 'too odd' } }],
  ['listed', alert('listed'), {}],
  ['baseline', alert('baseline'), {}],
  ['muted', alert('muted'), {}],
  ['ended', alert('card', OVER), row('ended', { why: 'it ended before it could be posted' })],
  ['moved', alert('moved'), row('posted', { reference: 'm1' })],
  ['moved', alert('card'), row('withheld')],
  ['pending', alert('card'), BEHIND],
  ['pending', alert('card'), { ...row('sending'), ...BEHIND }],
  ['pending', alert('card'), { ...row('ended'), ...BEHIND }],
  ['failed', alert('card'), row('failed', { why: 'too odd' })],
  ['failed', alert('card'), row('failed', { reference: 'm1' })],
  ['failed', alert('moved', { places: [] }), { destination: '-' }],
] as const)('%s', (term, item, facts) => {
  expect(outcomeAt(item, standings(facts as Partial<Standings>))).toMatchObject({ term });
});

test.each([
  ['nothing is under way', alert('card'), {}],
  ['nothing is under way', alert('card'), row('waiting')],
  ['nothing is under way', alert('card'), row('ended')],
  ['does not hold it', alert('card'), FOLDED],
  ['nothing is under way', alert('card'), { ...FOLDED, ...MEMBER }],
  ['has no place here', alert('card', { places: [] }), {}],
  ['and has one', alert('card'), { destination: '-' }],
] as const)('what nobody can account for is said: %s', (why, item, facts) => {
  const found = outcomeAt(item, standings(facts));
  expect(found).toEqual({ stray: expect.stringContaining(why) });
});

test('why it waits is the trouble of its channel, and why it is muted the window', () => {
  expect(outcomeAt(alert('card'), standings({ ...BEHIND, trouble: 'not in the channel' }))).toEqual({
    term: 'pending',
    why: 'not in the channel',
  });
  const muted = { window: 'window/7', by: { name: 'Ann Baker', via: 'chat' }, reason: 'patch night', since: NOW };
  expect(outcomeAt(alert('muted', { muted }), standings())).toEqual({
    term: 'muted',
    why: 'maintenance of Ann Baker: patch night',
  });
});

const anyRow = fc.record({
  state: fc.constantFrom('waiting', 'sending', 'posted', 'folded', 'ended', 'withheld', 'failed' as const),
  generation: fc.integer({ min: 1, max: 3 }),
  reference: fc.option(fc.constant('m1'), { nil: undefined }),
  group: fc.constantFrom(GROUP, 'group/2', undefined),
});

test('whatever the rows say, each item is one term or astray, and the equation holds exactly where none is', () => {
  const anyItem = fc.record({
    as: fc.option(fc.constantFrom('card', 'listed', 'baseline', 'muted', 'moved' as const), { nil: undefined }),
    over: fc.boolean(),
    counted: fc.boolean(),
    row: fc.option(anyRow, { nil: undefined }),
    behind: fc.boolean(),
    member: fc.boolean(),
  });
  const groupRow = fc.option(anyRow, { nil: undefined });
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 12 }), groupRow, fc.boolean(), (all, card, groupBehind) => {
      const named = all.map((one, index) => ({ ...one, ref: `rmm/${index}` }));
      const items = named.map(({ ref, as, over }) => ({
        ...anAlert(),
        ref,
        places: as === undefined ? [] : [{ destination: CHANNEL, as }],
        ...(over ? OVER : {}),
      }));
      const seen = named.filter(({ counted }) => counted).map(({ ref }) => ref);
      const found = balance(seen, items, {
        destination: CHANNEL,
        rows: new Map([
          ...named.flatMap(({ ref, row: one }) => (one ? [[ref, one] as const] : [])),
          ...(card ? [[GROUP, card] as const] : []),
        ]),
        behind: new Set([
          ...named.filter(({ behind }) => behind).map(({ ref }) => ref),
          ...(groupBehind ? [GROUP] : []),
        ]),
        groups: new Map([[GROUP, new Set(named.filter(({ member }) => member).map(({ ref }) => ref))]]),
      });
      const concerned = named.filter(({ as, counted }) => as !== undefined || counted).map(({ ref }) => ref);
      const told = [...terms.flatMap((term) => found.became[term]), ...found.strays.map(({ ref }) => ref)];
      expect(new Set(told)).toEqual(new Set(concerned));
      expect(balances(found)).toBe(found.strays.length === 0);
      expect(equation(found).includes('≠')).toBe(found.strays.length > 0);
    }),
  );
});

test('what was counted and is not known, and what is known and was not counted, break the equation', () => {
  const posted = standings(row('posted', { reference: 'm1' }));
  expect(balance([REF, 'rmm/lost'], [alert('card')], posted).strays.map(({ ref }) => ref)).toEqual(['rmm/lost']);
  const uncounted = balance([], [alert('card')], posted);
  expect(uncounted.strays.map(({ ref }) => ref)).toEqual([REF]);
  expect(equation(uncounted)).toBe('0 seen ≠ 1 posted');
  expect(equation(balance([REF], [alert('card')], posted))).toBe('1 seen = 1 posted');
  expect(equation(balance([], [], posted))).toBe('0 seen = 0');
});

test('a day is as long as its zone makes it', () => {
  const length = (date: string, zone: string): number => {
    const day = dayOf(Temporal.PlainDate.from(date), zone);
    return (day.to - day.from) / HOUR;
  };
  expect(length('2026-11-02', 'Europe/Berlin')).toBe(24);
  expect(length('2026-10-25', 'Europe/Berlin')).toBe(25);
  expect(length('2026-03-29', 'Europe/Berlin')).toBe(23);
});

test('a day as people type it', () => {
  const typed = (text: string, zone = 'UTC'): Day | undefined => typedDay(text, NOW, zone);
  expect(typed('')?.date).toBe('2026-11-02');
  expect(typed('today', 'Pacific/Kiritimati')?.date).toBe('2026-11-02');
  expect(typedDay('today', NOW + 14 * HOUR, 'Pacific/Kiritimati')?.date).toBe('2026-11-03');
  expect(typed('yesterday')?.date).toBe('2026-11-01');
  expect(typed('2026-10-20')?.date).toBe('2026-10-20');
  for (const none of ['2026-02-30', '2026-13-01', '2026-11-03', 'tomorrow', '20.10.2026', '2026-1-1', '-', '0'])
    expect([none, typed(none)]).toEqual([none, undefined]);
});
