import { expect, test } from 'vitest';
import type { TimeReader } from '../../../src/integrations/contract.ts';
import { system } from '../../../src/integrations/erpnext/index.ts';
import { nocked } from '../nocked.ts';

const scope = nocked('https://erp.msp.example');

function reader(zone = 'America/New_York'): TimeReader {
  const environment = system.environment.parse({
    ERPNEXT_URL: 'https://erp.msp.example/',
    ERPNEXT_API_KEY: 'KEY',
    ERPNEXT_API_SECRET: 'SECRET',
    ERPNEXT_TIMEZONE: zone,
  });
  const { timeReader } = system.connect(environment, Date.now);
  if (!timeReader) throw new Error('ERPNext can be read');
  return timeReader;
}

const at = (time: string): number => Date.parse(`${time}Z`);

/** What is taken between two instants where ERPNext answers with these rows. */
async function takenOf(rows: readonly (string | null)[][], from: string, to: string): Promise<unknown[]> {
  const data = rows.map(([name, from_time, to_time]) => ({ name, from_time, to_time }));
  scope().get('/api/resource/Timesheet').query(true).reply(200, { data });
  const taken = await reader().taken('HR-EMP-00007', at(from), at(to));
  return taken.map((one) => [one.name, ...[one.from, one.to].map((time) => new Date(time).toISOString().slice(0, 16))]);
}

test('activities that are not disabled are listed by name', async () => {
  scope()
    .get('/api/resource/Activity%20Type')
    .query({
      fields: '["name"]',
      limit_page_length: '500',
      filters: '[["disabled","=",0]]',
      order_by: 'name asc',
    })
    .reply(200, { data: [{ name: 'Execution' }, { name: 'Planning' }] });
  expect(await reader().activities()).toEqual(['Execution', 'Planning']);
});

test('how sheets stand is asked by title and by key, and of what is not found by name', async () => {
  const list = (fields: string[], filter: unknown[], rows: object[]) =>
    scope()
      .get('/api/resource/Timesheet')
      .query({
        fields: JSON.stringify(fields),
        limit_page_length: '500',
        filters: JSON.stringify([['docstatus', '<', 2], filter]),
      })
      .reply(200, { data: rows });
  list(
    ['docstatus', 'title'],
    ['title', 'in', ['Deskbell a', 'Deskbell b', 'Deskbell c']],
    [{ docstatus: 0, title: 'Deskbell a' }],
  );
  scope()
    .get('/api/resource/Timesheet')
    .query(({ filters }) => String(filters).includes('"none"'))
    .reply(200, { data: [] });
  list(
    ['docstatus', 'time_logs.custom_deskbell_key'],
    ['Timesheet Detail', 'custom_deskbell_key', 'in', ['a', 'b', 'c']],
    [{ docstatus: 1, custom_deskbell_key: 'b' }],
  );
  scope().get('/api/resource/Timesheet/TS-3').reply(404, { exc_type: 'DoesNotExistError' });
  const entries = ['a', 'b', 'c'].map((key, index) => ({ key, name: `TS-${index + 1}` }));
  expect(Object.fromEntries(await reader().standing(entries))).toEqual({ a: 'draft', b: 'submitted', c: 'gone' });
});

test('rows of sheets that are not cancelled are asked for by the clock on the wall of the site', async () => {
  scope()
    .get('/api/resource/Timesheet')
    .query({
      fields: '["name","time_logs.from_time","time_logs.to_time"]',
      limit_page_length: '2000',
      filters: JSON.stringify([
        ['employee', '=', 'HR-EMP-00007'],
        ['docstatus', '<', 2],
        ['Timesheet Detail', 'from_time', '<', '2026-11-21 16:00:00'],
        ['Timesheet Detail', 'to_time', '>', '2026-11-21 06:00:00'],
      ]),
    })
    .reply(200, { data: [] });
  expect(await reader().taken('HR-EMP-00007', at('2026-11-21T13:00'), at('2026-11-21T19:00'))).toEqual([]);
});

test('rows come by their beginning; those that only touch the span, or lack a time, do not', async () => {
  const rows = [
    ['TS-2', '2026-11-21 13:30:00.500000', '2026-11-21 14:30:00'],
    ['TS-1', '2026-11-21 07:00:00', '2026-11-21 08:00:00'],
    ['TS-3', '2026-11-21 12:00:00', null],
    ['TS-4', '2026-11-20 22:00:00', '2026-11-21 08:15:00'],
  ];
  expect(await takenOf(rows, '2026-11-21T13:00', '2026-11-21T19:00')).toEqual([
    ['TS-4', '2026-11-21T03:00', '2026-11-21T13:15'],
    ['TS-2', '2026-11-21T18:30', '2026-11-21T19:30'],
  ]);
});

test('where the clock shows an hour twice a row takes both, and one that it never shows takes what is around it', async () => {
  const autumn = [['TS-1', '2026-11-01 01:15:00', '2026-11-01 01:45:00']];
  expect(await takenOf(autumn, '2026-11-01T00:00', '2026-11-02T00:00')).toEqual([
    ['TS-1', '2026-11-01T05:15', '2026-11-01T06:45'],
  ]);
  const spring = [['TS-1', '2026-03-08 02:15:00', '2026-03-08 02:45:00']];
  expect(await takenOf(spring, '2026-03-08T00:00', '2026-03-09T00:00')).toEqual([
    ['TS-1', '2026-03-08T06:15', '2026-03-08T07:45'],
  ]);
});
