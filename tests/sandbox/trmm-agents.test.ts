import { expect, test } from 'vitest';
import { trmmForTest, type Row } from './trmm-client.ts';

test('the list row and the heavy detail name the same things differently', async () => {
  const { call } = await trmmForTest();
  const agents = (await call('GET', '/agents/?client=1&monitoring_type=workstation')).body as Row[];
  expect(agents.map((agent) => agent['hostname'])).toEqual(['ACME-PC-042', 'ACME-LT-007']);
  const [someone, nobody] = agents;
  expect(someone).toMatchObject({
    client_name: 'Acme',
    site_name: 'HQ',
    logged_username: String.raw`ACME\wile`,
    italic: false,
  });
  expect(nobody).toMatchObject({ logged_username: 'administrator', italic: true });
  const detail = await call('GET', `/agents/${String(nobody?.['agent_id'])}/`);
  expect(detail.body).toMatchObject({
    client: 'Acme',
    site: 2,
    site_name: 'Branch',
    logged_in_username: 'None',
    status: 'online',
    custom_fields: [{ field: 1, value: '100200305' }, { field: 2 }],
  });
  expect(JSON.stringify(detail.body).length).toBeGreaterThan(50_000);
  expect(JSON.stringify(someone).length).toBeLessThan(1500);
  expect(((await call('GET', '/agents/?detail=false')).body as Row[])[0]).toEqual({
    id: 1,
    hostname: 'ACME-DC01',
    agent_id: expect.any(String),
    client: 'Acme',
    site: 'HQ',
  });
  expect((await call('GET', '/agents/?monitoring_type=toaster')).status).toBe(400);
});

test('an agent out of scope is refused, an unknown one is missing', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.addKey({ key: 'GLOBEX', clients: [2] });
  const [agent] = trmm.world.agents.values();
  expect((await call('GET', `/agents/${agent?.agent_id}/`, undefined, 'GLOBEX')).status).toBe(403);
  expect((await call('GET', `/agents/${'x'.repeat(40)}/`)).status).toBe(404);
  expect(((await call('GET', '/clients/', undefined, 'GLOBEX')).body as Row[]).map((client) => client['name'])).toEqual(
    ['Globex'],
  );
});

test('notes are written under the name of the key, and read back', async () => {
  const { trmm, call } = await trmmForTest();
  const [agent] = trmm.world.agents.values();
  const added = await call('POST', '/agents/notes/', { agent_id: agent?.agent_id, note: 'Ann Baker acknowledged' });
  expect([added.status, added.body]).toEqual([200, 'Note added!']);
  expect((await call('GET', `/agents/${agent?.agent_id}/notes/`)).body).toMatchObject([
    { note: 'Ann Baker acknowledged', username: 'chatops-bot', agent_id: agent?.agent_id },
  ]);
});

test('maintenance is switched for an agent, or for a whole client', async () => {
  const { trmm, call } = await trmmForTest();
  const inMaintenance = () =>
    [...trmm.world.agents.values()].filter((agent) => agent.maintenance_mode).map((agent) => agent.hostname);
  const agent = trmm.world.agents.get(1);
  expect((await call('PUT', `/agents/${agent?.agent_id}/`, { maintenance_mode: true })).status).toBe(200);
  expect(inMaintenance()).toEqual(['ACME-DC01']);
  await call('POST', '/agents/maintenance/bulk/', { type: 'Client', id: 3, action: true });
  expect(inMaintenance()).toEqual(['ACME-DC01', 'INITECH-SRV01', 'INITECH-PC-001', 'INITECH-PC-002']);
});

test('a long list can be as slow as a real one', async () => {
  const { trmm, call } = await trmmForTest({ settings: { millisecondsPerRow: 4 } });
  trmm.storm({ count: 20 });
  const began = performance.now();
  await call('PATCH', '/alerts/', { resolvedFilter: false });
  expect(performance.now() - began).toBeGreaterThan(79);
});

test('pending actions need a right of their own', async () => {
  const { trmm, call } = await trmmForTest();
  const path = `/agents/${trmm.world.agents.get(2)?.agent_id}/pendingactions/`;
  expect((await call('GET', path)).body).toMatchObject([
    { action_type: 'schedreboot', hostname: 'ACME-FS01', status: 'pending' },
  ]);
  trmm.addKey({ key: 'READER', permissions: ['can_list_agents'] });
  expect((await call('GET', path, undefined, 'READER')).status).toBe(403);
});

test('what a card links to is a page', async () => {
  const { trmm } = await trmmForTest();
  const page = await fetch(`${trmm.webUrl}/agents/${trmm.world.agents.get(1)?.agent_id}`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<h1>ACME-DC01</h1>')]);
});

test('a site wins over a client', async () => {
  const { call } = await trmmForTest();
  const names = async (query: string) =>
    ((await call('GET', `/agents/?${query}`)).body as Row[]).map((agent) => agent['hostname']);
  expect(await names('client=1&site=4')).toEqual(['GLOBEX-PC-012']);
  expect(await names('site=2&monitoring_type=server')).toEqual(['ACME-BR01']);
});

test('the counts of an agent follow its checks', async () => {
  const { trmm, call } = await trmmForTest();
  const path = `/agents/${trmm.world.agents.get(1)?.agent_id}/`;
  expect((await call('GET', path)).body).toMatchObject({
    checks: { total: 4, passing: 4, failing: 0, warning: 0, info: 0, has_failing_checks: false },
    offline_time: 4,
    overdue_time: 30,
    check_interval: 120,
  });
  trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:', severity: 'error' });
  trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Internet', severity: 'warning' });
  trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Backup age', severity: 'info' });
  expect((await call('GET', path)).body).toMatchObject({
    checks: { total: 4, passing: 1, failing: 1, warning: 1, info: 1, has_failing_checks: true },
  });
});

test('a ping finds those that are there', async () => {
  const { trmm, call } = await trmmForTest();
  const path = `/agents/${trmm.world.agents.get(1)?.agent_id}/ping/`;
  expect((await call('GET', path)).body).toEqual({ name: 'ACME-DC01', status: 'online' });
  trmm.setStatus('ACME-DC01', 'overdue');
  expect((await call('GET', path)).body).toEqual({ name: 'ACME-DC01', status: 'offline' });
});

test('maintenance takes yes or no, of something that is there', async () => {
  const { trmm, call } = await trmmForTest();
  const agent = trmm.world.agents.get(1);
  const put = (body: unknown) => call('PUT', `/agents/${agent?.agent_id}/`, body);
  expect(await put({ maintenance_mode: 'on' })).toMatchObject({
    status: 400,
    body: { maintenance_mode: [expect.any(String)] },
  });
  expect((await put({ description: 'domain controller' })).status).toBe(200);
  expect(agent).toMatchObject({ maintenance_mode: false, description: 'domain controller' });
  const bulk = async (body: unknown) => (await call('POST', '/agents/maintenance/bulk/', body)).status;
  expect(await bulk({ type: 'Agent', id: 1, action: true })).toBe(400);
  expect(await bulk({ type: 'Client', id: 99, action: true })).toBe(400);
  expect(await bulk({ type: 'Site', id: 1, action: true })).toBe(200);
  expect(agent).toMatchObject({ maintenance_mode: true });
  expect((await call('GET', '/clients/1/')).body).toMatchObject({ maintenance_mode: false });
  expect((await call('GET', '/clients/sites/1/')).body).toMatchObject({ maintenance_mode: true });
  expect(await bulk({ type: 'Site', id: 1, action: false })).toBe(200);
  expect(agent).toMatchObject({ maintenance_mode: false });
});

test('a deleted agent leaves nothing behind', async () => {
  const { trmm, call } = await trmmForTest();
  const agent_id = trmm.world.agents.get(2)?.agent_id;
  await call('POST', '/agents/notes/', { agent_id, note: 'x' });
  const own = [...trmm.world.checks.values()].filter((check) => check.policy === null && check.agents.has(2));
  trmm.deleteAgent('ACME-FS01');
  expect((await call('GET', `/agents/${agent_id}/`)).status).toBe(404);
  expect(own.map((check) => trmm.world.checks.has(check.id))).toEqual([false, false, false]);
  expect(trmm.world.checks.get(1)?.agents.size).toBe(11);
  const { notes, pendingActions, tasks, results } = trmm.world;
  const about = [...notes, ...pendingActions, ...tasks.values(), ...results.values()].filter((row) => row.agent === 2);
  expect(about).toEqual([]);
  expect((await fetch(`${trmm.webUrl}/agents/${agent_id}`)).status).toBe(404);
});

test('keys and settings can be changed from outside', async () => {
  const { trmm, call } = await trmmForTest();
  const act = (name: string, body: unknown) =>
    fetch(`${trmm.url}/_sandbox/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await act('key', { key: 'READER', permissions: ['can_list_alerts'] })).status).toBe(200);
  expect((await call('PATCH', '/alerts/', { top: 0 }, 'READER')).status).toBe(200);
  expect((await call('GET', '/agents/', undefined, 'READER')).status).toBe(403);
  expect((await act('settings', { dashboardAlerts: false, trmmVersion: '1.5.0' })).status).toBe(200);
  expect((await call('GET', '/core/dashinfo/')).body).toMatchObject({ trmm_version: '1.5.0' });
  expect(await (await act('report', { type: 'check' })).json()).toEqual({ ok: true });
  expect((await act('raise', { type: 'check' })).status).toBe(400);
});
