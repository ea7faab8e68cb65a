import { expect, test } from 'vitest';
import { trmmForTest, type Row } from './trmm-client.ts';

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

test('custom fields have values of their kind; without a stored one there is no entry', async () => {
  const { trmm, call } = await trmmForTest();
  const agents = (await call('GET', '/agents/')).body as (Row & { custom_fields: Row[] })[];
  const server = agents.find((agent) => agent['hostname'] === 'ACME-DC01');
  expect(server?.custom_fields).toMatchObject([
    { field: 1, agent: 1, value: '100200301' },
    { field: 2, agent: 1, value: 'never-show-1' },
    { field: 4, agent: 1, value: true },
    { field: 5, agent: 1, value: ['Files', 'Print'] },
  ]);
  expect(agents.at(-1)?.custom_fields).toEqual([]);
  const fields = (await call('GET', '/core/customfields/')).body as Row[];
  expect(fields.map((field) => field['type'])).toContain('checkbox');
  expect(fields.find((field) => field['name'] === 'Alert Tier')).toMatchObject({ id: 3, default_value_string: '2' });
  expect((await call('GET', '/clients/1/')).body).toMatchObject({
    custom_fields: [{ field: 6, client: 1, value: 'Gold' }],
  });
  expect((await call('GET', '/clients/2/')).body).toMatchObject({ custom_fields: [] });
  expect((await call('GET', '/clients/sites/1/')).body).toMatchObject({ custom_fields: [{ field: 7, site: 1 }] });
  expect(trmm.world.customFields).toHaveLength(7);
});

test('clients come by name with their sites, and say what fails there', async () => {
  const { trmm, call } = await trmmForTest();
  trmm.renameClient('Acme', 'Zenith');
  const { id } = trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'error' });
  trmm.raise({ type: 'check', agent: 'GLOBEX-DC01', severity: 'warning' });
  expect((await call('GET', `/alerts/${id}/`)).body).toMatchObject({ client: 'Zenith', hostname: 'ACME-DC01' });
  expect((await call('GET', '/clients/')).body).toMatchObject([
    { name: 'Globex', failing_checks: { error: false, warning: true } },
    { name: 'Initech', failing_checks: { error: false, warning: false } },
    {
      id: 1,
      name: 'Zenith',
      agent_count: 5,
      failing_checks: { error: true },
      sites: [{ name: 'HQ' }, { name: 'Branch' }],
    },
  ]);
  expect((await call('GET', '/clients/99/')).status).toBe(404);
  expect((await call('GET', '/clients/sites/99/')).status).toBe(404);
});
