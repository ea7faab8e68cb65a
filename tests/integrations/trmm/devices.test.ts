import { expect, test } from 'vitest';
import { trmmWorld } from './trmm-world.ts';

const MINUTE = 60_000;

test('every agent is a device in the names of its alerts, with its maintenance mode', async () => {
  const { trmm, source } = await trmmWorld();
  trmm.setMaintenance('ACME-DC01', true);
  const known = await source.devices?.();
  expect(known?.readAt).toBeLessThanOrEqual(trmm.now());
  expect(known?.devices.filter(({ maintenance }) => maintenance).map(({ name }) => name)).toEqual(['ACME-DC01']);
  const { id: row } = trmm.raise({ agent: 'ACME-FS01', type: 'availability' });
  const signal = await source.read(String(row));
  const facts = signal?.kind === 'alert' && signal.seen.state === 'open' ? signal.seen.facts : undefined;
  const device = known?.devices.find(({ name }) => name === 'ACME-FS01');
  expect(device).toEqual({
    id: facts?.device?.id,
    name: facts?.device?.name,
    client: facts?.client,
    site: facts?.site,
    kind: facts?.device?.kind,
    maintenance: false,
    state: 'online',
    lastSeen: expect.any(Number),
    links: facts?.links,
  });
  expect(facts?.links.map(({ label }) => label)).toEqual(['Open in TRMM', 'Take control']);
});

test('the list is minutes old at most, and fresher while anything is in maintenance', async () => {
  const { trmm, source } = await trmmWorld();
  const quiet = async () => (await source.devices?.())?.devices.filter(({ maintenance }) => maintenance).length;
  expect(await quiet()).toBe(0);
  trmm.setMaintenance('ACME-DC01', true);
  trmm.advance(4 * MINUTE);
  expect(await quiet()).toBe(0);
  trmm.advance(2 * MINUTE);
  expect(await quiet()).toBe(1);
  trmm.setMaintenance('ACME-DC01', false);
  trmm.advance(MINUTE + 1);
  expect(await quiet()).toBe(0);
});

test('a TRMM that does not tell leaves what was known; before that nothing is known', async () => {
  const { trmm, source } = await trmmWorld();
  trmm.fail({ path: '/agents/', action: { do: 'answer', status: 503 } });
  expect(await source.devices?.()).toBeUndefined();
  trmm.clearFaults();
  const before = await source.devices?.();
  trmm.fail({ path: '/agents/', action: { do: 'answer', status: 503 } });
  trmm.advance(10 * MINUTE);
  expect(await source.devices?.()).toEqual(before);
}, 30_000);
