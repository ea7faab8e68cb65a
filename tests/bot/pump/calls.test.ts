import { expect, test } from 'vitest';
import { CALLS, noticeRow, pacedCalls } from '../../../src/bot/pump/calls.ts';
import type { ReadyNotice } from '../../../src/bot/pump/look.ts';
import { plainCard } from '../../../src/desk/card.ts';
import { directMessage } from '../../../src/desk/destination.ts';
import { key } from '../../../src/store/redis.ts';
import type { Row } from '../../../src/store/rows.ts';
import { useStage } from '../../store/stage.ts';

const stage = useStage();
const ANN = directMessage('chat', 'A1');
const SECOND = 1_000;

function call(name: string, at = stage.now): ReadyNotice {
  const ref = `rmm/check/${name}/1`;
  const card = plainCard({ ref, title: name });
  return { notice: { key: `${ref}/call`, destination: ANN, ref, chain: 1, loud: true, rank: 1, at, card } };
}

function paced(calls: readonly ReadyNotice[], recent: number): Promise<ReadyNotice[]> {
  return pacedCalls(stage.store, ANN, calls, recent);
}

async function begun(name: string, row: Partial<Row>): Promise<void> {
  const text = JSON.stringify({ state: 'sending', generation: 1, ...row });
  await stage.store.database.redis.hset(key('rows', ANN), name, text);
}

test('300 critical alerts, one a second: the telephone rings some times a minute, and each of them is in a call soon', async () => {
  let waiting: ReadyNotice[] = [];
  const rings: { at: number; of: ReadyNotice[] }[] = [];
  const withinMinute = (): number => rings.filter(({ at }) => stage.now - at < 60 * SECOND).length;
  let most = 0;
  for (let second = 0; second < 320; second += 1) {
    stage.now += SECOND;
    if (second < 300) waiting.push(call(`${second}`));
    for (let ready = await paced(waiting, withinMinute()); ready[0]; ready = await paced(waiting, withinMinute())) {
      const [first] = ready;
      const sent = ready.filter((one) => one === first || (one.bundle !== undefined && one.bundle === first.bundle));
      rings.push({ at: stage.now, of: sent });
      waiting = waiting.filter(({ notice }) => !sent.some((one) => one.notice.key === notice.key));
    }
    most = Math.max(most, withinMinute());
  }
  expect(waiting).toEqual([]);
  expect(rings.reduce((sum, { of }) => sum + of.length, 0)).toBe(300);
  expect(most).toBeLessThanOrEqual(7);
  const late = rings.flatMap(({ at, of }) => of.map(({ notice }) => at - notice.at));
  expect(Math.max(...late)).toBeLessThanOrEqual(15 * SECOND);
});

test('three calls go one by one and at once, more that wait together go as one', async () => {
  const calls = ['a', 'b', 'c', 'd'].map((name) => call(name));
  expect((await paced(calls.slice(0, 3), 0)).map(({ bundle }) => bundle)).toEqual([undefined, undefined, undefined]);
  expect(new Set((await paced(calls, 0)).map(({ bundle }) => bundle))).toEqual(new Set([CALLS]));
  expect(await paced([], 0)).toEqual([]);
});

test('what was begun alone, or together, and may have arrived, stays so, however many wait by then', async () => {
  const calls = ['a', 'b', 'c', 'd'].map((name) => call(name));
  const [first] = calls;
  await begun(first ? noticeRow(first) : '', {});
  expect(await paced(calls, 9)).toEqual([first]);
  await begun(`lines ${CALLS}`, { batch: [first?.notice.key ?? ''] });
  expect((await paced(calls.slice(0, 1), 0)).map(({ bundle }) => bundle)).toEqual([CALLS]);
});
