import { expect, test } from 'vitest';
import { hoursOf, policyOf } from '../../../src/desk/clock/sla-policy.ts';
import { settings } from '../build.ts';

const OFFICE = { zone: 'Europe/Berlin', week: { monday: [{ from: '09:00', to: '17:00' }] } };

function because(house: Record<string, unknown>, client?: string, kind: 'response' | 'resolution' = 'response') {
  return policyOf(kind, { client, priority: 'P2' }, settings(house)).because;
}

test('a shop that wrote nothing promises a first response, and no resolution', () => {
  expect([because({}), because({}, undefined, 'resolution')]).toEqual([
    'the general target for P2: 60 minutes round the clock',
    'the general default target for P2: none',
  ]);
});

test('the client goes before its tier, the tier before the shop; in each the priority before the default', () => {
  const sla = { calendar: 'office', response: { default: '3h' } };
  const tiers = { gold: { response: { P2: '2h' } }, silver: { response: { default: '150m' }, calendar: 'always' } };
  const clients = [
    { name: 'Acme', tier: 'gold', response: { P2: '1h', default: '2h' } },
    { name: 'Globex', tier: 'gold', response: { default: '90m' } },
    { name: 'Initech', tier: 'gold', response: { P1: '1m' } },
    { name: 'Umbrella', tier: 'silver' },
    { name: 'Hooli', response: { P2: 'none' } },
  ];
  const house = { calendars: { office: OFFICE, always: { always: true } }, sla, tiers, clients };
  const names = ['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli', 'unknown'];
  expect(names.map((name) => because(house, name))).toEqual([
    'the target of client Acme for P2: 60 minutes in the calendar office',
    'the default target of client Globex for P2: 90 minutes in the calendar office',
    'the target of tier gold for P2: 2 hours in the calendar office',
    'the default target of tier silver for P2: 2 hours 30 minutes in the calendar always',
    'the target of client Hooli for P2: none',
    'the general default target for P2: 3 hours in the calendar office',
  ]);
});

test('response and resolution are decided apart, and either may be none', () => {
  const house = {
    clients: [{ name: 'Acme', tier: 'gold', response: { default: 'none' } }],
    tiers: { gold: { resolution: { P2: '8h', default: '40h' } } },
  };
  expect([because(house, 'Acme'), because(house, 'Acme', 'resolution')]).toEqual([
    'the default target of client Acme for P2: none',
    'the target of tier gold for P2: 8 hours round the clock',
  ]);
});

test("hours are lived in the client's zone, else in the calendar's, else in the shop's", () => {
  const house = settings({
    zone: 'UTC',
    calendars: { office: OFFICE, plain: {} },
    tiers: { gold: { calendar: 'office' } },
    clients: [
      { name: 'Acme', tier: 'gold', zone: 'Asia/Tokyo' },
      { name: 'Globex', tier: 'gold' },
      { name: 'Initech', tier: 'gold', calendar: 'plain' },
      { name: 'Hooli' },
    ],
  });
  const found = ['Acme', 'Globex', 'Initech', 'Hooli'].map((name) => {
    const { name: calendar, zone } = hoursOf(name, house);
    return [calendar, zone];
  });
  expect(found).toEqual([
    ['office', 'Asia/Tokyo'],
    ['office', 'Europe/Berlin'],
    ['plain', 'UTC'],
    [undefined, 'UTC'],
  ]);
});
