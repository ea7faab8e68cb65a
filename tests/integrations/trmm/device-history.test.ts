import { expect, test } from 'vitest';
import { trmmWorld, type TrmmWorld } from './trmm-world.ts';

const DAY = 86_400_000;

/** What is told of a server of Acme's over the last 14 days. */
async function historyOf({ trmm, integration }: TrmmWorld, hostname = 'ACME-FS01') {
  const id = trmm.world.agentsByName.get(hostname)?.agent_id ?? hostname;
  return integration.deviceBook?.history(id, trmm.now() - 14 * DAY);
}

test('checks that fail or failed, updates, what is pending, and how it is now', async () => {
  const world = await trmmWorld();
  const { trmm } = world;
  trmm.raise({ agent: 'ACME-FS01', type: 'check', checkName: 'Internet', severity: 'error', output: 'no\nanswer' });
  trmm.raise({ agent: 'ACME-FS01', type: 'check', checkName: 'Print Spooler' });
  trmm.recover({ agent: 'ACME-FS01', type: 'check', checkName: 'Print Spooler' });
  const told = await historyOf(world);
  expect(told).toMatchObject({ state: 'online', needsReboot: true, maintenance: false, missing: [] });
  expect(told?.upSince).toBeLessThan(trmm.now());
  expect(told?.checks).toEqual([
    { name: 'Ping Check: Internet', failsNow: true, failed: { count: 1, of: 1 }, value: 'no answer' },
    { name: 'Service Check: Print Spooler', failsNow: false, failed: { count: 1, of: 2 } },
  ]);
  expect(told?.updates).toEqual({
    waiting: ['Security Intelligence Update (KB5034439)'],
    installed: [{ name: 'Cumulative Update for Windows (KB5031364)', at: expect.any(Number) }],
  });
  expect(told?.pending).toEqual([{ what: expect.stringContaining('pending reboot'), due: expect.any(String) }]);
});

test('what the key may not read is named, with the right that it lacks; the rest is told', async () => {
  const world = await trmmWorld({ TRMM_API_KEY: 'ANOTHERKEYANOTHERKEYANOTHERKEY12' });
  world.trmm.addKey({ key: 'ANOTHERKEYANOTHERKEYANOTHERKEY12', permissions: ['can_list_agents', 'can_list_checks'] });
  const told = await historyOf(world);
  expect(told?.missing).toEqual([
    "updates (the role of the key's user lacks can_manage_winupdates)",
    "pending actions (the role of the key's user lacks can_list_pendingactions)",
  ]);
  expect([told?.checks, told?.updates, told?.pending]).toEqual([[], undefined, undefined]);
});

test('what takes too long is named and not waited for; a device that is gone is none', async () => {
  const world = await trmmWorld();
  world.trmm.fail({ path: '/winupdate/', action: { do: 'delay', milliseconds: 6_000 } });
  const told = await historyOf(world);
  expect(told?.missing).toEqual(['updates (no answer in time)']);
  expect(await historyOf(world, 'x'.repeat(40))).toBeUndefined();
}, 20_000);

test('a TRMM that is away says so', async () => {
  const world = await trmmWorld();
  world.trmm.fail({ path: '/agents/', action: { do: 'answer', status: 503 } });
  await expect(historyOf(world)).rejects.toThrow('does not tell its devices');
}, 30_000);
