import { expect, test } from 'vitest';
import { ADMINISTRATOR } from '../../sandbox/erpnext/default-site.ts';
import { erpnextForTest, messages, sheet, type Body } from './erpnext-client.ts';

const ADMIN = `token ${ADMINISTRATOR.key}:${ADMINISTRATOR.secret}`;
const MORNING = ['2026-11-21 09:00:00', '2026-11-21 09:30:00'] as const;

async function saved(answer: Promise<{ status: number; json: Body }>) {
  const { status, json } = await answer;
  expect(status).toBe(200);
  const data = json['data'] as Body & { time_logs: Body[] };
  return { data, row: data.time_logs[0] ?? {} };
}

test('rates come from the activity, a cost of the employee before that, and one that was sent is kept', async () => {
  const { create, call } = await erpnextForTest();
  const at = (hour: string, row: Body, parent: Body = {}) =>
    saved(
      create(sheet(`2026-11-21 ${hour}:00:00`, `2026-11-21 ${hour}:30:00`, { billing_hours: 0.5, ...row }, parent)),
    );
  expect((await at('09', {})).row).toMatchObject({ billing_rate: 120, billing_amount: 60, costing_amount: 30 });
  expect((await at('10', { billing_rate: 200, costing_rate: 10 })).row).toMatchObject({
    billing_amount: 100,
    costing_amount: 5,
  });
  const cost = { employee: 'HR-EMP-00001', activity_type: 'Execution', billing_rate: 90, costing_rate: 45 };
  await call('POST', '/api/resource/Activity%20Cost', cost, ADMIN);
  expect((await at('11', {})).row).toMatchObject({ billing_rate: 90, costing_rate: 45 });
  expect((await at('12', { activity_type: 'Research' })).row).toMatchObject({ billing_rate: 120 });
  expect((await at('13', {}, { employee: 'HR-EMP-00002' })).row).toMatchObject({ billing_rate: 120 });
  expect((await at('14', { activity_type: '' })).row).toMatchObject({ billing_rate: 0, costing_rate: 0 });
});

test('what is not billable bills nothing, and sums count the billable alone', async () => {
  const { create } = await erpnextForTest();
  const one = sheet(...MORNING, { billing_hours: 0.25 });
  const other = {
    from_time: '2026-11-22 09:00:00',
    to_time: '2026-11-22 10:00:00',
    billing_hours: 1,
    billing_rate: 50,
  };
  const rows = [...(one['time_logs'] as Body[]), { ...other, activity_type: 'Planning' }];
  const { data } = await saved(create({ ...one, time_logs: rows }));
  expect(data.time_logs[1]).toMatchObject({ billing_hours: 0, billing_rate: 0, billing_amount: 0, costing_amount: 60 });
  expect(data).toMatchObject({
    total_hours: 1.5,
    total_billable_hours: 0.25,
    total_billable_amount: 30,
    total_costing_amount: 90,
    base_total_billable_amount: 0,
    start_date: '2026-11-21',
    end_date: '2026-11-22',
  });
});

test('more billed than worked is a warning beside a 200', async () => {
  const { create } = await erpnextForTest();
  const warned = await create(sheet(...MORNING, { billing_hours: 2 }));
  expect([warned.status, messages(warned.json)]).toEqual([
    200,
    ['Warning - Row 1: Billing Hours are more than <strong>Actual Hours</strong>'],
  ]);
  const silent = await create(sheet('2026-11-21 10:00:00', '2026-11-21 10:30:00', { billing_hours: 0.5 }));
  expect(silent.json).not.toHaveProperty('_server_messages');
});

test('16 fills billing hours before it bills only where both times were sent', async () => {
  const { create } = await erpnextForTest({ settings: { version: 16 } });
  expect((await saved(create(sheet(...MORNING)))).row).toMatchObject({ billing_amount: 60 });
  const open = saved(create(sheet('2026-11-20 09:00:00', '', { hours: 0.5 })));
  expect((await open).row).toMatchObject({ to_time: '2026-11-20 09:30:00', billing_hours: 0.5, billing_amount: 0 });
});

test('in 14 an end that is left out is always filled in', async () => {
  const began = (now: number) => new Date(now - 1_800_000).toISOString().replace('T', ' ').slice(0, 23);
  const { erpnext, create } = await erpnextForTest({ settings: { version: 14, timeZone: 'UTC' } });
  const { row } = await saved(create(sheet(began(erpnext.now()), '', { hours: 0.5 })));
  expect(row).toHaveProperty('to_time');
});

test('rows are of the project of their sheet, and get it from their task', async () => {
  const { erpnext, create, call } = await erpnextForTest();
  await call('POST', '/api/resource/Project', { project_name: 'Globex support' }, ADMIN);
  await call('POST', '/api/resource/Task', { subject: 'Patch', project: 'PROJ-0001' }, ADMIN);
  const task = [...(erpnext.site.tables.get('Task') ?? new Map<string, Body>()).keys()][0];
  const wrong = await create(sheet(...MORNING, { project: 'PROJ-0002' }, { parent_project: 'PROJ-0001' }));
  expect([wrong.status, messages(wrong.json)]).toEqual([
    417,
    ['Row 1: Project must be same as the one set in the Timesheet: PROJ-0001.'],
  ]);
  const filled = await saved(create(sheet(...MORNING, { task }, { parent_project: 'PROJ-0001' })));
  expect(filled.row).toMatchObject({ project: 'PROJ-0001', project_name: 'Acme support' });
  const strange = () => create(sheet('2026-11-22 09:00:00', '2026-11-22 09:30:00', { task, project: 'PROJ-0002' }));
  erpnext.site.settings.version = 16;
  expect(messages((await strange()).json)).toEqual([`Row 1: Task ${task} does not belong to Project PROJ-0002`]);
  erpnext.site.settings.version = 15;
  expect((await strange()).status).toBe(200);
});

test('overlap is asked of the user of a sheet as of its employee, each by its own setting', async () => {
  const { erpnext, create } = await erpnextForTest({ settings: { ignoreOverlap: true } });
  const make = async (user?: string) => (await create(sheet(...MORNING, {}, { user }))).json['exc_type'];
  expect([await make('ann@msp.example'), await make('ben@msp.example'), await make()]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(await make('ann@msp.example')).toBe('OverlapError');
  erpnext.site.settings.ignoreUserOverlap = true;
  expect(await make('ann@msp.example')).toBeUndefined();
});

test('the sheet in the way is linked where this version has it', async () => {
  const link = async (version: 15 | 16) => {
    const { create } = await erpnextForTest({ settings: { version } });
    await create(sheet(...MORNING));
    return messages((await create(sheet(...MORNING))).json)[0];
  };
  expect(await link(15)).toContain('href="/app/timesheet/TS-');
  expect(await link(16)).toContain('href="/desk/timesheet/TS-');
});
