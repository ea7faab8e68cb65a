import { expect, test } from 'vitest';
import type { KnownAgent } from '../../../src/integrations/trmm/fields.ts';
import { pulseOf } from '../../../src/integrations/trmm/pulse.ts';
import { trmmWorld } from './trmm-world.ts';

const NOW = Date.UTC(2026, 10, 2, 9);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A device that reported so long ago, or never. */
function agent(kind: 'server' | 'workstation', ago: number | undefined): KnownAgent {
  const last_seen = ago === undefined ? null : new Date(NOW - ago).toISOString();
  const id = `${kind}-${ago}`;
  return {
    agent_id: id,
    hostname: id,
    monitoring_type: kind,
    last_seen,
    maintenance_mode: false,
    needs_reboot: false,
    italic: false,
    fields: {},
  };
}

test.each([
  ['the newest report of all counts', [agent('server', 9 * MINUTE), agent('workstation', MINUTE)], NOW - MINUTE],
  ['servers that are silent for long', [agent('server', 3 * DAY), agent('workstation', 3 * DAY)], NOW - 3 * DAY],
  ['workstations alone are switched off at night', [agent('workstation', 9 * 60 * MINUTE)], undefined],
  ['a server that is long gone', [agent('server', 90 * DAY), agent('workstation', 9 * 60 * MINUTE)], undefined],
  ['a server that never came', [agent('server', undefined), agent('workstation', MINUTE)], undefined],
  ['no device at all', [], undefined],
])('when devices reported last: %s', (_what, agents, last) => {
  expect(pulseOf(agents, NOW)?.last).toBe(last);
});

test('a poll tells when any device reported last, and nothing where the devices cannot be listed', async () => {
  const { trmm, poll } = await trmmWorld();
  const { pulse } = await poll();
  expect([pulse?.title, trmm.now() - (pulse?.last ?? 0) < MINUTE]).toEqual(['No device reports to Tactical RMM', true]);
  const blind = await trmmWorld();
  blind.trmm.fail({ path: '^/agents/', action: { do: 'answer', status: 403, body: { detail: 'no' } } });
  expect((await blind.poll()).pulse).toBeUndefined();
});

test('which alerts TRMM should have told of: errors of devices that it tried, or all of them once it had called', async () => {
  const { trmm, poll, source } = await trmmWorld();
  const untried = trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'error' }).id;
  trmm.raise({ type: 'check', agent: 'ACME-FS01', severity: 'warning' });
  trmm.raise({ type: 'custom', severity: 'error', output: 'UPS' });
  expect((await poll()).telling?.due).toEqual([]);
  const later = await source.poll({ open: [], cursor: undefined, told: trmm.now() });
  expect(later.telling?.due).toEqual([String(untried)]);
  trmm.webhooks.configure({ failureUrl: 'http://127.0.0.1:9/failure/{{alert.id}}', resolvedUrl: '', token: 'x' });
  const tried = trmm.raise({ type: 'check', agent: 'GLOBEX-DC01', severity: 'error' }).id;
  await trmm.webhooks.settled();
  const { telling } = await poll();
  expect(telling?.due).toEqual([String(tried)]);
  expect(telling?.mend).toMatch(/alert template.*It noted of its last try: 500, /);
});

test('a shop without webhooks expects none', async () => {
  const { trmm, poll } = await trmmWorld({ TRMM_WEBHOOK_TOKEN: '' });
  trmm.raise({ type: 'check', agent: 'ACME-DC01', severity: 'error' });
  expect((await poll()).telling).toBeUndefined();
});
