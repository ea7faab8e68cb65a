import { expect, test } from 'vitest';
import { erpnextWorld } from './erpnext-world.ts';

const site = (time: string): number => Temporal.ZonedDateTime.from(`${time}[America/New_York]`).epochMilliseconds;
const given = (from: string, hours: number) => {
  const startsAt = site(from);
  return { startsAt, endsAt: startsAt + hours * 3_600_000, hours };
};

test.each([15, 16] as const)('a given time is written exactly there, over midnight too (%i)', async (version) => {
  const { book, wish } = await erpnextWorld({}, { settings: { version } });
  expect(await book.save(wish(given('2026-11-20T22:00', 3.5)), 1)).toMatchObject({
    from: '2026-11-20 22:00:00',
    to: '2026-11-21 01:30:00',
  });
  expect(await book.save(wish({ ...given('2026-11-19T00:00', 24), key: 'key-2' }), 1)).toMatchObject({
    from: '2026-11-19 00:00:00',
    to: '2026-11-20 00:00:00',
  });
});

test('hours that the clock skipped or showed twice are hours in the book', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  expect(await book.save(wish(given('2026-03-08T01:30', 2)), 1)).toMatchObject({ to: '2026-03-08 03:30:00' });
  expect(await book.save(wish({ ...given('2026-11-01T00:30', 2), key: 'key-2' }), 1)).toMatchObject({
    to: '2026-11-01 02:30:00',
  });
  expect(erpnext.drafts().map((sheet) => sheet['total_hours'])).toEqual([2, 2]);
});

test('a time that is taken is refused with the sheet and the nearest free time, and nothing is moved', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const time_logs = [{ from_time: '2026-11-20 09:00:00', to_time: '2026-11-20 10:00:00' }];
  const name = erpnext.addTimesheet({ employee: 'HR-EMP-00001', time_logs });
  expect(await book.save(wish(given('2026-11-20T09:45', 0.5)), 1)).toEqual({
    is: 'refused',
    sentence: `2026-11-20 09:45 to 10:15 is taken in ERPNext: ${name} has 2026-11-20 09:00 to 10:00. The nearest 0.5 h that are free: 2026-11-20 10:00 to 10:30.`,
  });
  expect(erpnext.drafts()).toHaveLength(1);
  expect(erpnext.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('a day without any room says so', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const time_logs = [{ from_time: '2026-11-20 00:00:00', to_time: '2026-11-20 23:45:00' }];
  erpnext.addTimesheet({ employee: 'HR-EMP-00001', time_logs });
  expect(await book.save(wish(given('2026-11-20T09:45', 0.5)), 1)).toMatchObject({
    sentence: expect.stringContaining('No other 0.5 h are free on that day'),
  });
});

test('where ERPNext allows overlaps, a given time may be one', async () => {
  const { erpnext, book, wish } = await erpnextWorld({}, { settings: { ignoreOverlap: true } });
  await book.save(wish(given('2026-11-20T09:00', 1)), 1);
  expect(await book.save(wish({ ...given('2026-11-20T09:00', 1), key: 'key-2' }), 1)).toMatchObject({ is: 'saved' });
  expect(erpnext.drafts()).toHaveLength(2);
});

test('a given time whose first answer was lost is found, not refused as taken by itself', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.commitThenDrop();
  const entry = wish(given('2026-11-20T09:00', 1));
  await expect(book.save(entry, 1)).rejects.toMatchObject({ retry: 'unsure' });
  expect(await book.save(entry, 1)).toMatchObject({ is: 'saved', name: 'TS-2026-00001' });
  expect(erpnext.drafts()).toHaveLength(1);
});

test.each([15, 16] as const)('a project is on the row and on the sheet (%i)', async (version) => {
  const { erpnext, book, wish } = await erpnextWorld({}, { settings: { version } });
  await book.save(wish({ project: 'PROJ-0001' }), 1);
  expect(erpnext.drafts()).toMatchObject([{ parent_project: 'PROJ-0001', time_logs: [{ project: 'PROJ-0001' }] }]);
  expect(await book.save(wish({ key: 'key-2', project: 'PROJ-0099' }), 1)).toEqual({
    is: 'refused',
    sentence: 'ERPNext has no project "PROJ-0099": correct it in the settings, under "time" of Acme.',
  });
});

test("the sheet has the customer's currency and the employee's company, or the one that is set", async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  Object.assign(erpnext.site.tables.get('Customer')?.get('Acme') ?? {}, { default_currency: 'EUR' });
  await book.save(wish({ rate: 90 }), 1);
  expect(erpnext.drafts()).toMatchObject([
    { currency: 'EUR', company: 'Our MSP', total_billable_amount: 45, time_logs: [{ billing_rate: 90 }] },
  ]);
  const set = await erpnextWorld({ ERPNEXT_COMPANY: 'Our MSP' });
  set.erpnext.setRights('Employee', []);
  await set.book.save(set.wish({ person: { id: 'ann', name: 'Ann Baker', account: 'HR-EMP-00001' } }), 1);
  expect(set.erpnext.drafts()).toMatchObject([{ currency: 'USD', company: 'Our MSP' }]);
});

test('a company or a currency that may not be read is left to ERPNext', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.setRights('Employee', []);
  erpnext.setRights('Customer', []);
  const person = { id: 'ann', name: 'Ann Baker', account: 'HR-EMP-00001' };
  expect(await book.save(wish({ person }), 1)).toMatchObject({ is: 'saved' });
  expect(erpnext.drafts()).toMatchObject([{ currency: 'USD', company: 'Our MSP' }]);
});
