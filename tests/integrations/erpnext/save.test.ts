import { expect, test } from 'vitest';
import { erpnextWorld, type ErpnextWorld } from './erpnext-world.ts';

/** A sheet that somebody typed in by hand. */
function byHand({ erpnext }: ErpnextWorld, from: string, to: string, employee = 'HR-EMP-00001'): string {
  const time_logs = [{ from_time: `2026-11-21 ${from}:00`, to_time: `2026-11-21 ${to}:00`, activity_type: 'Planning' }];
  return erpnext.addTimesheet({ employee, time_logs });
}

test('an entry is a draft in the name of the employee, billable from the first save', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  expect(await book.save(wish(), 1)).toEqual({
    is: 'saved',
    name: 'TS-2026-00001',
    url: `${erpnext.url}/app/timesheet/TS-2026-00001`,
    from: '2026-11-21 13:30:00',
    to: '2026-11-21 14:00:00',
  });
  const posted = erpnext.requests.filter((request) => request.method === 'POST').map((request) => request.body);
  expect(posted).toEqual([
    {
      company: 'Our MSP',
      employee: 'HR-EMP-00001',
      customer: 'Acme',
      title: 'Deskbell key-1',
      note: 'Logged by Ann Baker with Deskbell',
      time_logs: [
        {
          activity_type: 'Execution',
          from_time: '2026-11-21 13:30:00',
          to_time: '2026-11-21 14:00:00',
          hours: 0.5,
          description: '#1234 Mailbox quota fixed',
          is_billable: 1,
          billing_hours: 0.5,
          custom_deskbell_key: 'key-1',
        },
      ],
    },
  ]);
  expect(erpnext.drafts()).toMatchObject([{ docstatus: 0, total_hours: 0.5, total_billable_amount: 60 }]);
});

test('a rate, a company and hours that are not billable are written as wished', async () => {
  const { erpnext, book, wish } = await erpnextWorld({ ERPNEXT_COMPANY: 'Our MSP' });
  await book.save(wish({ rate: 180, hours: 1.25 }), 1);
  await book.save(wish({ key: 'key-2', billable: false, rate: 180 }, '16:00'), 1);
  expect(erpnext.drafts()).toMatchObject([
    { company: 'Our MSP', total_billable_amount: 225, time_logs: [{ hours: 1.25, billing_hours: 1.25 }] },
    { company: 'Our MSP', total_billable_amount: 0, time_logs: [{ hours: 0.5, is_billable: 0, billing_rate: 0 }] },
  ]);
});

test.each([14, 15, 16] as const)('version %i bills the first save', async (version) => {
  const { erpnext, book, wish } = await erpnextWorld({}, { settings: { version } });
  expect(await book.save(wish(), 1)).toMatchObject({ is: 'saved' });
  expect(erpnext.drafts()).toMatchObject([{ total_billable_amount: 60 }]);
});

test('work that ended just now keeps its end', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const saved = await book.save(wish({ endsAt: erpnext.now() }), 1);
  expect(saved).toMatchObject({ is: 'saved', to: expect.stringMatching(/^2026-11-\d\d \d\d:\d\d:00$/) });
});

test('the zone is asked of the site once, or set', async () => {
  const asked = await erpnextWorld({}, { settings: { timeZone: 'Asia/Kolkata' } });
  expect(await asked.book.save(asked.wish(), 1)).toMatchObject({
    to: '2026-11-22 00:30:00',
    from: '2026-11-22 00:00:00',
  });
  await asked.book.save(asked.wish({ key: 'key-2' }), 1);
  expect(asked.erpnext.requests.filter(({ path }) => path.includes('get_time_zone'))).toHaveLength(1);
  const set = await erpnextWorld({ ERPNEXT_TIMEZONE: 'Europe/Berlin' });
  expect(await set.book.save(set.wish(), 1)).toMatchObject({ from: '2026-11-21 19:30:00', to: '2026-11-21 20:00:00' });
  expect(set.erpnext.requests.filter(({ path }) => path.includes('get_time_zone'))).toEqual([]);
});

test('a taken time moves the entry into the gap before it, and drafts count as taken', async () => {
  const world = await erpnextWorld();
  byHand(world, '13:00', '15:00');
  byHand(world, '13:00', '15:00', 'HR-EMP-00002');
  expect(await world.book.save(world.wish(), 1)).toMatchObject({
    from: '2026-11-21 12:30:00',
    to: '2026-11-21 13:00:00',
  });
  expect(await world.book.save(world.wish({ key: 'key-2' }), 1)).toMatchObject({ to: '2026-11-21 12:30:00' });
});

test('submitted sheets and those that reach over midnight count, cancelled ones do not', async () => {
  const world = await erpnextWorld();
  world.erpnext.submit(byHand(world, '13:00', '14:00'));
  const cancelled = byHand(world, '12:00', '13:00');
  world.erpnext.submit(cancelled);
  world.erpnext.cancel(cancelled);
  const time_logs = [{ from_time: '2026-11-20 22:00:00', to_time: '2026-11-21 12:00:00', activity_type: 'Planning' }];
  world.erpnext.addTimesheet({ employee: 'HR-EMP-00001', time_logs });
  expect(await world.book.save(world.wish({ hours: 1 }), 1)).toMatchObject({ from: '2026-11-21 12:00:00' });
  expect(await world.book.save(world.wish({ key: 'key-2' }), 1)).toMatchObject({ from: '2026-11-21 14:00:00' });
});

test('a day without room refuses before anything is sent', async () => {
  const world = await erpnextWorld();
  byHand(world, '00:15', '23:50');
  expect(await world.book.save(world.wish(), 1)).toEqual({
    is: 'refused',
    sentence:
      'Ann Baker has no 0.5 h free in ERPNext on 2026-11-21: shorten it, or correct the timesheets of that day.',
  });
  expect(world.erpnext.requests.filter((request) => request.method === 'POST')).toEqual([]);
});

test('without the custom field the entry is saved all the same', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.removeKeyField();
  expect(await book.save(wish(), 1)).toMatchObject({ is: 'saved' });
  expect(JSON.stringify(erpnext.requests.at(-1)?.body)).not.toContain('custom_deskbell_key');
});

test('an odd or endless key is written as its digest', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const key = `odd key: ${'x'.repeat(300)}`;
  expect(await book.save(wish({ key }), 1)).toMatchObject({ is: 'saved' });
  expect(erpnext.drafts()[0]?.['title']).toMatch(/^Deskbell [0-9a-f]{40}$/);
  expect(await book.save(wish({ key }), 2)).toMatchObject({ is: 'saved' });
  expect(erpnext.drafts()).toHaveLength(1);
});

test('a linked employee is taken as it is; nobody without one can log', async () => {
  const { book, wish, drafts } = await erpnextWorld();
  await book.save(wish({ person: { id: 'ann', name: 'Ann Baker', account: 'HR-EMP-00002' } }), 1);
  expect(drafts()).toMatchObject([['Ben Cole', '2026-11-21 13:30:00', '2026-11-21 14:00:00', 'key-1']]);
  const stranger = { id: 'x', name: 'Dan Ely', email: 'dan@msp.example' };
  expect(await book.save(wish({ key: 'key-2', person: stranger }), 1)).toEqual({
    is: 'refused',
    sentence:
      'ERPNext has no active employee with the address dan@msp.example: add it to the employee, or link Dan Ely to one.',
  });
  expect(await book.save(wish({ key: 'key-3', person: { id: 'x', name: 'Dan Ely' } }), 1)).toMatchObject({
    is: 'refused',
    sentence: expect.stringContaining('Dan Ely has no employee'),
  });
});

test('refusals are in plain words, without tags and tracebacks', async () => {
  const { erpnext, book, wish } = await erpnextWorld({}, { settings: { hrms: true } });
  erpnext.renameCustomer('Acme', 'Acme Ltd');
  const linked = { id: 'ann', name: 'Ann Baker', account: 'HR-EMP-00099' };
  const inactive = { id: 'ben', name: 'Ben Cole', account: 'HR-EMP-00002' };
  erpnext.deactivateEmployee('HR-EMP-00002');
  const customer = { id: 'Globex', name: 'Globex' };
  const outcomes = [
    await book.save(wish(), 1),
    await book.save(wish({ customer, activity: 'Surfing' }), 1),
    await book.save(wish({ customer, person: linked }), 1),
    await book.save(wish({ customer, person: inactive }), 1),
  ];
  expect(outcomes.map((outcome) => outcome.is === 'refused' && outcome.sentence)).toEqual([
    'ERPNext has no customer "Acme" any more: it was renamed or merged. Choose the customer again.',
    'ERPNext has no activity type "Surfing": name one that exists in the settings under "time".',
    'ERPNext has no employee "HR-EMP-00099": correct the link of Ann Baker.',
    'ERPNext refused it: Transactions cannot be created for an Inactive Employee HR-EMP-00002.',
  ]);
});
