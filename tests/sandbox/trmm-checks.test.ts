import { expect, test } from 'vitest';
import { addCheck } from '../../sandbox/trmm/add-rows.ts';
import type { CheckType } from '../../sandbox/trmm/model.ts';
import { trmmForTest, type Row } from './trmm-client.ts';

const DISK = { type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' } as const;

type CheckRow = Row & { check_result: Row };

test('the measured value is with the check, its history under the id of the result', async () => {
  const { trmm, call, row } = await trmmForTest();
  trmm.advance(-3 * 86_400_000);
  const { id } = trmm.raise({ ...DISK, output: 'Total: 100 GB, Free: 3 GB' });
  trmm.advance(3 * 86_400_000);
  trmm.raise({ ...DISK, severity: 'error' });
  const { agent_id, assigned_check } = await row(id);
  const checks = (await call('GET', `/agents/${String(agent_id)}/checks/`)).body as (Row & { check_result: Row })[];
  const check = checks.find((one) => one.id === assigned_check);
  expect(check?.check_result).toMatchObject({
    status: 'failing',
    alert_severity: 'error',
    more_info: 'Total: 100 GB, Free: 3 GB',
    fail_count: 2,
  });
  expect((await call('GET', `/checks/${String(assigned_check)}/`)).body).toMatchObject({ check_result: {} });
  const history = async (timeFilter: unknown) =>
    call('PATCH', `/checks/${check?.check_result.id}/history/`, { timeFilter });
  const points = (await history(0)).body as { x: string }[];
  expect(points.length).toBeGreaterThanOrEqual(2);
  expect(points.map((point) => point.x)).toEqual(
    points
      .map((point) => point.x)
      .toSorted()
      .toReversed(),
  );
  expect(((await history(1)).body as unknown[]).length).toBeLessThan(points.length);
  expect((await call('PATCH', `/checks/${String(assigned_check)}/history/`, { timeFilter: 1 })).status).toBe(404);
});

test('running checks posts the last findings again, unless nobody is there', async () => {
  const { trmm, call, rows } = await trmmForTest();
  const first = trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  const run = `/checks/${trmm.world.agents.get(1)?.agent_id}/run/`;
  trmm.resolveByHand(first.id);
  expect((await call('POST', run)).status).toBe(200);
  expect(await rows({ resolvedFilter: false })).toMatchObject([{ assigned_check: first.assigned_check }]);
  trmm.setStatus('ACME-DC01', 'offline');
  expect(await call('POST', run)).toMatchObject({ status: 400, body: 'Unable to contact the agent' });
});

test('a reset resolves without a word', async () => {
  const { trmm, call, row } = await trmmForTest();
  trmm.addKey({ key: 'CHECKER', permissions: ['can_manage_checks'] });
  const { id } = trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  const [result] = trmm.world.results.values();
  expect((await call('POST', `/checks/${result?.id}/reset/`)).status).toBe(403);
  expect((await call('POST', `/checks/${result?.id}/reset/`, undefined, 'CHECKER')).status).toBe(200);
  expect(await row(id)).toMatchObject({ resolved: true, resolved_action_run: null });
  expect(trmm.runChecks()).toEqual([]);
});

/** A stand-in with one more check on the first agent, and what the wire says of it. */
async function withCheck(check_type: CheckType) {
  const standIn = await trmmForTest();
  const agent = standIn.trmm.world.agents.get(1);
  if (!agent) throw new Error('no first agent');
  addCheck(standIn.trmm.world, { agents: [agent], check_type, name: 'extra', readable_desc: 'Extra' });
  const about = { type: 'check', agent: agent.hostname, checkName: 'extra' } as const;
  const result = async () => {
    const checks = (await standIn.call('GET', `/agents/${agent.agent_id}/checks/`)).body as CheckRow[];
    const found = checks.find((check) => check['name'] === 'extra')?.check_result;
    if (!found) throw new Error('the check is not there');
    return found;
  };
  const history = async (body: unknown = {}) =>
    (await standIn.call('PATCH', `/checks/${(await result()).id}/history/`, body)).body as { x: string; y: number }[];
  return { ...standIn, about, result, history };
}

test.each([
  ['diskspace', 3, 61],
  ['cpuload', 97, 23],
  ['memory', 97, 23],
  ['ping', 1, 0],
  ['winsvc', 1, 0],
  ['script', 1, 0],
  ['eventlog', 1, 0],
] as const)('the history of %s is %i when it fails and %i when it passes', async (type, failing, passing) => {
  const { trmm, about, history } = await withCheck(type);
  trmm.raise(about);
  trmm.recover(about);
  expect((await history()).map((point) => point.y)).toEqual([passing, failing]);
});

test.each([
  ['script', { stdout: 'said', more_info: '', extra_details: null, retcode: 1 }],
  ['eventlog', { stdout: '', more_info: '', extra_details: { log: [{ message: 'said' }] } }],
  ['cpuload', { stdout: '', more_info: 'said', extra_details: null }],
] as const)('what a %s check says has a place of its own, and is gone when it passes', async (type, said) => {
  const { trmm, about, result } = await withCheck(type);
  trmm.raise({ ...about, output: 'said' });
  expect(await result()).toMatchObject({ status: 'failing', fail_count: 1, ...said });
  trmm.raise(about);
  expect(await result()).toMatchObject({ fail_count: 2, ...said });
  trmm.recover(about);
  const nothing = { stdout: '', stderr: '', more_info: '', extra_details: null, retcode: 0, fail_count: 0 };
  expect(await result()).toMatchObject({ status: 'passing', ...nothing });
});

test('loads are in the result too, as bare numbers, oldest first', async () => {
  const { trmm, about, result } = await withCheck('cpuload');
  trmm.recover(about);
  trmm.raise(about);
  expect((await result())['history']).toEqual([23, 97]);
  for (let run = 0; run < 20; run += 1) trmm.report(about);
  expect((await result())['history']).toHaveLength(15);
});

test('other checks have no loads', async () => {
  const { trmm, about, result } = await withCheck('diskspace');
  trmm.raise(about);
  expect((await result())['history']).toEqual([]);
});

test('every report is a point in the history and the newest run, also of what passes', async () => {
  const { trmm, result, history } = await withCheck('ping');
  const before = await result();
  trmm.advance(60_000);
  trmm.runChecks('ACME-DC01');
  trmm.runChecks('ACME-FS01');
  const after = await result();
  expect((await history()).map((point) => point.x)).toEqual([after['last_run']]);
  expect(Date.parse(String(after['last_run'])) - Date.parse(String(before['last_run']))).toBeGreaterThanOrEqual(60_000);
});

test('a history can be asked for as a number of days, or whole', async () => {
  const { trmm, call, about, result, history } = await withCheck('ping');
  trmm.report(about);
  trmm.advance(36 * 3_600_000);
  trmm.report(about);
  expect(await history()).toHaveLength(2);
  expect(await history({ timeFilter: 0 })).toHaveLength(2);
  expect(await history({ timeFilter: 1 })).toHaveLength(1);
  expect(await history({ timeFilter: 2 })).toHaveLength(2);
  const path = `/checks/${(await result()).id}/history/`;
  for (const timeFilter of ['1', null]) expect((await call('PATCH', path, { timeFilter })).status).toBe(500);
  trmm.advance(-30 * 3_600_000);
  expect(await history({ timeFilter: 1 })).toHaveLength(1);
});

test('a history is kept for so many runs', async () => {
  const { trmm, about, history } = await withCheck('ping');
  for (let run = 0; run < 1010; run += 1) trmm.report(about);
  expect(await history()).toHaveLength(1000);
});

test('a check that never ran has an empty result, until the next report', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.storm({ count: 4, client: 'Initech', type: 'availability' });
  const fresh = [...trmm.world.agents.values()].at(-1);
  const checks = async () => (await call('GET', `/agents/${fresh?.agent_id}/checks/`)).body as CheckRow[];
  expect(await checks()).toMatchObject([{ check_type: 'ping', check_result: {} }]);
  expect(Object.keys((await checks())[0]?.check_result ?? {})).toEqual([]);
  trmm.setStatus(fresh?.hostname ?? '', 'online');
  trmm.runChecks();
  expect(await checks()).toMatchObject([{ check_result: { status: 'passing', fail_count: 0 } }]);
});

test('only failures in a row count towards the alert', async () => {
  const { trmm } = await trmmForTest();
  for (const check of trmm.world.checks.values()) check.fails_b4_alert = 2;
  expect(trmm.report(DISK)).toBeUndefined();
  trmm.recover(DISK);
  expect(trmm.report(DISK)).toBeUndefined();
  expect(trmm.report(DISK)).toBeDefined();
});

test('all checks of an agent are reset at once, and of no other', async () => {
  const { trmm, call, row } = await trmmForTest();
  trmm.addKey({ key: 'CHECKER', permissions: ['can_manage_checks'] });
  const mine = [trmm.raise(DISK).id, trmm.raise({ ...DISK, checkName: 'Internet' }).id];
  const other = trmm.raise({ ...DISK, agent: 'ACME-FS01' }).id;
  const path = `/checks/${trmm.world.agents.get(1)?.agent_id}/resetall/`;
  const reset = await call('POST', path, undefined, 'CHECKER');
  expect([reset.status, reset.body]).toEqual([200, 'All checks status were reset']);
  for (const id of mine) expect(await row(id)).toMatchObject({ resolved: true });
  expect(await row(other)).toMatchObject({ resolved: false });
  expect(trmm.runChecks()).toEqual([]);
});

test('a task can be run by who may', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.addKey({ key: 'RUNNER', permissions: ['can_run_autotasks'] });
  const agent_id = trmm.world.agents.get(1)?.agent_id;
  const run = async (id: number, body: unknown) => (await call('POST', `/tasks/${id}/run/`, body, 'RUNNER')).status;
  expect([await run(1, { agent_id }), await run(1, {}), await run(99, { agent_id })]).toEqual([200, 404, 404]);
});
