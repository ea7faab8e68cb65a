import { expect, test, vi } from 'vitest';
import type { Alert } from '../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import type { Group } from '../../src/desk/storm/group.ts';
import { commit } from '../../src/store/commit.ts';
import { holdLease, type Lease, LEASE_MILLISECONDS } from '../../src/store/lease.ts';
import { endNotices, readNotices } from '../../src/store/notices.ts';
import { readItem } from '../../src/store/read.ts';
import { key } from '../../src/store/redis.ts';
import {
  type Behind,
  beginSend,
  endSend,
  fold,
  NEW_ROW,
  readBehind,
  readGroups,
  readRow,
  type Row,
} from '../../src/store/rows.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { plainCard } from '../../src/desk/card.ts';
import { actor, ANN, changed, CHANNEL, NOW, open, over, view } from '../desk/build.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const POSTED: Row = { state: 'posted', generation: 1, reference: 'm1', shown: 1, postedAt: NOW };

/** The lease as a process takes it. */
async function leaseOf(holder: string): Promise<Lease | undefined> {
  const epoch = Number(await stage.store.database.run('lease', 'pump', holder, LEASE_MILLISECONDS));
  return epoch > 0 ? { name: 'pump', holder, epoch } : undefined;
}

async function held(holder = 'one'): Promise<Lease> {
  const lease = await leaseOf(holder);
  if (!lease) throw new Error('the lease is another one’s');
  return lease;
}

/** Open alerts at one client and site, each with its own condition. */
async function alerts(count: number): Promise<string[]> {
  const conditions = Array.from({ length: count }, (_, index) => `rmm/check/dc01/${index}`);
  for (const condition of conditions) await takeSignal(stage.store, open({}, { condition }));
  return conditions.map((condition) => `${condition}/1`);
}

async function behind(): Promise<string[]> {
  return (await readBehind(stage.store, CHANNEL)).map(({ ref }) => ref);
}

test('a second holder waits; who comes after the end gets a new epoch', async () => {
  const first = await held('one');
  expect(await leaseOf('two')).toBeUndefined();
  expect(await held('one')).toEqual(first);
  await stage.store.database.redis.del(key('lease', 'pump'));
  expect((await held('two')).epoch).toBe(first.epoch + 1);
});

test('a send begins only for the holder, with twelve seconds left', async () => {
  const lease = await held();
  const begin = (of: Lease) => beginSend(stage.store, of, CHANNEL, 'a', { ...NEW_ROW, state: 'sending' });
  expect(await begin({ ...lease, holder: 'two' })).toBe(false);
  await stage.store.database.redis.pexpire(key('lease', 'pump'), 11_900);
  expect([await begin(lease), await readRow(stage.store, CHANNEL, 'a')]).toEqual([false, undefined]);
  await held();
  expect([await begin(lease), (await readRow(stage.store, CHANNEL, 'a'))?.state]).toEqual([true, 'sending']);
});

test('whoever lost the lease records nothing any more', async () => {
  const [ref = ''] = await alerts(1);
  const old = await held('one');
  await stage.store.database.redis.del(key('lease', 'pump'));
  const now = await held('two');
  const [one] = await readBehind(stage.store, CHANNEL);
  await endSend(stage.store, old, CHANNEL, ref, POSTED, one?.mark);
  expect([await readRow(stage.store, CHANNEL, ref), await behind()]).toEqual([undefined, [ref]]);
  await endSend(stage.store, now, CHANNEL, ref, POSTED, one?.mark);
  expect([await readRow(stage.store, CHANNEL, ref), await behind()]).toEqual([POSTED, []]);
  expect(await fold(stage.store, old, CHANNEL, { under: 'group/1', rank: 1, members: [] })).toBe('lost');
});

test('what was changed while it was being sent is still behind', async () => {
  const [ref = ''] = await alerts(1);
  const lease = await held();
  const [sent] = await readBehind(stage.store, CHANNEL);
  await takeSignal(stage.store, over('recovered', NOW, { condition: 'rmm/check/dc01/0' }));
  await endSend(stage.store, lease, CHANNEL, ref, POSTED, sent?.mark);
  expect(await readBehind(stage.store, CHANNEL)).toMatchObject([{ ref, mark: '2', row: POSTED }]);
});

test('a send without a mark leaves the message behind', async () => {
  const [ref = ''] = await alerts(1);
  await endSend(stage.store, await held(), CHANNEL, ref, { ...NEW_ROW, state: 'waiting' });
  expect(await behind()).toEqual([ref]);
});

const GROUP: Group = {
  kind: 'group',
  schema: 1,
  ref: 'group/1',
  revision: 0,
  sites: [{ client: 'Acme', site: 'Main' }],
  isOverview: false,
  severity: 'high',
  at: NOW,
  places: [{ destination: CHANNEL, as: 'card' }],
};

/** Folds those as they were seen behind. */
async function foldSeen(seen: readonly Behind[], lease: Lease, group: Group = GROUP): Promise<string> {
  return fold(stage.store, lease, CHANNEL, {
    under: group.ref,
    group: { document: group, buckets: ['Acme/Main'] },
    rank: 2,
    members: seen.map(({ ref, mark }) => ({ ref, mark, stand: 3, seenAt: NOW })),
  });
}

async function foldAll(refs: readonly string[], lease: Lease): Promise<string> {
  return foldSeen(
    (await readBehind(stage.store, CHANNEL)).filter(({ ref }) => refs.includes(ref)),
    lease,
  );
}

test('folded items are behind no more, their group is, and it takes in what follows', async () => {
  const refs = await alerts(3);
  const lease = await held();
  expect(await foldAll(refs, lease)).toBe('done');
  expect(await behind()).toEqual(['group/1']);
  expect(await readRow(stage.store, CHANNEL, refs[0] ?? '')).toEqual({
    state: 'folded',
    generation: 1,
    group: 'group/1',
  });
  expect(await readGroups(stage.store, CHANNEL)).toEqual({ 'Acme/Main': { ref: 'group/1', since: NOW, at: NOW } });
  expect(await foldAll(refs, lease)).toBe('clash');
  const [mark] = await readBehind(stage.store, CHANNEL);
  await endSend(stage.store, lease, CHANNEL, 'group/1', POSTED, mark?.mark);
  await takeSignal(stage.store, over('recovered', NOW, { condition: 'rmm/check/dc01/0' }));
  expect(await behind()).toEqual(['group/1']);
});

test('a claim gives a member its own card, and leaves the others folded', async () => {
  const refs = await alerts(3);
  await foldAll(refs, await held());
  const item = (await readItem(stage.store, refs[1] ?? '')) as Alert;
  await commit(stage.store, [changed(decideAlertCommand(item, { verb: 'claim', by: actor(ANN) }, view()))], {
    urgent: true,
  });
  expect(new Set(await behind())).toEqual(new Set(['group/1', refs[1]]));
  expect(await readRow(stage.store, CHANNEL, refs[1] ?? '')).toEqual({ state: 'waiting', generation: 1, apart: true });
  expect((await readRow(stage.store, CHANNEL, refs[2] ?? ''))?.state).toBe('folded');
});

test('what was claimed at the very moment of folding is not swallowed', async () => {
  const refs = await alerts(3);
  const lease = await held();
  const seen = await readBehind(stage.store, CHANNEL);
  const item = (await readItem(stage.store, refs[1] ?? '')) as Alert;
  await commit(stage.store, [changed(decideAlertCommand(item, { verb: 'claim', by: actor(ANN) }, view()))], {
    urgent: true,
  });
  await foldSeen(seen, lease);
  expect(new Set(await behind())).toEqual(new Set(['group/1', refs[1]]));
});

test('notices that were sent go, with the row under which they were', async () => {
  const lease = await held();
  const notice = { destination: CHANNEL, loud: true, rank: 1, at: NOW, card: plainCard({ title: 'x' }) };
  await commit(stage.store, [], { notices: ['a', 'b', 'c'].map((name) => ({ ...notice, key: name })) });
  await endSend(stage.store, lease, CHANNEL, 'notice a', { ...NEW_ROW, state: 'sending' });
  await endNotices(stage.store, { ...lease, epoch: 99 }, CHANNEL, 'notice a', ['a']);
  expect(await readNotices(stage.store, CHANNEL)).toHaveLength(3);
  await endNotices(stage.store, lease, CHANNEL, 'notice a', ['a', 'b']);
  expect((await readNotices(stage.store, CHANNEL)).map((one) => one.key)).toEqual(['c']);
  expect(await readRow(stage.store, CHANNEL, 'notice a')).toBeUndefined();
});

test('work goes on while the lease is held, ends when it is taken, and begins again elsewhere', async () => {
  const stop = new AbortController();
  const heard: string[] = [];
  const leases: Lease[] = [];
  const run = (name: string) =>
    holdLease(
      stage.store.database,
      'pump',
      stop.signal,
      async (lease, signal) => {
        leases.push(lease);
        heard.push(`${name} begins`);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        heard.push(`${name} ends`);
      },
      () => undefined,
    );
  const one = run('one');
  await vi.waitFor(() => expect(heard).toEqual(['one begins']), 5_000);
  const two = run('two');
  await stage.store.database.redis.set(key('lease', 'pump'), 'somebody else', 'PX', 1_500);
  await vi.waitFor(() => expect(heard.slice(0, 2)).toEqual(['one begins', 'one ends']), 5_000);
  await vi.waitFor(() => expect(leases).toHaveLength(2), 5_000);
  expect(leases[1]?.epoch).toBe((leases[0]?.epoch ?? 0) + 1);
  stop.abort();
  await Promise.all([one, two]);
  expect(await stage.store.database.redis.get(key('lease', 'pump'))).toBeNull();
});
