import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Budget, Page } from '../../../src/bot/contract.ts';
import { SendError } from '../../../src/bot/contract.ts';
import { createKeeper } from '../../../src/bot/pump/home-keeper.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { noteViewer, readViewers } from '../../../src/store/viewers.ts';
import { NOW, open, over } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, handsOn, HOUSE, said, STRANGER } from '../desk.ts';
import { NO_PORTS } from '../ports.ts';

const stage = useStage();
const SETTLED = 10_000;
const MINUTE = 60_000;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const PLENTY: Budget = { count: 1_000, seconds: 1, burst: 1_000 };

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** Whoever keeps the pages, and what they drew: account and words. */
function keeping(pacing = PLENTY) {
  const drawn: [account: string, words: string][] = [];
  const failures: Error[] = [];
  const homes = {
    pacing,
    publish(account: string, page: Page) {
      const failure = failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      drawn.push([account, said(page)]);
      return Promise.resolve();
    },
  };
  const desk = { store: stage.store, log: QUIET, ports: NO_PORTS };
  const keeper = createKeeper(desk, 'chat', homes, new AbortController().signal);
  /** Looks, and answers for whom it drew. */
  async function look(): Promise<string[]> {
    const before = drawn.length;
    await keeper.look();
    return drawn.slice(before).map(([account]) => account);
  }
  return { drawn, failures, look, keeper };
}

async function looking(...who: (typeof ANN_PRESSES)[]): Promise<void> {
  for (const one of who) await noteViewer(stage.store, one);
  vi.setSystemTime(Date.now() + SETTLED);
}

test('a page is drawn anew when the desk has changed, and not when it has not', async () => {
  stage.house(HOUSE);
  const { look, drawn } = keeping();
  await looking(ANN_PRESSES);
  expect(await look()).toEqual(['A1']);
  expect(await look()).toEqual([]);
  await takeSignal(stage.store, open());
  stage.now += 1_000;
  expect(await look()).toEqual(['A1']);
  expect(drawn.at(-1)?.[1]).toContain('ACME-DC01');
  stage.now += 1_000;
  expect(await look()).toEqual([]);
  await takeSignal(stage.store, over('recovered', stage.now));
  expect(await look()).toEqual(['A1']);
  expect(drawn.at(-1)?.[1]).not.toContain('ACME-DC01');
});

test('everybody who looks has their own page; a stranger sees how to be linked, nobody else is drawn anything', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  const { look, drawn } = keeping();
  expect(await look()).toEqual([]);
  await looking(ANN_PRESSES, STRANGER);
  expect((await look()).toSorted()).toEqual(['A1', 'Z9']);
  const words = new Map(drawn);
  expect(words.get('A1')).toContain('ACME-DC01');
  expect(words.get('Z9')).toContain('/desk link');
  expect(words.get('Z9')).not.toContain('ACME');
});

test('what was just opened or pressed is left to its own answer, and drawn once more after it', async () => {
  stage.house(HOUSE);
  const { look } = keeping();
  await looking(ANN_PRESSES);
  expect(await look()).toEqual(['A1']);
  await noteViewer(stage.store, ANN_PRESSES);
  await takeSignal(stage.store, open());
  expect(await look()).toEqual([]);
  vi.setSystemTime(Date.now() + SETTLED - 1);
  expect(await look()).toEqual([]);
  vi.setSystemTime(Date.now() + 1);
  expect(await look()).toEqual(['A1']);
  await looking(ANN_PRESSES);
  expect(await look()).toEqual(['A1']);
});

test('what was answered to a press stays for two minutes', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  const { look, drawn } = keeping();
  await handsOn(stage).click(ANN_PRESSES, 'home-acknowledge', 'rmm/check/dc01/3/1', 'tab', 'chat:@A1');
  vi.setSystemTime(NOW + SETTLED);
  await look();
  expect(drawn.at(-1)?.[1]).toContain('↳ You acknowledged');
  vi.setSystemTime(NOW + 2 * MINUTE);
  expect(await look()).toEqual(['A1']);
  expect(drawn.at(-1)?.[1]).not.toContain('↳');
});

test('ages stand still on a page, so that it is drawn anew now and then', async () => {
  stage.house(HOUSE);
  const { look } = keeping();
  await looking(ANN_PRESSES);
  await look();
  vi.setSystemTime(Date.now() + 5 * MINUTE - 1);
  expect(await look()).toEqual([]);
  vi.setSystemTime(Date.now() + 1);
  expect(await look()).toEqual(['A1']);
});

test('no more is drawn than the platform takes, and whoever waited longest goes first', async () => {
  stage.house(HOUSE);
  const { look } = keeping({ count: 1, seconds: 0.5, burst: 1 });
  await looking(ANN_PRESSES, BEN_PRESSES);
  const [first] = await look();
  await takeSignal(stage.store, open());
  expect(await look()).toEqual([]);
  await pause(550);
  const [second] = await look();
  expect([first ?? '', second ?? ''].toSorted()).toEqual(['A1', 'B1']);
});

test('a page that could not be drawn is drawn at the next look, after the rest that was asked for', async () => {
  stage.house(HOUSE);
  const { look, failures } = keeping();
  await looking(ANN_PRESSES);
  failures.push(new SendError('later', 'wait', { retryAfter: 30_000 }), new TypeError('a bug'));
  expect(await look()).toEqual([]);
  vi.setSystemTime(Date.now() + 30_000 - 1);
  expect(await look()).toEqual([]);
  expect(failures).toHaveLength(1);
  vi.setSystemTime(Date.now() + 1);
  expect(await look()).toEqual([]);
  expect(failures).toHaveLength(0);
  expect(await look()).toEqual(['A1']);
});

test('whose page is refused is left alone until they open it again', async () => {
  stage.house(HOUSE);
  const { look, failures } = keeping();
  await looking(ANN_PRESSES);
  failures.push(new SendError('refused', 'they have left'));
  expect(await look()).toEqual([]);
  expect(await readViewers(stage.store, 'chat')).toEqual([]);
  expect(await look()).toEqual([]);
  await looking(ANN_PRESSES);
  expect(await look()).toEqual(['A1']);
});
