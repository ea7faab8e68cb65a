import { expect, test } from 'vitest';
import type { Check } from '../../../src/desk/check.ts';
import { erpnextWorld } from './erpnext-world.ts';

function troubles(checks: readonly Check[]): [what: string, state: string][] {
  expect(checks.filter(({ state, mend }) => state !== 'good' && !mend)).toEqual([]);
  return checks.filter(({ state }) => state !== 'good').map(({ what, state }) => [what, state]);
}

test('an ERPNext in order has no trouble', async () => {
  const { integration } = await erpnextWorld();
  const checks = await integration.check();
  expect([troubles(checks), checks.length]).toEqual([[], 10]);
});

test('what the bot may do with timesheets is told as soon as there is one', async () => {
  const { erpnext, integration, book, wish } = await erpnextWorld();
  await book.save(wish(), 1);
  expect(troubles(await integration.check())).toEqual([]);
  erpnext.setRights('Timesheet', ['read', 'create', 'submit']);
  erpnext.setLevelOne(false);
  const checks = await integration.check();
  expect(troubles(checks)).toEqual([
    ['ERPNext: rights', 'bad'],
    ['ERPNext: submitting', 'warning'],
    ['ERPNext: level 1', 'warning'],
  ]);
  expect(checks.find(({ what }) => what === 'ERPNext: rights')?.says).toBe('the bot may not write, delete Timesheet');
});

test('a unique key field, where it can be seen, and several currencies are warned of', async () => {
  const { erpnext, integration } = await erpnextWorld();
  const { tables } = erpnext.site;
  tables
    .get('Custom Field')
    ?.set('f', { name: 'f', dt: 'Timesheet Detail', fieldname: 'custom_deskbell_key', unique: 1 });
  Object.assign(tables.get('Customer')?.get('Acme') ?? {}, { default_currency: 'EUR' });
  expect(troubles(await integration.check())).toEqual([]);
  Object.assign(tables.get('Customer')?.get('Globex') ?? {}, { default_currency: 'USD' });
  erpnext.setRights('Custom Field', ['read']);
  const checks = await integration.check();
  expect(troubles(checks)).toEqual([
    ['ERPNext: unique key', 'warning'],
    ['ERPNext: currencies', 'warning'],
  ]);
  expect(checks.at(-1)?.says).toContain('EUR, USD');
});

test('one that is away, or refuses the key, is one line', async () => {
  const { erpnext, integration } = await erpnextWorld();
  erpnext.unplug();
  expect(troubles(await integration.check())).toEqual([['ERPNext: connection', 'bad']]);
  erpnext.plug();
  erpnext.revokeKeys();
  expect(troubles(await integration.check())).toEqual([['ERPNext: connection', 'bad']]);
});

test('each right that is lacking is named', async () => {
  const { erpnext, integration } = await erpnextWorld();
  for (const doctype of ['Customer', 'Employee', 'Activity Type', 'Timesheet']) erpnext.setRights(doctype, []);
  const checks = await integration.check();
  expect(troubles(checks).map(([what]) => what)).toEqual([
    'ERPNext: customer',
    'ERPNext: employee',
    'ERPNext: activity type',
    'ERPNext: timesheet',
    'ERPNext: key field',
  ]);
  expect(checks.find(({ what }) => what === 'ERPNext: timesheet')?.mend).toBe(
    "Give the role of Deskbell's user read, write, create and delete on Timesheet.",
  );
});

test('a site without the key field works, with a warning that says how to add it', async () => {
  const { erpnext, integration } = await erpnextWorld();
  erpnext.removeKeyField();
  const checks = await integration.check();
  expect(troubles(checks)).toEqual([['ERPNext: key field', 'warning']]);
  expect(checks.find(({ what }) => what === 'ERPNext: key field')?.mend).toContain('Customize Form');
});

test("a bot's user that is linked to an employee can log for nobody else", async () => {
  const { erpnext, integration } = await erpnextWorld();
  const employee = erpnext.site.tables.get('Employee')?.get('HR-EMP-00003');
  Object.assign(employee ?? {}, { user_id: 'chatops-bot@msp.example' });
  erpnext.restrictToEmployee('HR-EMP-00003');
  expect(troubles(await integration.check())).toEqual([['ERPNext: user', 'bad']]);
});

test('a site without anything to log on says so', async () => {
  const { erpnext, integration } = await erpnextWorld();
  for (const doctype of ['Customer', 'Employee', 'Activity Type']) erpnext.site.tables.get(doctype)?.clear();
  expect(troubles(await integration.check()).map(([what]) => what)).toEqual([
    'ERPNext: customer',
    'ERPNext: employee',
    'ERPNext: activity type',
  ]);
});

test('a zone that Node does not know has to be set by hand', async () => {
  const { erpnext, integration } = await erpnextWorld();
  const headers = { 'content-type': 'application/json' };
  const body = { message: { time_zone: 'Middle/Earth' } };
  erpnext.fail({ path: 'get_time_zone', action: { do: 'answer', status: 200, headers, body } });
  const checks = await integration.check();
  expect(troubles(checks)).toEqual([['ERPNext: time zone', 'bad']]);
  expect(checks.find(({ what }) => what === 'ERPNext: time zone')?.mend).toContain('ERPNEXT_TIMEZONE');
});
