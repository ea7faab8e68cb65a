import { expect, test } from 'vitest';
import { checkDesk, checkRedis } from '../../src/store/check.ts';
import { readCustomers, writeCustomers } from '../../src/store/customers.ts';
import { firstTime, keepDraft, keepTyped, readDraft } from '../../src/store/drafts.ts';
import { addHint, dropHint, leftHints } from '../../src/store/hints.ts';
import {
  addLinkWish,
  addPerson,
  configuredPeople,
  dropLinkWish,
  linkAccount,
  linkedPerson,
  readLinkWishes,
  readPeople,
} from '../../src/store/people.ts';
import { key } from '../../src/store/redis.ts';
import { readSource, writeSource } from '../../src/store/sources.ts';
import { endTrouble, noteTrouble, readTroubles } from '../../src/store/troubles.ts';
import { MINUTE, NOW, settings } from '../desk/build.ts';
import { useStage } from './stage.ts';

const stage = useStage();

test('a hint stays until its row was read, and longer when it was hinted at again meanwhile', async () => {
  const hint = { source: 'rmm', row: '17' };
  await addHint(stage.store, hint, stage.store.now());
  await addHint(stage.store, hint, stage.store.now());
  expect(await leftHints(stage.store, 5_000)).toEqual([]);
  stage.now += 5_000;
  expect(await leftHints(stage.store, 5_000)).toEqual([hint]);
  await addHint(stage.store, hint, stage.store.now());
  await dropHint(stage.store, hint, NOW);
  stage.now += 5_000;
  expect(await leftHints(stage.store, 5_000)).toEqual([hint]);
  await dropHint(stage.store, hint, stage.now);
  expect(await leftHints(stage.store, 0)).toEqual([]);
});

test('a row may have spaces in its name', async () => {
  await addHint(stage.store, { source: 'desk', row: 'a b c' }, stage.store.now());
  expect(await leftHints(stage.store, 0)).toEqual([{ source: 'desk', row: 'a b c' }]);
});

test('what was typed is kept for a day, beside what the form is about', async () => {
  const token = await keepDraft(stage.store, { about: 'desk/12' });
  await keepTyped(stage.store, token, { text: 'Printer' });
  expect(await readDraft(stage.store, token)).toEqual({ about: 'desk/12', filled: { text: 'Printer' } });
  expect(await stage.store.database.redis.ttl(key('draft', token))).toBeGreaterThan(23 * 3600);
  expect(await readDraft(stage.store, 'other')).toBeUndefined();
  expect(await keepTyped(stage.store, 'fresh', { text: 'x' })).toBe('fresh');
});

test('the first who asks is the first', async () => {
  const asked = await Promise.all([1, 2, 3].map(() => firstTime(stage.store, 'press 1', 60)));
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(await firstTime(stage.store, 'press 2', 60)).toBe(true);
});

test('people are those of the configuration and those met, each once, with their accounts', async () => {
  stage.house({
    settings: settings({ people: [{ name: 'Ann Baker', email: 'Ann@msp.example', chat: 'A1' }, { name: 'Cleo' }] }),
  });
  expect(configuredPeople(stage.store.house.settings)).toEqual([
    {
      id: 'ann@msp.example',
      name: 'Ann Baker',
      email: 'Ann@msp.example',
      role: 'technician',
      accounts: { chat: 'A1' },
    },
    { id: 'Cleo', name: 'Cleo', role: 'technician', accounts: {} },
  ]);
  const met = { id: 'ben@msp.example', name: 'Ben', email: 'ben@msp.example', role: 'viewer' as const, accounts: {} };
  await addPerson(stage.store, met);
  await addPerson(stage.store, { ...met, id: 'ann@msp.example', name: 'Ann B.', email: 'ann@msp.example' });
  await linkAccount(stage.store, 'talk', '42', 'ben@msp.example');
  await linkAccount(stage.store, 'chat', 'A2', 'ann@msp.example');
  const people = await readPeople(stage.store);
  expect(people.map(({ name, accounts }) => [name, accounts])).toEqual([
    ['Ann Baker', { chat: 'A1' }],
    ['Cleo', {}],
    ['Ben', { talk: '42' }],
  ]);
  expect((await linkedPerson(stage.store, people, 'chat', 'A2'))?.name).toBe('Ann Baker');
  expect(await linkedPerson(stage.store, people, 'chat', 'Z')).toBeUndefined();
});

test('a wish to be linked waits until it is dropped; a second is the same', async () => {
  const wish = { system: 'talk', account: '42', name: 'ben', email: 'ben@msp.example', at: NOW };
  await addLinkWish(stage.store, wish);
  await addLinkWish(stage.store, { ...wish, email: 'ben.cole@msp.example' });
  expect(await readLinkWishes(stage.store)).toEqual([{ ...wish, email: 'ben.cole@msp.example' }]);
  await dropLinkWish(stage.store, wish);
  expect(await readLinkWishes(stage.store)).toEqual([]);
});

test('trouble keeps the instant at which it began, and its newest sentence', async () => {
  await noteTrouble(stage.store, 'chat:main', 'I am not in this channel.');
  stage.now += MINUTE;
  await noteTrouble(stage.store, 'chat:main', 'It was archived.');
  expect(await readTroubles(stage.store)).toEqual({ 'chat:main': { since: NOW, sentence: 'It was archived.' } });
  expect(await checkDesk(stage.store)).toContainEqual({
    what: 'chat:main',
    state: 'bad',
    says: 'since 1 minute: It was archived.',
  });
  await endTrouble(stage.store, 'chat:main');
  expect(await readTroubles(stage.store)).toEqual({});
});

test('a source that was never asked has no baseline; customers that were never read are none', async () => {
  expect(await readSource(stage.store, 'rmm')).toEqual({ firstAt: NOW, based: false });
  await writeSource(stage.store, 'rmm', { firstAt: NOW, based: true, cursor: 'c' });
  stage.now += MINUTE;
  expect(await readSource(stage.store, 'rmm')).toEqual({ firstAt: NOW, based: true, cursor: 'c' });
  expect(await readCustomers(stage.store)).toEqual({ customers: [] });
  await writeCustomers(stage.store, { at: NOW, customers: [{ id: 'A', name: 'Acme' }] });
  expect((await readCustomers(stage.store)).customers).toEqual([{ id: 'A', name: 'Acme' }]);
});

test('a Redis that forgets is found out, and one that does not answer too', async () => {
  const states = async () => (await checkRedis(stage.store)).map(({ what, state }) => `${what}: ${state}`);
  expect(await states()).toEqual([
    'Redis: good',
    'Redis append-only file: good',
    'Redis fsync: good',
    'Redis eviction: good',
  ]);
  await stage.store.database.redis.config('SET', 'appendfsync', 'everysec');
  await stage.store.database.redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect(await states()).toContain('Redis fsync: warning');
  expect(await states()).toContain('Redis eviction: warning');
  await stage.store.database.redis.config('SET', 'appendfsync', 'always', 'maxmemory-policy', 'noeviction');
});
