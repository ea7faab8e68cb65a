import { expect, test } from 'vitest';
import { erpnextWorld } from './erpnext-world.ts';

const HOUR = 3_600_000;

test('drafts and submitted sheets are taken, cancelled ones and those of others are not', async () => {
  const { erpnext, integration, wish } = await erpnextWorld();
  const sheet = (from: string, to: string, employee = 'HR-EMP-00001'): string =>
    erpnext.addTimesheet({
      employee,
      time_logs: [{ from_time: `2026-11-21 ${from}:00`, to_time: `2026-11-21 ${to}:00`, activity_type: 'Planning' }],
    });
  const draft = sheet('09:00', '10:00');
  const submitted = sheet('10:00', '11:00');
  erpnext.submit(submitted);
  const cancelled = sheet('11:00', '12:00');
  erpnext.submit(cancelled);
  erpnext.cancel(cancelled);
  sheet('09:00', '10:00', 'HR-EMP-00002');
  const end = wish().endsAt;
  const taken = await integration.timeReader?.taken('HR-EMP-00001', end - 24 * HOUR, end);
  expect(taken?.map(({ name, from, to }) => [name, (from - end) / HOUR, (to - end) / HOUR])).toEqual([
    [draft, -5, -4],
    [submitted, -4, -3],
  ]);
  expect(await integration.timeReader?.zone()).toBe('America/New_York');
});
