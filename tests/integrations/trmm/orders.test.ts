import { expect, test } from 'vitest';
import type { Write } from '../../../src/desk/effect.ts';
import type { WriteOutcome } from '../../../src/integrations/contract.ts';
import { trmmWorld, type TrmmWorld } from './trmm-world.ts';

const HOUR = 3_600_000;

function raise({ trmm }: TrmmWorld): string {
  return String(trmm.raise({ agent: 'ACME-DC01', type: 'availability' }).id);
}

function write({ writeBack }: TrmmWorld, order: Write, number = 1): Promise<WriteOutcome> {
  return writeBack.write(order, { key: 'order-1', number });
}

test('a snooze is exact to the second, and is read back', async () => {
  const world = await trmmWorld();
  const row = raise(world);
  const until = Math.ceil((world.trmm.now() + 90 * 60_000) / 1000) * 1000;
  expect(await write(world, { verb: 'snooze', row, until })).toMatchObject({
    is: 'done',
    readBack: { row, seen: { state: 'open', facts: { snoozed: { until } } } },
  });
  expect(Date.parse(world.trmm.alert(Number(row))?.snooze_until ?? '')).toBe(until);
});

test('where TRMM does not take the instant, the snooze lasts whole days until it is ended from here', async () => {
  const world = await trmmWorld();
  const row = raise(world);
  const action = { do: 'answer', status: 400, body: 'no such thing' } as const;
  world.trmm.fail({ path: `^/alerts/${row}/$`, method: 'PUT', times: 1, action });
  const until = world.trmm.now() + HOUR;
  expect(await write(world, { verb: 'snooze', row, until })).toMatchObject({ is: 'done' });
  const shown = Date.parse(world.trmm.alert(Number(row))?.snooze_until ?? '');
  expect(shown - world.trmm.now()).toBeGreaterThan(23 * HOUR);
  expect(await write(world, { verb: 'wake', row })).toMatchObject({ is: 'done' });
  expect(world.trmm.alert(Number(row))).toMatchObject({ snoozed: false, snooze_until: null });
});

test('a resolve ends the row; one that has recovered meanwhile is left as it ended', async () => {
  const world = await trmmWorld();
  const row = raise(world);
  expect(await write(world, { verb: 'resolve', row })).toMatchObject({
    is: 'done',
    readBack: { seen: { state: 'ended', how: 'resolved' } },
  });
  const end = world.trmm.alert(Number(row))?.resolved_on;
  world.trmm.advance(HOUR);
  expect(await write(world, { verb: 'resolve', row }, 2)).toMatchObject({ is: 'done' });
  expect(world.trmm.alert(Number(row))?.resolved_on).toBe(end);
});

test.each(['snooze', 'wake', 'resolve'] as const)('%s: a row that is gone is a refusal in words', async (verb) => {
  const world = await trmmWorld();
  const row = raise(world);
  world.trmm.deleteAlert(Number(row));
  const order: Write = verb === 'snooze' ? { verb, row, until: world.trmm.now() + HOUR } : { verb, row };
  expect(await write(world, order)).toEqual({
    is: 'refused',
    sentence: 'Tactical RMM does not have that alert any more',
  });
});

test('an order that TRMM accepts and does not carry out is no success', async () => {
  const world = await trmmWorld();
  const row = raise(world);
  world.trmm.fail({ path: `^/alerts/${row}/$`, method: 'PUT', action: { do: 'answer', status: 200, body: 'ok' } });
  expect(await write(world, { verb: 'resolve', row })).toMatchObject({ is: 'refused' });
  expect(await write(world, { verb: 'snooze', row, until: world.trmm.now() + HOUR })).toMatchObject({ is: 'refused' });
});

test('without the right to manage alerts the error says so and is final', async () => {
  const world = await trmmWorld({ TRMM_API_KEY: 'READER' });
  world.trmm.addKey({ key: 'READER', permissions: ['can_list_alerts', 'can_list_agents'] });
  const row = raise(world);
  await expect(write(world, { verb: 'resolve', row })).rejects.toMatchObject({ retry: 'never', status: 403 });
});

test('checks are run on a device that answers; TRMM’s own reason is given for one that does not', async () => {
  const world = await trmmWorld();
  const [agent] = world.trmm.world.agents.values();
  const on = agent?.agent_id ?? '';
  expect(await write(world, { verb: 'run-checks', on })).toEqual({ is: 'done' });
  world.trmm.setStatus('ACME-DC01', 'offline');
  expect(await write(world, { verb: 'run-checks', on })).toEqual({
    is: 'refused',
    sentence: 'Tactical RMM: Unable to contact the agent',
  });
});
