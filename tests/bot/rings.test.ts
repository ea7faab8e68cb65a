import { expect, test } from 'vitest';
import { decideTick } from '../../src/desk/wake.ts';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import { type Decision, type DeskView, unchanged } from '../../src/desk/decision.ts';
import { directMessage } from '../../src/desk/destination.ts';
import type { WorkItem } from '../../src/desk/item.ts';
import { plainCard } from '../../src/desk/card.ts';
import { change } from '../../src/store/change.ts';
import { commit } from '../../src/store/commit.ts';
import { readOpen, readWork } from '../../src/store/read.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { CHANNEL, MINUTE, open, settings } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';
import { allQuiet, createChat, startPump, words } from './chat.ts';

const stage = useStage();
const COUNT = 150;

async function forAll(decide: (item: WorkItem, view: DeskView) => Decision<WorkItem>): Promise<void> {
  for (const { ref } of await readOpen(stage.store, 'alert')) {
    await change<WorkItem, WorkItem | undefined>(stage.store, {
      read: () => readWork(stage.store, ref),
      decide: (item, view) => (item ? decide(item, view) : unchanged()),
    });
  }
}

test('a storm that nobody answers in time rings once, names some, and says how many more', async () => {
  const chat = createChat({ posts: { count: 10, seconds: 1, burst: 1 } });
  for (let index = 1; index <= COUNT; index += 1)
    await takeSignal(stage.store, open({ title: `alert ${index}` }, { condition: `rmm/check/dc01/${index}` }));
  {
    await using _pump = await startPump(stage, chat);
    await allQuiet(stage);
  }
  stage.now += 24 * 60 * MINUTE;
  await forAll((item, view) => decideTick(item, view));
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const [card, ...below] = chat.messages;
  expect(below.map((one) => [one.thread, one.card.title])).toEqual([
    [card?.reference, `${COUNT} alerts of this storm need you`],
  ]);
  const [ring] = below;
  expect(ring && words(ring)).toContain('and 130 more');
});

test('whoever acknowledged forty alerts is reminded of them in one message, with the way to all of them; a call stays by itself', async () => {
  const chat = createChat();
  stage.house({
    settings: { ...stage.store.house.settings, people: [{ name: 'Ann', role: 'technician', chat: 'A1' }] },
  });
  for (let index = 1; index <= 40; index += 1)
    await takeSignal(stage.store, open({ title: `alert ${index}` }, { condition: `rmm/check/dc01/${index}` }));
  const by = { id: 'Ann', name: 'Ann', via: 'chat' };
  await forAll((item, view) =>
    item.kind === 'alert' ? decideAlertCommand(item, { verb: 'acknowledge', by }, view) : unchanged(),
  );
  stage.now += stage.store.house.settings.acknowledge.remindAfter;
  await forAll((item, view) => decideTick(item, view));
  const destination = directMessage('chat', 'A1');
  const call = plainCard({
    ref: 'stop/acme/1',
    title: 'Acme: malware',
    actions: [{ verb: 'stop-show', label: 'Show' }],
  });
  const notice = { key: 'stop/acme/1/page-1', destination, loud: true, rank: 0, at: stage.now, card: call };
  await commit(stage.store, [], { notices: [notice] });
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const direct = chat.messages.filter((one) => one.destination === destination);
  expect(direct.map(({ card }) => [card.title, card.actions.map(({ label }) => label)])).toEqual([
    ['Acme: malware', ['Show']],
    ['40 alerts and tickets wait for you', ['Show my alerts', 'Show my tickets']],
  ]);
  expect(direct[1] && words(direct[1])).toContain('and 20 more');
});

const ONCALL = { oncall: { rotations: [{ name: 'primary', layers: [{ people: ['Ann'] }] }] } };
const CALLED = settings({
  ...ONCALL,
  people: [{ name: 'Ann', role: 'technician', chat: 'A1' }],
  severity: { overrides: [{ when: {}, is: 'critical', because: 'all is' }] },
});

test('a storm that calls somebody names them once, and writes to them once', async () => {
  const chat = createChat({ posts: { count: 10, seconds: 1, burst: 1 } });
  stage.house({ settings: CALLED });
  for (let index = 1; index <= COUNT; index += 1)
    await takeSignal(stage.store, open({ title: `alert ${index}` }, { condition: `rmm/check/dc01/${index}` }));
  {
    await using _pump = await startPump(stage, chat);
    await allQuiet(stage);
  }
  await forAll((item, view) => decideTick(item, view));
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const titles = chat.messages.slice(1).map((one) => `${one.destination} ${one.card.title}`);
  expect(titles).toHaveLength(2);
  expect(titles).toContain(`chat:@A1 You are called about ${COUNT} at once`);
  expect(titles).toContain(`${CHANNEL} ${COUNT} alerts of this storm need you`);
  const ring = chat.messages
    .findLast(({ destination }) => destination === CHANNEL)
    ?.card.lines.flat()
    .filter((span) => typeof span === 'object' && 'mention' in span);
  expect(ring).toEqual([{ mention: 'Ann', accounts: { chat: 'A1' } }]);
});

test('a call that could not be sent before somebody answered is not sent any more', async () => {
  const chat = createChat();
  stage.house({ settings: CALLED });
  await takeSignal(stage.store, open());
  await forAll((item, view) => decideTick(item, view));
  const by = { id: 'Ben', name: 'Ben', via: 'chat' };
  await forAll((item, view) =>
    item.kind === 'alert' ? decideAlertCommand(item, { verb: 'acknowledge', by }, view) : unchanged(),
  );
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  expect(chat.messages.filter(({ card }) => card.badge === '🔔 CALL')).toEqual([]);
  expect(chat.messages.some(({ destination }) => destination === 'chat:@A1')).toBe(false);
});
