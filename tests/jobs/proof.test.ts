import { expect, test } from 'vitest';
import type { Notice } from '../../src/desk/decision.ts';
import { SystemError } from '../../src/desk/errors.ts';
import { isOpen } from '../../src/desk/item.ts';
import type { ProofState } from '../../src/desk/look/proof.ts';
import type { Signal } from '../../src/desk/signal.ts';
import { OURSELVES } from '../../src/desk/alert/silence.ts';
import { plain } from '../../src/desk/text.ts';
import type { Integration, Known, Poll } from '../../src/integrations/contract.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { proof } from '../../src/jobs/proof.ts';
import { metrics } from '../../src/http/metrics.ts';
import { readDigest } from '../../src/store/digest.ts';
import { readNotices } from '../../src/store/notices.ts';
import { addProofWish, checkProofs, readProof, readProofWishes } from '../../src/store/proofs.ts';
import { readWork } from '../../src/store/read.ts';
import { key } from '../../src/store/redis.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { writeSource } from '../../src/store/sources.ts';
import { CHANNEL, CLIENTS, GLOBEX_CHANNEL, HOUR, MINUTE, NOW, open, over, settings, there } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A source that tells polls one thing and, when everything is to be told, another. */
interface Teller {
  quick: Signal[];
  whole: Signal[];
  counts: number;
  fails: boolean;
}

function tellerOf(kind: 'alert' | 'ticket' = 'alert'): { teller: Teller; parts: JobParts } {
  const teller: Teller = { quick: [], whole: [], counts: 0, fails: false };
  async function poll(known: Known): Promise<Poll> {
    if (teller.fails) throw new SystemError('rmm', 'later', 'The RMM is away');
    if (known.whole) teller.counts += 1;
    const signals = known.whole ? [...teller.quick, ...teller.whole] : teller.quick;
    return { signals, cursor: 'c', openAtSource: signals.filter(({ seen }) => 'facts' in seen).length };
  }
  const source = { kind, pollSeconds: 60, poll, read: async () => undefined };
  const integration = {
    id: kind === 'alert' ? 'rmm' : 'desk',
    title: 'The RMM',
    source,
    check: async () => [],
    close: async () => undefined,
  };
  const parts = {
    get store() {
      return stage.store;
    },
    integrations: [integration as Integration],
    log: SILENT,
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
  return { teller, parts };
}

/** The desk has known its source for days, and it is four in the morning. */
async function atFour(id = 'rmm'): Promise<void> {
  stage.house({ sources: { [id]: HOUR } });
  stage.now = NOW - 5 * HOUR;
  await writeSource(stage.store, id, { firstAt: NOW - 100 * HOUR, based: true, cursor: 'c' });
}

function told(notices: readonly Notice[]): string[] {
  return notices.filter((one) => one.loud).map(({ card }) => [card.title, ...card.lines.map(plain)].join(' / '));
}

async function noticed(destination = CHANNEL): Promise<string[]> {
  return told(await readNotices(stage.store, destination));
}

async function differences(id = 'rmm'): Promise<unknown[]> {
  return (
    (await readProof(stage.store, id)).proof?.differences.map(({ what, ref, mended }) => [what, ref, mended]) ?? []
  );
}

const REF = 'rmm/check/dc01/3/1';
const OLD = { startedAt: NOW - 50 * HOUR };

test('where both sides agree, the count is kept and nobody is bothered', async () => {
  await atFour();
  const { teller, parts } = tellerOf();
  teller.quick = [open(OLD, { readAt: stage.now })];
  await proof(parts);
  expect(await readProof(stage.store, 'rmm')).toEqual({
    day: '2026-11-02',
    proof: { at: stage.now, counted: 1, found: 0, differences: [] },
  } satisfies ProofState);
  expect((await readProof(stage.store, OURSELVES)).proof).toMatchObject({ found: 0 });
  expect(await noticed()).toEqual([]);
});

test('what no poll brought is taken in, told, and counted no second time', async () => {
  await atFour();
  const { teller, parts } = tellerOf();
  teller.whole = [open(OLD, { readAt: stage.now + 1 })];
  await proof(parts);
  expect(await differences()).toEqual([['unknown', REF, true]]);
  expect((await readWork(stage.store, REF))?.places).toEqual([{ destination: CHANNEL, as: 'card' }]);
  expect(await noticed()).toEqual([
    'The count at The RMM found 1 difference / What is open there was held against what is open here, item by item. / • ACME-DC01: disk C is full: open in The RMM, and unknown here; taken in now',
  ]);
  await proof(parts);
  expect(teller.counts).toBe(1);
  stage.now += 24 * HOUR;
  teller.whole = [open(OLD, { readAt: stage.now + 1 })];
  await proof(parts);
  expect([teller.counts, await differences()]).toEqual([2, []]);
});

test('what had been there before the desk first looked comes to light quietly', async () => {
  await atFour();
  const { teller, parts } = tellerOf();
  teller.whole = [open({ startedAt: NOW - 200 * HOUR }, { readAt: stage.now + 1 })];
  await proof(parts);
  expect((await readWork(stage.store, REF))?.places).toEqual([{ destination: CHANNEL, as: 'baseline' }]);
  expect(await differences()).toEqual([['unknown', REF, true]]);
});

test('what is open here and gone there is settled, what is not the same is taken over', async () => {
  await atFour();
  const { teller, parts } = tellerOf();
  const other = { condition: 'rmm/check/dc01/4', row: '2' };
  await takeSignal(stage.store, open(OLD, { readAt: NOW - 20 * HOUR }));
  await takeSignal(stage.store, open({ ...OLD, title: 'the other' }, { ...other, readAt: NOW - 20 * HOUR }));
  teller.whole = [
    over('recovered', NOW - 10 * HOUR, { readAt: stage.now + 1 }),
    open({ ...OLD, title: 'the other', raw: 'info', snoozed: {} }, { ...other, readAt: stage.now + 1 }),
  ];
  await proof(parts);
  expect(await differences()).toEqual([
    ['over', REF, true],
    ['different', 'rmm/check/dc01/4/1', true],
  ]);
  const item = await readWork(stage.store, REF);
  expect(item && isOpen(item)).toBe(false);
  expect((await noticed()).join()).toContain(
    'The RMM calls it info, here it was error; snoozed in The RMM, here it was not',
  );
});

test('tickets are held against each other as well', async () => {
  await atFour('desk');
  const { teller, parts } = tellerOf('ticket');
  const was = { updatedAt: NOW - 40 * HOUR };
  for (const row of ['1', '2', '3']) await takeSignal(stage.store, there(was, { row, readAt: NOW - 20 * HOUR }));
  const readAt = stage.now + 1;
  teller.whole = [
    there({ ...was, status: 'closed' }, { row: '1', readAt }),
    there({ ...was, assignee: { id: '7', name: 'Ann Baker' } }, { row: '2', readAt }),
    there(was, { row: '3', readAt }),
    there(was, { row: '4', readAt }),
    there({}, { row: '5', readAt, seen: { state: 'gone', how: 'spam', at: NOW - 30 * HOUR } }),
  ];
  await proof(parts);
  expect(await differences('desk')).toEqual([
    ['over', 'desk/1', true],
    ['different', 'desk/2', true],
    ['unknown', 'desk/4', true],
  ]);
});

test('what is newer than the poll is taken in and is no difference', async () => {
  await atFour();
  const { teller, parts } = tellerOf();
  teller.whole = [open({ startedAt: stage.now - 10_000 }, { readAt: stage.now + 1 })];
  await proof(parts);
  expect([await differences(), (await readWork(stage.store, REF))?.kind]).toEqual([[], 'alert']);
});

test('what is open here and of which a whole count says nothing is named', async () => {
  await atFour();
  const { parts } = tellerOf();
  await takeSignal(stage.store, open(OLD, { readAt: NOW - 20 * HOUR }));
  await proof(parts);
  expect(await differences()).toEqual([['untold', REF, false]]);
});

test('a source that is away at night is said to be, and counted when it is back', async () => {
  await atFour();
  const { teller, parts } = tellerOf();
  teller.fails = true;
  await proof(parts);
  const failing = { since: stage.now, triedAt: stage.now, sentence: 'The RMM is away.' };
  expect(await readProof(stage.store, 'rmm')).toEqual({ failing });
  stage.now += 9 * MINUTE;
  teller.fails = false;
  await proof(parts);
  expect(await readProof(stage.store, 'rmm')).toEqual({ failing });
  stage.now += MINUTE;
  await proof(parts);
  expect(await readProof(stage.store, 'rmm')).toMatchObject({ day: '2026-11-02', proof: { found: 0 } });
  expect((await readProof(stage.store, 'rmm')).failing).toBeUndefined();
});

test.each([
  ['before its time', { at: NOW - 7 * HOUR }],
  ['a source that was not there yet', { at: NOW, firstAt: NOW - HOUR }],
  ['a source whose first read is not complete', { at: NOW, based: false }],
])(
  'no count %s',
  async (_, { at, firstAt = NOW - 100 * HOUR, based = true }: { at: number; firstAt?: number; based?: boolean }) => {
    stage.now = at;
    await writeSource(stage.store, 'rmm', { firstAt, based, cursor: 'c' });
    const { teller, parts } = tellerOf();
    await proof(parts);
    expect(teller.counts).toBe(0);
  },
);

test('a count that somebody wants is made at once, and its result is told where it was wanted', async () => {
  await atFour();
  stage.now = NOW - 8 * HOUR;
  const { teller, parts } = tellerOf();
  await addProofWish(stage.store, 'chat:@A1');
  await proof(parts);
  expect([teller.counts, await readProofWishes(stage.store)]).toEqual([1, []]);
  expect(await noticed('chat:@A1')).toEqual([expect.stringContaining('Counted again / ✅ The RMM: ')]);
  await proof(parts);
  expect(teller.counts).toBe(1);
});

test("only shared channels hear of differences: they may be any client's", async () => {
  await atFour();
  stage.house({ settings: settings({ clients: CLIENTS }), defaults: [GLOBEX_CHANNEL] });
  const { teller, parts } = tellerOf();
  teller.whole = [open({ ...OLD, client: 'Acme' }, { readAt: stage.now + 1 })];
  await proof(parts);
  expect([await noticed(GLOBEX_CHANNEL), await differences()]).toEqual([[], [['unknown', REF, true]]]);
});

test("the desk's own books are balanced too: what waits for nothing is looked at again", async () => {
  await atFour();
  const { parts } = tellerOf();
  await takeSignal(stage.store, open({}, { readAt: stage.now, source: 'other' }));
  await stage.store.database.redis.zrem(key('behind', CHANNEL), REF);
  await proof(parts);
  expect(await differences(OURSELVES)).toEqual([['astray', REF, true]]);
  expect(await stage.store.database.redis.zscore(key('behind', CHANNEL), REF)).not.toBeNull();
});

test('health, digest and metrics tell how the last count went', async () => {
  await atFour();
  const { teller, parts } = tellerOf();
  teller.whole = [open(OLD, { readAt: stage.now + 1 })];
  await proof(parts);
  expect(await checkProofs(stage.store)).toMatchObject([
    { what: 'Count at The RMM', state: 'good', says: expect.stringContaining('1 counted, 1 difference, all mended') },
    { state: 'good', says: expect.stringContaining('no difference') },
  ]);
  expect((await readDigest(stage.store, CHANNEL)).proofs?.map(plain).join()).toContain('⚠️ Count at The RMM: ');
  expect((await readDigest(stage.store, 'chat:@A1')).proofs).toBeDefined();
  const told = await metrics(stage.store);
  expect(told).toContain('deskbell_proof_differences{source="rmm"} 1');
  expect(told).toContain(`deskbell_seen_items{destination="${CHANNEL}"} 1`);
  stage.now += 24 * HOUR;
  teller.fails = true;
  await proof(parts);
  expect((await checkProofs(stage.store))[0]).toMatchObject({
    state: 'warning',
    says: expect.stringContaining('could not be counted'),
  });
});
