import { expect, test } from 'vitest';
import { noticeRow } from '../../../src/bot/pump/calls.ts';
import { bundledDirect, DIRECT } from '../../../src/bot/pump/direct.ts';
import type { ReadyNotice } from '../../../src/bot/pump/look.ts';
import { plainCard } from '../../../src/desk/card.ts';
import { directMessage } from '../../../src/desk/destination.ts';
import { key } from '../../../src/store/redis.ts';
import type { Row } from '../../../src/store/rows.ts';
import { useStage } from '../../store/stage.ts';

const stage = useStage();
const ANN = directMessage('chat', 'A1');

function reminder(name: string, rank = 1): ReadyNotice {
  const ref = `rmm/check/${name}/1`;
  const card = plainCard({ ref, title: name });
  return { notice: { key: `${ref}/late`, destination: ANN, loud: true, rank, at: stage.now, card } };
}

async function begun(name: string, row: Partial<Row>): Promise<void> {
  const text = JSON.stringify({ state: 'sending', generation: 1, ...row });
  await stage.store.database.redis.hset(key('rows', ANN), name, text);
}

async function bundles(ready: readonly ReadyNotice[]): Promise<(string | undefined)[]> {
  return (await bundledDirect(stage.store, ANN, ready)).map(({ bundle }) => bundle);
}

test('up to three are read one by one, more go together, and what goes before all else stays by itself', async () => {
  const few = ['a', 'b', 'c'].map((name) => reminder(name));
  expect(await bundles(few)).toEqual([undefined, undefined, undefined]);
  expect(await bundles([...few, reminder('d'), reminder('page', 0)])).toEqual([
    ...Array.from({ length: 4 }, () => DIRECT),
    undefined,
  ]);
  expect(await bundles([])).toEqual([]);
});

test('what was begun alone, and may have arrived, stays alone, however many wait by then', async () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => reminder(name));
  const [first] = all;
  await begun(first ? noticeRow(first) : '', {});
  expect(await bundles(all)).toEqual([undefined, ...Array.from({ length: 4 }, () => DIRECT)]);
});

test('what was begun together stays together, however few are left', async () => {
  const all = ['a', 'b'].map((name) => reminder(name));
  await begun(`lines ${DIRECT}`, { batch: [all[0]?.notice.key ?? ''] });
  expect(await bundles(all)).toEqual([DIRECT, undefined]);
});
