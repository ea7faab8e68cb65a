import { expect, test } from 'vitest';
import { equation } from '../../src/desk/look/ledger.ts';
import { plain } from '../../src/desk/text.ts';
import { checkin } from '../../src/jobs/checkin.ts';
import { digest } from '../../src/jobs/digest.ts';
import { handover } from '../../src/jobs/handover.ts';
import { opening } from '../../src/jobs/opening.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { wake } from '../../src/jobs/wake.ts';
import { weekly } from '../../src/jobs/weekly.ts';
import { readLedger } from '../../src/store/ledger.ts';
import { readNotices } from '../../src/store/notices.ts';
import { readWork } from '../../src/store/read.ts';
import { readBehind } from '../../src/store/rows.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { readSource, writeSource } from '../../src/store/sources.ts';
import type { Store } from '../../src/store/store.ts';
import {
  ACME_CHANNEL,
  CHANNEL,
  CLIENTS,
  GLOBEX_CHANNEL,
  HOUR,
  MINUTE,
  NOW,
  open,
  over,
  settings,
  there,
} from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();

/** It is Monday, 09:00 in UTC; channels open at ten. */
const OPENING = NOW + HOUR;
const QUIET = { quiet: [{ hours: [{ from: '20:00', to: '10:00' }] }] };

function parts(store: Store = stage.store): JobParts {
  return {
    store,
    integrations: [],
    log: { info: () => undefined, warn: () => undefined, error: (fields) => expect(fields).toBeUndefined() },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

async function titles(place = CHANNEL, store = stage.store): Promise<string[]> {
  return (await readNotices(store, place)).map(({ card }) => card.title);
}

async function quietTitles(): Promise<string[]> {
  return (await titles()).filter((title) => title.startsWith('Quiet'));
}

function high(row: string, device = row) {
  const facts = { check: 'diskspace', device: { id: device, name: device, kind: 'server' as const } };
  return open(facts, { row, condition: `rmm/check/${device}/3` });
}

/** A night with an alert that is still open, one that was over, and a ticket. */
async function night(): Promise<string[]> {
  await takeSignal(stage.store, high('1'));
  await takeSignal(stage.store, high('2'));
  await takeSignal(stage.store, { ...over('recovered', NOW + MINUTE), row: '2', condition: 'rmm/check/2/3' });
  await takeSignal(stage.store, there());
  return ['rmm/check/1/3/1', 'rmm/check/2/3/1', 'desk/12'];
}

async function standings(refs: readonly string[]): Promise<(string | undefined)[]> {
  const items = await Promise.all(refs.map((ref) => readWork(stage.store, ref)));
  return items.map((item) => item?.places[0]?.as);
}

async function told(): Promise<string[]> {
  const { balances } = await readLedger(stage.store, { from: 0, to: NOW + 24 * HOUR });
  return balances.map(equation);
}

test('held until the channel opens; then one message tells of all, and what is open gets its card; nothing is lost', async () => {
  stage.house({ settings: settings(QUIET) });
  const refs = await night();
  for (const minutes of [0, 30, 59]) {
    stage.now = NOW + minutes * MINUTE;
    await wake(parts());
    await opening(parts());
  }
  expect([await standings(refs), await titles()]).toEqual([['held', 'held', 'held'], []]);
  expect(await told()).toEqual(['3 seen = 3 held in quiet hours']);

  stage.now = OPENING;
  await wake(parts());
  await opening(parts());
  expect(await standings(refs)).toEqual(['card', 'held', 'card']);
  expect(await told()).toEqual(['3 seen = 1 held in quiet hours + 2 pending']);
  const [notice] = await readNotices(stage.store, CHANNEL);
  expect([notice?.card.title, notice?.loud, notice?.card.lines.map(plain)]).toEqual([
    'Quiet hours are over: 2 alerts and 1 ticket came',
    true,
    ['2 still open, each with a card of its own · 1 over by now.'],
  ]);
  expect(notice?.card.rows.map(({ action }) => action?.ref)).toEqual([refs[0], refs[2], refs[1]]);
  expect(plain(notice?.card.rows.at(-1)?.line ?? [])).toContain('over since');
});

test('two replicas release once, and so does one that fell between the message and the cards', async () => {
  stage.house({ settings: settings(QUIET) });
  await opening(parts());
  const refs = await night();
  stage.now = OPENING + MINUTE;
  const other: Store = { ...stage.store, database: stage.another(stage.store.house).database };
  await Promise.all([opening(parts()), opening(parts(other))]);
  expect([await titles(), await standings(refs)]).toEqual([
    ['Quiet hours are over: 2 alerts and 1 ticket came'],
    ['held', 'held', 'held'],
  ]);
  // Whoever starts again does the rest.
  await Promise.all([wake(parts()), wake(parts(other))]);
  await opening(parts(other));
  expect([await titles(), await standings(refs)]).toEqual([
    ['Quiet hours are over: 2 alerts and 1 ticket came'],
    ['card', 'held', 'card'],
  ]);
  const released = await readWork(stage.store, refs[0] ?? '');
  const once = released?.revision;
  await wake(parts());
  expect((await readWork(stage.store, refs[0] ?? ''))?.revision).toBe(once);
});

test('a desk that was down at the opening tells it when it is back, for half a day', async () => {
  stage.house({ settings: settings(QUIET) });
  await night();
  stage.now = OPENING + 9 * HOUR;
  await wake(parts());
  await opening(parts());
  expect(await titles()).toEqual(['Quiet hours are over: 2 alerts and 1 ticket came']);
});

test.each([
  ['sooner', [{ hours: [{ from: '20:00', to: '09:30' }] }], NOW + 30 * MINUTE],
  ['later', [{ hours: [{ from: '20:00', to: '11:00' }] }], OPENING + HOUR],
  ['at once', [], NOW + 10 * MINUTE],
])(
  'hours that are changed while something is held, so that the channel opens %s: all of it is told and released then, once',
  async (_, changed, opens) => {
    stage.house({ settings: settings(QUIET) });
    await opening(parts());
    const refs = await night();
    stage.now = NOW + 10 * MINUTE;
    const after: Store = stage.another({ settings: settings({ quiet: changed }) });
    const parted = parts(after);
    for (stage.now = NOW + 10 * MINUTE; stage.now < opens; stage.now += 10 * MINUTE) {
      await opening(parted);
      await wake(parted);
      expect([await quietTitles(), await standings(refs)]).toEqual([[], ['held', 'held', 'held']]);
    }
    for (const minutes of [0, 1, 90]) {
      stage.now = opens + minutes * MINUTE;
      await opening(parted);
      await wake(parted);
    }
    expect([await quietTitles(), await standings(refs)]).toEqual([
      ['Quiet hours are over: 2 alerts and 1 ticket came'],
      ['card', 'held', 'card'],
    ]);
  },
);

test('what was over while the desk was down for a day is told at the next opening; other hours tell nothing twice', async () => {
  stage.house({ settings: settings(QUIET) });
  await night();
  stage.now = OPENING + 23 * HOUR;
  await takeSignal(stage.store, high('3'));
  stage.now = OPENING + 24 * HOUR;
  await wake(parts());
  await opening(parts());
  expect(await quietTitles()).toEqual(['Quiet hours are over: 3 alerts and 1 ticket came']);
  stage.now += HOUR;
  const after = parts(stage.another({ settings: settings({ quiet: [{ hours: [{ from: '22:00', to: '08:00' }] }] }) }));
  await opening(after);
  await wake(after);
  expect(await quietTitles()).toEqual(['Quiet hours are over: 3 alerts and 1 ticket came']);
});

test('nothing came: nothing is said, not even when something comes later', async () => {
  stage.house({ settings: settings(QUIET) });
  stage.now = OPENING;
  await opening(parts());
  await takeSignal(stage.store, high('1'));
  await opening(parts());
  expect([await titles(), await standings(['rmm/check/1/3/1'])]).toEqual([[], ['card']]);
});

test("each client's channel is told of its own alone", async () => {
  stage.house({ settings: settings({ ...QUIET, clients: CLIENTS }) });
  await takeSignal(stage.store, high('1'));
  const globex = high('2');
  const seen = globex.seen.state === 'open' ? globex.seen : undefined;
  expect(seen).toBeDefined();
  if (seen) await takeSignal(stage.store, { ...globex, seen: { ...seen, facts: { ...seen.facts, client: 'Globex' } } });
  stage.now = OPENING;
  await opening(parts());
  for (const [place, device] of [
    [ACME_CHANNEL, '1'],
    [GLOBEX_CHANNEL, '2'],
  ] as const) {
    const notices = await readNotices(stage.store, place);
    expect(notices.map(({ card }) => card.rows.map(({ action }) => action?.ref))).toEqual([
      [`rmm/check/${device}/3/1`],
    ]);
  }
});

test('a digest whose time falls into quiet hours comes at its time: neither later nor a day late', async () => {
  const house = { ...QUIET, digests: [{ to: [CHANNEL], at: '22:00' }] };
  stage.house({ settings: settings(house), sources: { rmm: 60_000 } });
  await writeSource(stage.store, 'rmm', await readSource(stage.store, 'rmm'));
  const ten = NOW + 13 * HOUR;
  stage.now = ten - 1;
  await digest(parts());
  expect(await titles()).toEqual([]);
  stage.now = ten;
  await digest(parts());
  expect(await titles()).toEqual(['How things stand, 2026-11-02']);
  for (stage.now = ten; stage.now < ten + 23 * HOUR; stage.now += HOUR) await digest(parts());
  expect(await titles()).toEqual(['How things stand, 2026-11-02']);
});

test('a check-in, a handover and the weekly one come at their time in quiet hours too', async () => {
  const at = { to: [CHANNEL], at: '09:30' };
  const digests = ['checkin', 'handover', 'weekly'].map((kind) => ({ ...at, kind }));
  stage.house({ settings: settings({ ...QUIET, digests }), sources: { rmm: 60_000 } });
  await writeSource(stage.store, 'rmm', await readSource(stage.store, 'rmm'));
  stage.now = NOW + 30 * MINUTE;
  for (const job of [checkin, handover, weekly]) await job(parts());
  expect(await titles()).toEqual([expect.stringContaining('week')]);
  expect((await readBehind(stage.store, CHANNEL)).length).toBe(2);
});
