import { expect, test } from 'vitest';
import type { Integration } from '../../src/integrations/contract.ts';
import { checkTimeBook } from '../../src/integrations/time-check.ts';
import { ANN, BEN, settings } from '../desk/build.ts';
import { erpnextWorld } from './erpnext/erpnext-world.ts';

const NOBODY = { id: 'dan', name: 'Dan Ely', role: 'technician', accounts: {} } as const;
const LINKED = { ...NOBODY, id: 'eve', name: 'Eve Fox', accounts: { erpnext: 'HR-EMP-00003' } };
const GUEST = { ...NOBODY, id: 'guest', name: 'Guest', role: 'viewer' } as const;

test('a book that knows all who may log, and all that contracts name, is in order', async () => {
  const { integration } = await erpnextWorld();
  expect(await checkTimeBook(settings(), [ANN, BEN, LINKED, GUEST], integration)).toEqual([
    { what: 'ERPNext: activities', state: 'good', says: 'has Execution' },
    { what: 'ERPNext: people', state: 'good', says: 'knows the 3 who may log time' },
  ]);
});

test('an activity of any contract that is not there is named with its place, and so is whoever has no account', async () => {
  const { integration } = await erpnextWorld();
  const wrong = settings({
    time: { alertActivity: 'Planning' },
    tiers: { gold: { time: { activity: 'Surfing' } } },
    clients: [{ name: 'Acme', time: { alertActivity: 'Diving' } }],
  });
  const stranger = { ...ANN, id: 'x', name: 'Fay Gray', email: 'fay@msp.example' };
  const checks = await checkTimeBook(wrong, [ANN, stranger, NOBODY], integration);
  expect(checks.map(({ state, says }) => [state, says])).toEqual([
    ['bad', 'has no "Surfing" (tier gold), "Diving" (client Acme)'],
    [
      'warning',
      'ERPNext has nobody active with the address fay@msp.example (Fay Gray). Dan Ely has no e-mail address here, so that no time can be logged.',
    ],
  ]);
  expect(checks.every(({ mend }) => mend !== undefined)).toBe(true);
});

test('two employees with one address are told of; a book that is away is told of by its own checks', async () => {
  const { erpnext, integration } = await erpnextWorld();
  Object.assign(erpnext.site.tables.get('Employee')?.get('HR-EMP-00002') ?? {}, { company_email: ANN.email });
  const [, people] = await checkTimeBook(settings(), [ANN], integration);
  expect(people).toMatchObject({ state: 'warning', says: expect.stringContaining('more than one active employee') });
  erpnext.unplug();
  expect(await checkTimeBook(settings(), [ANN], integration)).toEqual([]);
  const bare: Integration = { id: 'b', title: 'B', check: () => Promise.resolve([]), close: () => Promise.resolve() };
  expect(await checkTimeBook(settings(), [], bare)).toEqual([]);
});
