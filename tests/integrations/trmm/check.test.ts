import { expect, test } from 'vitest';
import type { Check } from '../../../src/desk/check.ts';
import { trmmWorld } from './trmm-world.ts';

function troubles(checks: readonly Check[]): [what: string, state: string][] {
  return checks.filter(({ state }) => state !== 'good').map(({ what, state }) => [what, state]);
}

function named(checks: readonly Check[], what: string): Check | undefined {
  return checks.find((check) => check.what === `Tactical RMM: ${what}`);
}

test('a TRMM in order has no trouble, and every trouble would have its mend', async () => {
  const { integration } = await trmmWorld();
  expect(troubles(await integration.check())).toEqual([]);
});

test('a TRMM that is away is one line', async () => {
  const { trmm, integration } = await trmmWorld();
  trmm.unplug();
  const checks = await integration.check();
  expect(checks).toEqual([
    {
      what: 'Tactical RMM: connection',
      state: 'bad',
      says: expect.any(String),
      mend: expect.stringContaining('TRMM_API_URL'),
    },
  ]);
});

test('a wrong key, and a role without rights, are told with their mend', async () => {
  const { trmm, integration } = await trmmWorld({ TRMM_API_KEY: 'LISTER' });
  expect(troubles(await integration.check())).toEqual([
    ['Tactical RMM: alerts', 'bad'],
    ['Tactical RMM: agents', 'bad'],
    ['Tactical RMM: version', 'warning'],
  ]);
  trmm.addKey({ key: 'LISTER', permissions: ['can_list_alerts', 'can_list_agents'] });
  const checks = await integration.check();
  expect(checks.filter(({ state }) => state !== 'good').map(({ mend }) => mend?.match(/can_\w+/)?.[0])).toEqual([
    'can_list_checks',
    'can_list_autotasks',
    'can_manage_notes',
  ]);
});

test('nothing open while something fails means that TRMM makes no alerts at all', async () => {
  const { trmm, integration } = await trmmWorld();
  trmm.setStatus('ACME-DC01', 'overdue');
  expect(named(await integration.check(), 'alerting')).toMatchObject({
    state: 'bad',
    says: expect.stringContaining('ACME-DC01'),
  });
  trmm.setMaintenance('ACME-DC01', true);
  expect(named(await integration.check(), 'alerting')).toMatchObject({ state: 'good' });
  trmm.setMaintenance('ACME-DC01', false);
  const { id } = trmm.raise({ type: 'availability', agent: 'ACME-DC01' });
  trmm.hide(id);
  expect(named(await integration.check(), 'alerting')).toMatchObject({
    state: 'good',
    says: expect.stringContaining('1'),
  });
});

test('more than a thousand open alerts are a warning', async () => {
  const { trmm, integration } = await trmmWorld();
  trmm.storm({ count: 1001 });
  expect(named(await integration.check(), 'alerts')).toMatchObject({
    state: 'warning',
    says: expect.stringContaining('1001'),
  });
});

test.each([
  ['1.5.0', 'warning'],
  ['0.19.2', 'warning'],
  ['0.18.9', 'warning'],
  ['0.19.3', 'good'],
  ['0.20.0', 'good'],
  ['1.5.1', 'good'],
  ['2.0.0', 'good'],
])('version %s is %s', async (version, state) => {
  const { trmm, integration } = await trmmWorld();
  trmm.world.settings.trmmVersion = version;
  expect(named(await integration.check(), 'version')).toMatchObject({ state });
});

test('no web address costs the links, no webhook token costs nothing but time', async () => {
  const { integration } = await trmmWorld({ TRMM_WEB_URL: '', TRMM_WEBHOOK_TOKEN: ' ' });
  const checks = await integration.check();
  expect(troubles(checks)).toEqual([['Tactical RMM: web address', 'warning']]);
  expect(named(checks, 'webhook')?.says).toContain('60 seconds');
});

test('a token that can be guessed is a warning', async () => {
  const { integration } = await trmmWorld({ TRMM_WEBHOOK_TOKEN: 'secret' });
  expect(troubles(await integration.check())).toEqual([['Tactical RMM: webhook', 'warning']]);
});
