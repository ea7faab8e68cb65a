import { expect, test } from 'vitest';
import { findPerson } from '../../src/desk/people.ts';
import { addPerson, linkAccount, readPeople } from '../../src/store/people.ts';
import { key } from '../../src/store/redis.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const CLEO = {
  id: 'cleo@msp.example',
  name: 'Cleo',
  email: 'cleo@msp.example',
  role: 'technician' as const,
  accounts: {},
};

test('whom this process adds or links is known here at once', async () => {
  expect(await readPeople(stage.store)).toEqual([]);
  await addPerson(stage.store, CLEO);
  expect(await readPeople(stage.store)).toEqual([CLEO]);
  await linkAccount(stage.store, 'slack', 'U7', CLEO.id);
  expect(findPerson(await readPeople(stage.store), { system: 'slack', account: 'U7' })?.name).toBe('Cleo');
});

test('whom another process links is known here soon, without a restart', async () => {
  expect(await readPeople(stage.store)).toEqual([]);
  await addPerson(stage.another(), CLEO);
  await expect.poll(() => readPeople(stage.store), { timeout: 10_000 }).toEqual([CLEO]);
});

test('a Redis that failed once is asked again', async () => {
  const { redis } = stage.store.database;
  await redis.set(key('people'), 'no hash');
  await expect(readPeople(stage.store)).rejects.toThrow('WRONGTYPE');
  await redis.del(key('people'));
  expect(await readPeople(stage.store)).toEqual([]);
});
