import { expect, test, vi } from 'vitest';
import { keepAnswers } from '../../../src/integrations/trmm/cache.ts';
import type { TrmmClient } from '../../../src/integrations/trmm/client.ts';
import { knownAgent } from '../../../src/integrations/trmm/fields.ts';
import { openFleet } from '../../../src/integrations/trmm/fleet.ts';
import { AgentRow, AlertRow } from '../../../src/integrations/trmm/schema.ts';

function counted() {
  let now = 1000;
  const fetches: { key: string; resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const cache = keepAnswers(
    (key: string) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      fetches.push({ key, resolve, reject });
      return promise;
    },
    () => now,
  );
  return { cache, fetches, tick: () => (now += 1) };
}

test('an answer is kept, and fetched anew only for somebody who needs it newer', async () => {
  const { cache, fetches, tick } = counted();
  const first = cache.get('a', 0);
  fetches[0]?.resolve('one');
  expect(await first).toBe('one');
  tick();
  expect(await cache.get('a', 1000)).toBe('one');
  const second = cache.get('a', 1001);
  fetches[1]?.resolve('two');
  expect([await second, cache.peek('a'), cache.fetchedAt('a')]).toEqual(['two', 'two', 1001]);
});

test('all who wait share one fetch, and those who need a newer one share the next', async () => {
  const { cache, fetches, tick } = counted();
  const early = [cache.get('a', 0), cache.get('a', 1000)];
  tick();
  const late = [cache.get('a', 1001), cache.get('a', 1001), cache.get('a', 1001)];
  expect(fetches).toHaveLength(1);
  fetches[0]?.resolve('one');
  expect(await Promise.all(early)).toEqual(['one', 'one']);
  await vi.waitFor(() => expect(fetches).toHaveLength(2));
  fetches[1]?.resolve('two');
  expect(await Promise.all(late)).toEqual(['two', 'two', 'two']);
  expect(fetches).toHaveLength(2);
});

test('a failure is not kept, and the last good answer stays', async () => {
  const { cache, fetches, tick } = counted();
  const good = cache.get('a', 0);
  fetches[0]?.resolve('one');
  await good;
  tick();
  const bad = cache.get('a', 1001);
  fetches[1]?.reject(new Error('busy'));
  await expect(bad).rejects.toThrow('busy');
  expect(cache.peek('a')).toBe('one');
  const again = cache.get('a', 1001);
  fetches[2]?.resolve('three');
  expect(await again).toBe('three');
  cache.forget(1002);
  expect(cache.peek('a')).toBeUndefined();
});

test('slow answers keep no alert waiting, and are there for the next poll', async () => {
  const agent = AgentRow.parse({ agent_id: 'A1', hostname: 'ACME-DC01', monitoring_type: 'workstation' });
  const { promise, resolve } = Promise.withResolvers<AgentRow[]>();
  const client = { agents: () => promise, checks: () => promise } as unknown as TrmmClient;
  const fleet = openFleet(client, () => 0);
  const row = AlertRow.parse({ id: 1, alert_type: 'availability', severity: 'error', agent_id: 'A1' });
  const pace = { results: 0, attended: 0, wait: 5, first: 5 };
  await fleet.freshen([row], new Set(), pace);
  expect(fleet.behind(row).agent).toBeUndefined();
  resolve([agent]);
  await fleet.freshen([row], new Set(), pace);
  expect(fleet.behind(row).agent).toEqual(knownAgent(agent, []));
});
