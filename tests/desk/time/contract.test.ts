import { expect, test } from 'vitest';
import { clientNamed } from '../../../src/desk/settings.ts';
import { termsOf } from '../../../src/desk/time/contract.ts';
import { settings } from '../build.ts';

const SHOP = settings({
  time: { activity: 'Execution', billable: true, project: 'P-ALL' },
  tiers: {
    gold: { afterHoursRate: 150, time: { activity: 'Support', alertActivity: 'Monitoring', billable: false } },
    bare: {},
  },
  clients: [
    { name: 'Acme', tier: 'gold', time: { billable: true, project: 'P-ACME' } },
    { name: 'Globex', tier: 'gold' },
    { name: 'Initech', tier: 'bare', time: { activity: 'Care' } },
  ],
});

function terms(name: string | undefined, about?: 'alert' | 'ticket') {
  return termsOf(clientNamed(name, SHOP), about, SHOP);
}

test("each setting by itself: the client's own, then its tier's, then what holds for all", () => {
  expect(terms('Acme')).toEqual({ activity: 'Support', billable: true, project: 'P-ACME', afterHoursRate: 150 });
  expect(terms('Globex')).toEqual({ activity: 'Support', billable: false, project: 'P-ALL', afterHoursRate: 150 });
  expect(terms('Initech')).toEqual({ activity: 'Care', billable: true, project: 'P-ALL' });
  expect(terms(undefined)).toEqual({ activity: 'Execution', billable: true, project: 'P-ALL' });
});

test('an alert has an activity of its own where one is set, but not against a nearer setting', () => {
  expect(terms('Acme', 'alert').activity).toBe('Monitoring');
  expect(terms('Acme', 'ticket').activity).toBe('Support');
  expect(terms('Initech', 'alert').activity).toBe('Care');
});
