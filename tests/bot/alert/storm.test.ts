import { expect, test, vi } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { plainCard } from '../../../src/desk/card.ts';
import { commit } from '../../../src/store/commit.ts';
import { readMembers } from '../../../src/store/members.ts';
import { readItem, readOpen } from '../../../src/store/read.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { actor, ANN, changed, MINUTE, NOW, open, over, there, view } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { allListed, allQuiet, createChat, startPump, words } from '../chat.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, handsOn, HOUSE, said } from '../desk.ts';

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
  const members = await readMembers(stage.store, chat.messages[0]?.card.ref ?? '', { from: 0, most: 1_000 });
  expect(members).toHaveLength(300);
  expect(new Set(members.map(({ ref }) => ref))).toEqual(
    new Set((await readOpen(stage.store, 'alert')).map(({ ref }) => ref)),
  );

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
  expect(words(chat.messages[0] ?? { card: plainCard({ title: '' }) })).toContain('1 of them has a card of its own.');
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

/** Alerts at many sites of one client. */
async function scatter(sites: number, each: number): Promise<void> {
  for (let site = 0; site < sites; site += 1) {
    for (let index = 0; index < each; index += 1) {
      const facts = { title: `alert ${site}-${index}`, site: `Site ${site}` };
      await takeSignal(stage.store, open(facts, { condition: `rmm/check/s${site}/${index}` }));
    }
  }
}

test('above five sites one card lists them, and its thread names each member once', async () => {
  const chat = createChat();
  await scatter(8, 20);
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const top = chat.messages.filter(({ thread }) => thread === undefined);
  expect(top.map(({ card }) => card.title)).toEqual(['160 alerts at 8 sites']);
  stage.now += MINUTE;
  await allListed(stage);
  const lists = chat.messages.filter(({ thread }) => thread === top[0]?.reference);
  const named = lists.flatMap(({ card }) => (card.list ?? []).filter((line) => line.includes('alert')));
  expect(new Set(named).size).toBe(160);
  expect(named).toHaveLength(160);
  // Each but the last is as full as it can be.
  expect(lists.length).toBeLessThanOrEqual(Math.ceil((named.join('\n').length + 8 * 20) / 540));
  expect(lists.every(({ loud }) => !loud)).toBe(true);
});

test('a list whose answer was lost is looked up and not said again', async () => {
  const chat = createChat();
  await scatter(8, 20);
  {
    await using _pump = await startPump(stage, chat);
    await allQuiet(stage);
  }
  chat.mishaps.push({ on: 'post', is: 'lost' });
  stage.now += MINUTE;
  await using _pump = await startPump(stage, chat);
  await allListed(stage);
  const named = chat.messages.flatMap(({ card }) => (card.list ?? []).filter((line) => line.includes('alert')));
  expect(named).toHaveLength(160);
  expect(new Set(named).size).toBe(160);
});

test('a member that is given a card of its own is never folded again', async () => {
  stage.house(HOUSE);
  const chat = createChat();
  await raise(8);
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const hands = handsOn(stage);
  const ref = `${condition(3)}/1`;
  expect(buttons(await hands.click(ANN_PRESSES, 'show', ref))).toContain(`own-card ${ref}`);
  expect(said(await hands.click(ANN_PRESSES, 'own-card', ref))).toContain('alert 3 gets a card of its own');
  await allQuiet(stage);
  expect(said(await hands.click(BEN_PRESSES, 'own-card', ref))).toBe('alert 3 has a card of its own already.');
  expect(buttons(await hands.click(ANN_PRESSES, 'show', ref))).not.toContain(`own-card ${ref}`);
  expect(chat.messages.map(({ card }) => card.title)).toEqual(['8 alerts at Acme, Main office', 'alert 3']);
  const list = said(await hands.click(ANN_PRESSES, 'group-list', chat.messages[0]?.card.ref ?? '', '1'));
  expect(list).toContain('alert 3 · Acme, Main office');
  expect(list).toContain('has its own card');
  await takeSignal(stage.store, over('recovered', NOW, { condition: condition(4) }));
  const late = said(await hands.click(ANN_PRESSES, 'own-card', `${condition(4)}/1`));
  expect(late).toContain('alert 4 recovered');
});

test('while a storm goes on without a pause its card is there, and is kept true', async () => {
  const chat = createChat();
  await using pump = await startPump(stage, chat);
  const going = new AbortController();
  const raising = (async () => {
    for (let index = 1; !going.signal.aborted && index < 20_000; index += 8) {
      const batch = Array.from({ length: 8 }, (_, more) => index + more);
      await Promise.all(
        batch.map((one) => takeSignal(pump.store, open({ title: `alert ${one}` }, { condition: condition(one) }))),
      );
    }
  })();
  try {
    await vi.waitFor(() => expect(chat.messages.some(({ edits }) => edits >= 2)).toBe(true), { timeout: 15_000 });
  } finally {
    going.abort();
    await raising;
  }
  expect(chat.messages.filter(({ card }) => card.badge.includes('STORM'))).toHaveLength(1);
});
