import { expect, test } from 'vitest';
import { ids, trmmForTest, type Row } from './trmm-client.ts';

const DENIED = { detail: 'You do not have permission to perform this action.' };

test('a path without its slash is a redirect with HTML, an unknown one is an HTML 404', async () => {
  const { call } = await trmmForTest();
  expect(await call('PATCH', '/alerts', {})).toMatchObject({ status: 301, type: 'text/html' });
  expect(await call('GET', '/nothing/here/')).toMatchObject({ status: 404, type: 'text/html' });
  expect(await call('GET', '/agents/SHORTID/')).toMatchObject({ status: 404, type: 'text/html' });
});

test('keys that are missing, unknown, expired, inactive or without the right are told apart', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.addKey({ key: 'EXPIRED', expired: true });
  trmm.addKey({ key: 'INACTIVE', active: false });
  trmm.addKey({ key: 'NOROLE', permissions: 'no role' });
  trmm.addKey({ key: 'READER', permissions: ['can_list_alerts'] });
  const { id } = trmm.raise({ type: 'check' });
  const asked = async (key: string) => {
    const { status, body } = await call('PATCH', '/alerts/', { top: 0 }, key);
    return [status, body];
  };
  expect(await asked('')).toEqual([401, { detail: 'Authentication credentials were not provided.' }]);
  expect(await asked('WRONG')).toEqual([401, { detail: 'Invalid token.' }]);
  expect(await asked('EXPIRED')).toEqual([401, { detail: 'The token has expired.' }]);
  expect(await asked('INACTIVE')).toEqual([401, { detail: 'User inactive or deleted.' }]);
  expect(await asked('NOROLE')).toEqual([403, DENIED]);
  expect(await asked('READER')).toEqual([200, { alerts_count: 1, alerts: [] }]);
  expect(await call('PUT', `/alerts/${id}/`, { type: 'resolve' }, 'READER')).toMatchObject({
    status: 403,
    body: DENIED,
  });
});

test('wrong method, wrong media type and broken JSON have their own answers', async () => {
  const { trmm, call } = await trmmForTest();
  expect(await call('GET', '/alerts/')).toMatchObject({ status: 405, body: { detail: 'Method "GET" not allowed.' } });
  const send = (type: string, body: string) =>
    fetch(`${trmm.url}/alerts/`, {
      method: 'PATCH',
      headers: { 'x-api-key': trmm.apiKey, 'content-type': type },
      body,
    });
  const text = await send('text/plain', '{}');
  expect([text.status, await text.json()]).toEqual([
    415,
    { detail: 'Unsupported media type "text/plain" in request.' },
  ]);
  const broken = await send('application/json', '{"top":');
  expect(broken.status).toBe(400);
  expect(await broken.json()).toEqual({ detail: expect.stringMatching(/^JSON parse error - /) });
});

test('a role sees its clients, and custom alerts besides', async () => {
  const { trmm, call, rows } = await trmmForTest();
  trmm.addKey({ key: 'GLOBEX', clients: [2] });
  const acme = trmm.raise({ type: 'check', agent: 'ACME-DC01' }).id;
  const globex = trmm.raise({ type: 'check', agent: 'GLOBEX-DC01' }).id;
  const custom = trmm.raise({ type: 'custom' }).id;
  expect(ids(await rows({ resolvedFilter: false }, 'GLOBEX'))).toEqual([globex, custom]);
  expect((await call('GET', `/alerts/${acme}/`, undefined, 'GLOBEX')).status).toBe(403);
  expect((await call('PUT', `/alerts/${acme}/`, { type: 'resolve' }, 'GLOBEX')).status).toBe(403);
});

/** Every path with the right it needs; an id is that of the first agent. */
const RIGHTS = [
  ['PATCH', '/alerts/', 'can_list_alerts'],
  ['POST', '/alerts/', 'can_manage_alerts'],
  ['POST', '/alerts/bulk/', 'can_manage_alerts'],
  ['GET', '/alerts/5001/', 'can_list_alerts'],
  ['PUT', '/alerts/5001/', 'can_manage_alerts'],
  ['DELETE', '/alerts/5001/', 'can_manage_alerts'],
  ['GET', '/agents/', 'can_list_agents'],
  ['GET', '/agents/ID/', 'can_list_agents'],
  ['PUT', '/agents/ID/', 'can_edit_agent'],
  ['GET', '/agents/ID/ping/', 'can_list_agents'],
  ['GET', '/agents/ID/checks/', 'can_list_checks'],
  ['GET', '/agents/ID/tasks/', 'can_list_autotasks'],
  ['GET', '/agents/ID/pendingactions/', 'can_list_pendingactions'],
  ['GET', '/agents/ID/notes/', 'can_list_notes'],
  ['GET', '/agents/notes/', 'can_list_notes'],
  ['POST', '/agents/notes/', 'can_manage_notes'],
  ['POST', '/agents/maintenance/bulk/', 'can_edit_agent'],
  ['GET', '/checks/1/', 'can_list_checks'],
  ['PATCH', '/checks/7001/history/', 'can_list_checks'],
  ['POST', '/checks/7001/reset/', 'can_manage_checks'],
  ['POST', '/checks/ID/resetall/', 'can_manage_checks'],
  ['POST', '/checks/ID/run/', 'can_run_checks'],
  ['POST', '/tasks/1/run/', 'can_run_autotasks'],
  ['GET', '/core/customfields/?model=agent', 'can_view_customfields'],
  ['GET', '/clients/', 'can_list_clients'],
  ['GET', '/clients/1/', 'can_list_clients'],
  ['GET', '/clients/sites/', 'can_list_sites'],
  ['GET', '/clients/sites/1/', 'can_list_sites'],
] as const;

test.each(RIGHTS)('%s %s needs %s, and nothing else', async (method, path, right) => {
  const { trmm, call } = await trmmForTest();
  trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  const everything = [...new Set(RIGHTS.map(([, , one]) => one))];
  trmm.addKey({ key: 'WITHOUT', permissions: everything.filter((one) => one !== right) });
  trmm.addKey({ key: 'WITH', permissions: [right] });
  const address = path.replace('ID', trmm.world.agents.get(1)?.agent_id ?? '');
  const body = method === 'GET' ? undefined : {};
  expect(await call(method, address, body, 'WITHOUT')).toMatchObject({ status: 403, body: DENIED });
  expect((await call(method, address, body, 'WITH')).status).not.toBe(403);
  expect((await call(method, address, body, '')).status).toBe(401);
  expect((await call(method, address.replace(/\/(?=\?|$)/, ''), body)).status).toBe(301);
});

test('what lies outside the clients and sites of a role is refused, wherever it is asked for', async () => {
  const { trmm, call } = await trmmForTest();
  const id = trmm.world.agents.get(1)?.agent_id;
  const { assigned_check } = trmm.raise({ type: 'check', agent: 'ACME-DC01', checkName: 'Drive C:' });
  const result = [...trmm.world.results.values()].find((one) => one.check === assigned_check)?.id;
  const rights = [...new Set(RIGHTS.map(([, , one]) => one))];
  trmm.addKey({ key: 'BRANCH', permissions: rights, sites: [2] });
  const asked = async (method: string, path: string, body?: unknown) =>
    (await call(method, path, body, 'BRANCH')).status;
  for (const path of ['', 'checks/', 'tasks/', 'notes/', 'pendingactions/', 'ping/']) {
    expect([path, await asked('GET', `/agents/${id}/${path}`)]).toEqual([path, 403]);
  }
  expect(await asked('PUT', `/agents/${id}/`, { maintenance_mode: true })).toBe(403);
  expect(await asked('POST', '/agents/notes/', { agent_id: id, note: 'x' })).toBe(403);
  expect(await asked('POST', `/checks/${id}/run/`)).toBe(403);
  expect(await asked('POST', `/checks/${id}/resetall/`)).toBe(403);
  expect(await asked('POST', `/checks/${result}/reset/`)).toBe(403);
  expect(await asked('PATCH', `/checks/${result}/history/`, {})).toBe(403);
  expect(await asked('GET', `/checks/${assigned_check}/`)).toBe(403);
  expect(await asked('GET', '/clients/2/')).toBe(403);
  expect(await asked('GET', '/clients/1/')).toBe(200);
  expect(await asked('GET', '/clients/sites/1/')).toBe(403);
  expect(await asked('GET', '/clients/sites/2/')).toBe(200);
  expect(await asked('POST', '/agents/maintenance/bulk/', { type: 'Site', id: 1, action: true })).toBe(403);
  expect(await asked('DELETE', '/alerts/5001/')).toBe(403);
  expect(await asked('POST', '/alerts/bulk/', { bulk_action: 'resolve', alerts: [5001] })).toBe(200);
  expect(trmm.alert(5001)).toMatchObject({ resolved: false });
  expect([...trmm.world.agents.values()].some((agent) => agent.maintenance_mode)).toBe(false);
  const seen = (await call('GET', '/agents/', undefined, 'BRANCH')).body as Row[];
  expect(seen.map((agent) => agent['hostname'])).toEqual(['ACME-BR01', 'ACME-LT-007']);
  const sites = (await call('GET', '/clients/sites/', undefined, 'BRANCH')).body as Row[];
  expect(sites).toMatchObject([{ id: 2, name: 'Branch', client_name: 'Acme', agent_count: 2 }]);
});

test('a wrong method is told to those who have a right on the path', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.addKey({ key: 'NOROLE', permissions: 'no role' });
  trmm.addKey({ key: 'MANAGER', permissions: ['can_manage_alerts'] });
  expect(await call('PUT', '/alerts/', {}, 'NOROLE')).toMatchObject({ status: 403, body: DENIED });
  expect((await call('PUT', '/alerts/', {}, 'MANAGER')).status).toBe(405);
  expect((await call('PUT', '/alerts/', {}, '')).status).toBe(401);
  expect((await call('POST', '/core/dashinfo/', {}, 'NOROLE')).status).toBe(405);
});

test('a superuser may do everything, everywhere', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.addKey({ key: 'ROOT', permissions: 'superuser', clients: [2] });
  trmm.raise({ type: 'check', agent: 'ACME-DC01' });
  expect((await call('GET', '/alerts/5001/', undefined, 'ROOT')).status).toBe(200);
  expect((await call('POST', '/checks/7001/reset/', {}, 'ROOT')).status).toBe(200);
});

test('a body that is almost JSON is no JSON, and an empty one counts as no keys', async () => {
  const { trmm } = await trmmForTest();
  trmm.raise({ type: 'check' });
  const send = async (type: string, body: string) => {
    const headers = { 'x-api-key': trmm.apiKey, ...(type && { 'content-type': type }) };
    const response = await fetch(`${trmm.url}/alerts/`, { method: 'PATCH', headers, body: Buffer.from(body) });
    return response.status;
  };
  expect(await send('application/json-patch+json', '{"top":0}')).toBe(415);
  expect(await send('application/x-www-form-urlencoded', 'top=0')).toBe(415);
  expect(await send('', '{"top":0}')).toBe(415);
  expect(await send('application/json; charset=utf-8', '{"top":0}')).toBe(200);
  expect(await send('application/json', '')).toBe(200);
});

test('what is refused says how to log in, and a redirect keeps the question', async () => {
  const { trmm } = await trmmForTest();
  const denied = await fetch(`${trmm.url}/alerts/`, { method: 'PATCH' });
  expect(denied.headers.get('www-authenticate')).toBe('Token');
  const moved = await fetch(`${trmm.url}/agents?detail=false`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/agents/?detail=false']);
  expect(await moved.text()).toContain('<html');
});

test('what is parsed by hand fails as a page when a key is missing', async () => {
  const { trmm, call } = await trmmForTest();
  const { id } = trmm.raise({ type: 'check' });
  for (const [method, path, body] of [
    ['POST', '/agents/notes/', { note: 'for nobody' }],
    ['POST', '/alerts/bulk/', { alerts: [id] }],
    ['POST', '/alerts/bulk/', [id]],
    ['PUT', `/alerts/${id}/`, [{ type: 'resolve' }]],
    ['PUT', `/alerts/${id}/`, { type: 'snooze', snooze_days: 1e12 }],
  ] as const) {
    expect(await call(method, path, body)).toMatchObject({ status: 500, type: 'text/html' });
  }
  expect(await call('POST', '/agents/notes/', { agent_id: 'x'.repeat(40), note: 'x' })).toMatchObject({
    status: 404,
    type: 'application/json',
  });
  const [agent] = trmm.world.agents.values();
  expect((await call('POST', '/agents/notes/', { agent_id: agent?.agent_id })).status).toBe(400);
  expect(trmm.world.notes).toEqual([]);
});
