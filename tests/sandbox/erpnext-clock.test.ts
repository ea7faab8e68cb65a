import { expect, test } from 'vitest';
import { erpnextForTest, sheet, type Body } from './erpnext-client.ts';

const HOUR = 3_600_000;

/** A site in Tokyo whose clock stands at a wall time there. */
async function tokyoAt(wall: string) {
  const world = await erpnextForTest({ settings: { timeZone: 'Asia/Tokyo' } });
  const instant = Temporal.PlainDateTime.from(wall).toZonedDateTime('Asia/Tokyo').epochMilliseconds;
  world.erpnext.advance(instant - world.erpnext.now());
  return world;
}

test('what is saved is stamped by the clock of the stand-in, on the wall of the site', async () => {
  const { erpnext, create, call } = await tokyoAt('2027-03-01T00:30');
  const { json } = await create(sheet('2027-02-28 09:00:00', '2027-02-28 09:30:00'));
  const { name, creation } = json['data'] as { name: string; creation: string };
  expect(creation).toMatch(/^2027-03-01 00:30:/);
  erpnext.advance(24 * HOUR);
  await call('PUT', `/api/resource/Timesheet/${name}`, { note: 'x' });
  expect((await call('GET', `/api/resource/Timesheet/${name}`)).json['data']).toMatchObject({
    creation,
    modified: expect.stringMatching(/^2027-03-02 00:30:/),
    modified_by: 'chatops-bot@msp.example',
  });
});

test('a series follows the year of the site, and begins anew with it', async () => {
  const { erpnext, create } = await tokyoAt('2026-12-31T23:00');
  const make = async (hour: string) => {
    const { json } = await create(sheet(`2026-12-31 ${hour}:00:00`, `2026-12-31 ${hour}:30:00`));
    return (json['data'] as Body)['name'];
  };
  expect([await make('09'), await make('10')]).toEqual(['TS-2026-00001', 'TS-2026-00002']);
  erpnext.advance(2 * HOUR);
  expect(await make('11')).toBe('TS-2027-00001');
});

test('missing times count as the day it is on the site', async () => {
  const { create } = await tokyoAt('2027-03-01T00:30');
  const { json } = await create(sheet('', ''));
  expect(json['data']).toMatchObject({ start_date: '2027-03-01', end_date: '2027-03-01' });
});

test('the end that is left out is compared with the moved clock', async () => {
  const { create } = await tokyoAt('2027-03-01T12:00');
  const ends = await create(sheet('2027-03-01 11:30:00.900', '', { hours: 0.5 }));
  expect((ends.json['data'] as { time_logs: Body[] }).time_logs[0]).not.toHaveProperty('to_time');
});

test('two saves within a millisecond still differ, so that the older is stale', async () => {
  const { erpnext, create } = await erpnextForTest();
  await create(sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00'));
  const stamps = Array.from({ length: 50 }, () => erpnext.site.now());
  expect(new Set(stamps).size).toBe(50);
});
