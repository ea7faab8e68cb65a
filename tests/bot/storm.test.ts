import { expect, test } from 'vitest';
import type { Alert } from '../../src/desk/alert.ts';
import { decideAlertCommand } from '../../src/desk/alert-command.ts';
import { plainCard } from '../../src/desk/card.ts';
import { commit } from '../../src/store/commit.ts';
import { readItem, readOpen } from '../../src/store/read.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { actor, ANN, changed, MINUTE, NOW, open, over, there, view } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';
import { allQuiet, createChat, startPump, words } from './chat.ts';

const stage = useStage();

function condition(index: number): string {
  return `rmm/check/dc01/${index}`;
}

/** Open alerts at one client and site. */
async function raise(count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1)
    await takeSignal(stage.store, open({ title: `alert ${index}` }, { condition: condition(index) }));
}

test('a storm of 300 is one card, whose every member can be reached and whose numbers stay true', async () => {
  const chat = createChat({ posts: { count: 1, seconds: 1, burst: 1 } });
  await raise(300);
  await using pump = await startPump(stage, chat);
  await allQuiet(stage);
  expect(chat.messages.map(({ card }) => card.title)).toEqual(['300 alerts at Acme, Main office']);
  const group = await readItem(stage.store, chat.messages[0]?.card.ref ?? '');
  const members = group?.kind === 'group' ? group.members : [];
  expect(new Set(members)).toEqual(new Set((await readOpen(stage.store, 'alert')).map(({ ref }) => ref)));

  const worse = open(
    { type: 'availability', client: 'Acme', title: 'alert 7' },
    { condition: condition(7), readAt: NOW + 1 },
  );
  await takeSignal(pump.store, worse);
  await takeSignal(pump.store, over('recovered', NOW + 1, { condition: condition(8) }));
  await allQuiet(stage);
  expect(words(chat.messages[0] ?? { card: plainCard({ title: '' }) })).toContain('299 still failing, 1 over');
});

test('members of a storm that rise together ring once, below its card', async () => {
  const chat = createChat({ posts: { count: 10, seconds: 1, burst: 1 } });
  {
    await raise(8);
    await using _pump = await startPump(stage, chat);
    await allQuiet(stage);
  }
  for (const index of [1, 2, 3]) {
    const facts = { type: 'availability', client: 'Acme', title: `alert ${index}` };
    await takeSignal(stage.store, open(facts, { condition: condition(index), readAt: NOW + 1 }));
  }
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const [card, ...below] = chat.messages;
  expect(below.map((one) => [one.thread, one.loud, one.card.title, one.card.lines.length])).toEqual([
    [card?.reference, true, '3 alerts of this storm need you', 3],
  ]);
});

test('a claim within a storm gets a card of its own', async () => {
  const chat = createChat();
  await raise(8);
  await using pump = await startPump(stage, chat);
  await allQuiet(stage);
  const item = (await readItem(stage.store, `${condition(5)}/1`)) as Alert;
  await commit(pump.store, [changed(decideAlertCommand(item, { verb: 'claim', by: actor(ANN) }, view()))], {
    urgent: true,
  });
  await allQuiet(stage);
  expect(chat.messages.filter((one) => one.thread === undefined).map(({ card }) => card.title)).toEqual([
    '8 alerts at Acme, Main office',
    'alert 5',
  ]);
});

test('what follows within ten minutes joins the storm; later it has a card of its own', async () => {
  const chat = createChat();
  await raise(8);
  await using pump = await startPump(stage, chat);
  await allQuiet(stage);
  stage.now += 9 * MINUTE;
  await takeSignal(pump.store, open({ title: 'straggler' }, { condition: condition(50) }));
  await allQuiet(stage);
  expect(chat.messages.map(({ card }) => card.title)).toEqual(['9 alerts at Acme, Main office']);
  stage.now += 11 * MINUTE;
  await takeSignal(pump.store, open({ title: 'new one' }, { condition: condition(51) }));
  await allQuiet(stage);
  expect(chat.messages.map(({ card }) => card.title)).toEqual(['9 alerts at Acme, Main office', 'new one']);
});

test('tickets never fold', async () => {
  const chat = createChat();
  for (let index = 0; index < 9; index += 1) await takeSignal(stage.store, there({}, { row: String(index) }));
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  expect(chat.messages).toHaveLength(9);
});
