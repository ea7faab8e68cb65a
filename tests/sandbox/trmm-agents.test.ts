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

test('the version, the fields and the sites can be asked for; the root answers anybody', async () => {
  const { trmm, call } = await trmmForTest();
  expect((await call('GET', '/core/dashinfo/')).body).toMatchObject({ trmm_version: '1.5.1' });
  const fields = (await call('GET', '/core/customfields/?model=agent')).body as Row[];
  expect(fields.map((field) => field['name'])).toEqual([
    'rustdeskid',
    'rustdeskpwd',
    'Alert Tier',
    'Backed up',
    'Roles',
  ]);
  expect((await call('GET', '/core/customfields/?model=site')).body).toMatchObject([
    { id: 7, name: 'Opening Hours', model: 'site', type: 'text', default_value_string: '' },
  ]);
  expect(
    ((await call('GET', '/clients/sites/')).body as Row[]).map(
      (site) => `${String(site['client_name'])} ${String(site['name'])}`,
    ),
  ).toContain('Globex Branch');
  expect(await (await fetch(`${trmm.url}/`)).json()).toEqual({ status: 'ok' });
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
