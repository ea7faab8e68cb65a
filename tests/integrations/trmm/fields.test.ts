import { expect, test } from 'vitest';
import { knownAgent } from '../../../src/integrations/trmm/fields.ts';
import { AgentRow, FieldRow } from '../../../src/integrations/trmm/schema.ts';
import { alerts, trmmWorld } from './trmm-world.ts';

const DOWN = { agent: 'ACME-DC01', type: 'availability' } as const;

async function deviceFields(environment: Record<string, string>, fail?: number): Promise<unknown> {
  const world = await trmmWorld(environment);
  if (fail !== undefined)
    world.trmm.fail({ path: '^/core/customfields/$', action: { do: 'answer', status: fail, body: 'No.' } });
  world.trmm.raise(DOWN);
  const [signal] = alerts((await world.poll()).signals);
  return signal?.seen.state === 'open' ? signal.seen.facts.device : undefined;
}

test('only the fields that are asked for are read, with their defaults', async () => {
  const device = await deviceFields({ TRMM_SEVERITY_FIELDS: 'Alert Tier, Backed up,Roles,No such field' });
  expect(device).toMatchObject({ fields: { 'Alert Tier': '2', 'Backed up': 'yes', Roles: 'Files, Print' } });
  expect(JSON.stringify(await deviceFields({}))).not.toContain('fields');
});

test('without the right to read them the device is known all the same', async () => {
  expect(await deviceFields({ TRMM_SEVERITY_FIELDS: 'Alert Tier' }, 403)).toEqual({
    id: expect.any(String),
    name: 'ACME-DC01',
    kind: 'server',
  });
});

test.each([
  [{ type: 'text', default_value_string: ' 2 ' }, undefined, '2'],
  [{ type: 'text', default_value_string: '2' }, ' 1 ', '1'],
  [{ type: 'text', default_value_string: '2' }, '', '2'],
  [{ type: 'text', default_value_string: '' }, null, undefined],
  [{ type: 'checkbox', default_value_bool: true }, undefined, 'yes'],
  [{ type: 'checkbox', default_value_bool: true }, false, 'no'],
  [{ type: 'multiple', default_values_multiple: ['a', 'b'] }, undefined, 'a, b'],
  [{ type: 'multiple', default_values_multiple: ['a', 'b'] }, ['c'], 'c'],
  [{ type: 'number', default_value_string: '7' }, { odd: true }, '7'],
])('%j with %j', (definition, value, shown) => {
  const custom_fields = value === undefined ? [] : [{ field: 4, value }];
  const agent = AgentRow.parse({ agent_id: 'a', hostname: 'A', custom_fields });
  const row = FieldRow.parse({ id: 4, name: 'Field', ...definition });
  expect(knownAgent(agent, [row]).fields).toEqual(shown === undefined ? {} : { Field: shown });
});

test('doctor names a field that no agent has, and a right that is missing', async () => {
  const found = await trmmWorld({ TRMM_SEVERITY_FIELDS: 'Alert Tier' });
  const wrong = await trmmWorld({ TRMM_SEVERITY_FIELDS: 'Alert tier' });
  const bare = await trmmWorld({ TRMM_SEVERITY_FIELDS: 'Alert Tier', TRMM_API_KEY: 'BARE' });
  bare.trmm.addKey({ key: 'BARE', permissions: ['can_list_alerts', 'can_list_agents'] });
  const lines = await Promise.all(
    [found, wrong, bare].map(async ({ integration }) =>
      (await integration.check()).find(({ what }) => what.endsWith('custom fields')),
    ),
  );
  expect(lines).toMatchObject([
    { state: 'good' },
    { state: 'bad', says: 'agents have no custom field Alert tier' },
    { state: 'bad', mend: expect.stringContaining('can_view_customfields') },
  ]);
});
