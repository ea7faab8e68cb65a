import { expect, test } from 'vitest';
import { unchanged } from '../../src/desk/decision.ts';
import type { Alert } from '../../src/desk/alert/alert.ts';
import { endWindow, planWindow, tickWindow, type WindowWish } from '../../src/desk/quiet/window-command.ts';
import { isWindow, changeWindow, readPastWindows, readWindow } from '../../src/store/windows.ts';
import { adoptConfigured, keepConfigured, keepSourceWindows } from '../../src/store/keep-windows.ts';
import { readLiveWindows } from '../../src/store/live-windows.ts';
import { readDue, readEpisode, readTimeline } from '../../src/store/read.ts';
import { readBehind } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { turnWindows } from '../../src/store/turn-windows.ts';
import { actor, ANN, BEN, CHANNEL, HOUR, MINUTE, NOW, open, over, settings } from '../desk/build.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const CONDITION = 'rmm/check/dc01/3';

const WISH: WindowWish = {
  ref: 'window/one',
  origin: 'chat',
  scope: { client: 'Acme', label: 'Acme' },
  from: NOW,
  to: NOW + HOUR,
  by: actor(ANN),
  reason: 'new firmware',
};

async function plan(more: Partial<WindowWish> = {}): Promise<void> {
  const wish = { ...WISH, ...more };
  await changeWindow(stage.store, wish.ref, (window, view) => (window ? unchanged() : planWindow(wish, view)));
}

/** What the wake job does with windows whose time has come. */
async function turn(store: Store = stage.store): Promise<void> {
  await turnWindows(store, (await readDue(store, store.now(), 100)).filter(isWindow));
}

async function alert(condition = CONDITION): Promise<Alert> {
  const found = await readEpisode(stage.store, condition);
  if (!found) throw new Error('no such alert');
  return found;
}

async function waiting(): Promise<string[]> {
  return (await readBehind(stage.store, CHANNEL)).map(({ ref }) => ref);
}

test('a muted alert waits for no channel until its window is over; then it does, once', async () => {
  await plan();
  await turn();
  await takeSignal(stage.store, open());
  expect((await alert()).places).toEqual([{ destination: CHANNEL, as: 'muted' }]);
  expect(await waiting()).toEqual([]);
  stage.now = NOW + HOUR - 1;
  await turn();
  expect(await waiting()).toEqual([]);
  stage.now = NOW + HOUR;
  await turn();
  expect(await waiting()).toEqual([`${CONDITION}/1`]);
  await turn();
  expect((await readTimeline(stage.store, `${CONDITION}/1`)).map(({ what }) => what)).toEqual([
    'opened',
    'muted',
    'unmuted',
  ]);
  expect([(await readLiveWindows(stage.store)).windows, await readDue(stage.store, stage.now, 9)]).toEqual([[], []]);
  expect((await readPastWindows(stage.store, NOW, stage.now)).map(({ ref }) => ref)).toEqual(['window/one']);
});

test('killed between the end of a window and the last of its alerts: the rest is told by whoever comes next', async () => {
  await plan();
  await turn();
  for (const number of [1, 2, 3]) await takeSignal(stage.store, open({}, { condition: `rmm/check/dc01/${number}` }));
  stage.now = NOW + HOUR;
  await changeWindow(stage.store, 'window/one', (window, view) => (window ? tickWindow(window, view) : unchanged()));
  expect(await waiting()).toEqual([]);
  await turn(stage.another());
  expect(await waiting()).toHaveLength(3);
});

test('a window that begins while an alert is being decided counts: the alert is decided again', async () => {
  const { store } = stage;
  await takeSignal(store, over('recovered', NOW));
  let first = true;
  const slow: Store = {
    ...store,
    now() {
      return stage.now;
    },
    get house() {
      return store.house;
    },
    database: {
      ...store.database,
      async run(script, ...values) {
        if (first && script === 'commit') {
          first = false;
          await plan();
          await turn();
        }
        return store.database.run(script, ...values);
      },
    },
  };
  await takeSignal(slow, open({}, { condition: 'rmm/check/dc01/9' }));
  expect((await alert('rmm/check/dc01/9')).places.map(({ as }) => as)).toEqual(['muted']);
});

test('two people end it at once: one did, the other is told who, and the alert is posted once', async () => {
  await plan();
  await turn();
  await takeSignal(stage.store, open());
  const end = (store: Store, who: typeof ANN) =>
    changeWindow(store, 'window/one', (window, view) => (window ? endWindow(window, actor(who), view) : unchanged()));
  const outcomes = await Promise.all([end(stage.store, ANN), end(stage.another(), BEN)]);
  expect(outcomes.map(({ is }) => is).toSorted()).toEqual(['changed', 'refused']);
  await Promise.all([turn(), turn(stage.another())]);
  expect(await waiting()).toEqual([`${CONDITION}/1`]);
  expect((await readTimeline(stage.store, `${CONDITION}/1`)).filter(({ what }) => what === 'unmuted')).toHaveLength(1);
});

test('the configuration’s windows are there before anything comes, and go with it; what a person ended stays ended', async () => {
  const written = {
    client: 'Acme',
    owner: 'Ann Baker',
    reason: 'patches',
    from: '2026-11-02 08:00',
    to: '2026-11-02 12:00',
  };
  stage.house({ settings: settings({ maintenance: [written] }) });
  await adoptConfigured(stage.store);
  const [window] = (await readLiveWindows(stage.store)).windows;
  expect(window).toMatchObject({ origin: 'configuration', phase: 'running', by: { name: 'Ann Baker' } });
  await takeSignal(stage.store, open());
  expect((await alert()).muted?.window).toBe(window?.ref);
  const without = stage.another({ settings: settings() });
  await adoptConfigured(without);
  await turn();
  expect(await waiting()).toEqual([`${CONDITION}/1`]);
  stage.now += MINUTE;
  await adoptConfigured(stage.store);
  expect((await readWindow(stage.store, window?.ref ?? ''))?.phase).toBe('running');
  await changeWindow(stage.store, window?.ref ?? '', (now, view) =>
    now ? endWindow(now, actor(BEN), view) : unchanged(),
  );
  stage.now += MINUTE;
  await keepConfigured(stage.store);
  expect((await readWindow(stage.store, window?.ref ?? ''))?.phase).toBe('over');
});

test('a process that is on its way out does not end what a newer configuration plans', async () => {
  const written = { client: 'Acme', owner: 'Ann', reason: 'patches', from: '2026-11-02 08:00', to: '2026-11-02 12:00' };
  const older = stage.another({ settings: settings() });
  await adoptConfigured(older);
  stage.house({ settings: settings({ maintenance: [written] }) });
  await adoptConfigured(stage.store);
  await keepConfigured(older);
  expect((await readLiveWindows(stage.store)).windows.map(({ phase }) => phase)).toEqual(['running']);
});

test('asked for again and again, the configuration’s windows change nothing', async () => {
  const written = { client: 'Acme', owner: 'Ann', reason: 'patches', every: ['monday'], from: '08:00', to: '12:00' };
  stage.house({ settings: settings({ maintenance: [written] }) });
  await adoptConfigured(stage.store);
  const before = await readLiveWindows(stage.store);
  await keepConfigured(stage.store);
  await keepConfigured(stage.another({ settings: settings({ maintenance: [written] }) }));
  expect(await readLiveWindows(stage.store)).toEqual(before);
  expect(before.windows.map(({ from, phase }) => [from, phase])).toEqual([
    [NOW - HOUR, 'running'],
    [NOW - HOUR + 7 * 24 * HOUR, 'planned'],
  ]);
});

test('a device that its source keeps quiet has a window without an end until it does not; and again later', async () => {
  stage.house({ sources: { rmm: MINUTE } });
  const quiet = [{ id: 'dc01', name: 'ACME-DC01', client: 'Acme', site: undefined }];
  await keepSourceWindows(stage.store, 'rmm', quiet);
  await keepSourceWindows(stage.store, 'rmm', quiet);
  await adoptConfigured(stage.store);
  const [window, ...others] = (await readLiveWindows(stage.store)).windows;
  expect(others).toEqual([]);
  expect([window?.by.name, window?.to, window?.scope.label]).toEqual(['The RMM', undefined, 'ACME-DC01']);
  await turn();
  await takeSignal(stage.store, open());
  expect((await alert()).muted?.by.name).toBe('The RMM');
  stage.now += MINUTE;
  await keepSourceWindows(stage.store, 'rmm', []);
  await turn();
  expect(await waiting()).toEqual([`${CONDITION}/1`]);
  stage.now += MINUTE;
  await keepSourceWindows(stage.store, 'rmm', quiet);
  const now = (await readLiveWindows(stage.store)).windows;
  expect(now.map(({ ref }) => ref === window?.ref)).toEqual([false]);
});

test('a source that is connected no more keeps nothing quiet', async () => {
  stage.house({ sources: { rmm: MINUTE } });
  await keepSourceWindows(stage.store, 'rmm', [{ id: 'dc01', name: 'DC01', client: undefined, site: undefined }]);
  await turn();
  await adoptConfigured(stage.another({ sources: {} }));
  await turn();
  expect((await readLiveWindows(stage.store)).windows).toEqual([]);
});

test('windows that were read are read again after any of them changed, also when Redis lost what it had', async () => {
  await plan();
  const before = (await readLiveWindows(stage.store)).windows;
  await stage.store.database.redis.flushdb();
  await plan({ reason: 'another one' });
  const after = (await readLiveWindows(stage.store)).windows;
  expect([before, after].map((windows) => windows.map(({ reason }) => reason))).toEqual([
    ['new firmware'],
    ['another one'],
  ]);
});
