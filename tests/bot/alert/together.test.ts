import { expect, test } from 'vitest';
import { bulk } from '../../../src/jobs/bulk.ts';
import type { JobParts } from '../../../src/jobs/parts.ts';
import { beginBulk, carryOn } from '../../../src/store/bulk.ts';
import type { Bulk } from '../../../src/desk/storm/bulk.ts';
import { readMembers } from '../../../src/store/members.ts';
import { readNotices } from '../../../src/store/notices.ts';
import { readOutbox } from '../../../src/store/outbox.ts';
import { readItem, readOpen } from '../../../src/store/read.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, actor, ANN, CHANNEL, NOW, open, over } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { allQuiet, type Chat, createChat, startPump, words } from '../chat.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, handsOn, HOUSE, said, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

function condition(index: number): string {
  return `rmm/check/dc01/${index}`;
}

function refOf(index: number): string {
  return `${condition(index)}/1`;
}

async function raise(count: number, facts: object = {}): Promise<void> {
  for (let index = 1; index <= count; index += 1)
    await takeSignal(stage.store, open({ title: `alert ${index}`, ...facts }, { condition: condition(index) }));
}

/** The card of a storm that has been folded, and the word of its buttons. */
async function storm(count: number): Promise<{ group: string; word: string; chat: Chat }> {
  const chat = createChat();
  await raise(count);
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const [message] = chat.messages;
  const word = message?.card.actions.find(({ verb }) => verb === 'all-acknowledge')?.with ?? '';
  return { group: message?.card.ref ?? '', word, chat };
}

async function alertOf(index: number) {
  const item = await readItem(stage.store, refOf(index));
  if (item?.kind !== 'alert') throw new Error(`there is no alert ${index}`);
  return item;
}

test('a storm is acknowledged together; what is over, seen, or came after the button was drawn is left alone, and said', async () => {
  stage.house(HOUSE);
  const { group, word } = await storm(60);
  const hands = handsOn(stage);
  await takeSignal(stage.store, over('recovered', NOW, { condition: condition(1) }));
  await hands.click(BEN_PRESSES, 'acknowledge', refOf(2));
  await hands.click(ANN_PRESSES, 'acknowledge', refOf(3));
  const answer = await hands.click(ANN_PRESSES, 'all-acknowledge', group, word);
  expect(said(answer)).toBe(
    'You acknowledged 57 of 59 alerts. Left alone: 1 acknowledged by Ben Cole, 1 acknowledged by you before. They are not solved by that.',
  );
  expect([(await alertOf(2)).acknowledged?.by.name, (await alertOf(60)).acknowledged?.by.name]).toEqual([
    'Ben Cole',
    'Ann Baker',
  ]);
  expect((await readOutbox(stage.store)).filter(({ job }) => job === 'bulk')).toEqual([]);
});

test('what failed only after the button was drawn is not acted on', async () => {
  stage.house(HOUSE);
  await raise(3);
  const hands = handsOn(stage);
  const list = await hands.command(ANN_PRESSES, 'alerts');
  const press = buttons(list).find((button) => button.startsWith('all-acknowledge')) ?? '';
  const [, ref = '', word = ''] = press.split(' ');
  stage.now += 1_000;
  await takeSignal(stage.store, open({ title: 'later' }, { condition: condition(9) }));
  expect(said(await hands.click(ANN_PRESSES, 'all-acknowledge', ref, word))).toContain('You acknowledged 3 alerts.');
  expect((await alertOf(9)).acknowledged).toBeUndefined();
});

test('two people claim the same storm at once: each alert has one winner, and both are told how many', async () => {
  stage.house(HOUSE);
  const { group, word } = await storm(180);
  const hands = handsOn(stage);
  const answers = await Promise.all([
    hands.click(ANN_PRESSES, 'all-claim', group, word),
    hands.click(BEN_PRESSES, 'all-claim', group, word),
  ]);
  const counts = answers.map((answer) => Number(/claimed (\d+)/.exec(said(answer))?.[1]));
  const holders = (await readOpen(stage.store, 'alert')).map((item) => item.kind === 'alert' && item.claimed?.by.name);
  const held = (name: string) => holders.filter((holder) => holder === name).length;
  expect(counts).toEqual([held('Ann Baker'), held('Ben Cole')]);
  expect(held('Ann Baker') + held('Ben Cole')).toBe(180);
  expect(said(answers[0] ?? { is: 'said', line: [] })).toMatch(/^You claimed/);
});

test('many that are claimed at once stay on the card of the storm', async () => {
  stage.house(HOUSE);
  const { group, word, chat } = await storm(10);
  await using _pump = await startPump(stage, chat);
  await handsOn(stage).click(ANN_PRESSES, 'all-claim', group, word);
  await allQuiet(stage);
  expect(chat.messages.map(({ card }) => card.title || words({ card }))).toEqual([
    '10 alerts at Acme, Main office',
    'Ann Baker claimed 10 alerts.',
  ]);
  expect((await readMembers(stage.store, group, { from: 0, most: 20 })).every(({ stand }) => stand % 3 === 2)).toBe(
    true,
  );
});

test('one list alone is acted on, behind the wall of the place where it was pressed', async () => {
  stage.house(WALLED_HOUSE);
  await raise(3);
  await takeSignal(stage.store, open({ client: 'Globex', title: 'globex' }, { condition: condition(7) }));
  const hands = handsOn(stage);
  const list = await hands.command(ANN_PRESSES, 'alerts', ACME_CHANNEL);
  const press = buttons(list).find((button) => button.startsWith('all-claim')) ?? '';
  const [, ref = '', word = ''] = press.split(' ');
  expect(said(await hands.click(BEN_PRESSES, 'all-claim', ref, word, ACME_CHANNEL))).toBe('You claimed 3 alerts.');
  expect((await alertOf(7)).claimed).toBeUndefined();
});

const ORDER: Bulk = {
  kind: 'bulk',
  schema: 1,
  ref: 'bulk/1',
  revision: 0,
  verb: 'acknowledge',
  by: actor(ANN),
  at: NOW,
  place: CHANNEL,
  total: 0,
  next: 0,
  done: 0,
  left: {},
};

test('a process that is killed in the middle leaves nothing half done: the job ends it, and whoever pressed is told', async () => {
  stage.house(HOUSE);
  await raise(120);
  const refs = (await readOpen(stage.store, 'alert')).map(({ ref }) => ref);
  await beginBulk(stage.store, { ...ORDER, total: 120 }, refs);
  const begun = performance.now();
  // The first step is taken, and then its process is gone.
  const halfway = await carryOn(stage.store, ORDER.ref, { by: begun, isWaitedFor: true });
  expect([halfway?.next, halfway?.endedAt]).toEqual([0, undefined]);
  const parts = { store: stage.store } as unknown as JobParts;
  const effects = await readOutbox(stage.store);
  expect(effects.map(({ job, key }) => [job, key])).toEqual([['bulk', 'bulk/1']]);
  await Promise.all([bulk(parts, 'bulk/1'), bulk(parts, 'bulk/1')]);
  const ended = await readItem(stage.store, 'bulk/1');
  expect(ended?.kind === 'bulk' && [ended.done, ended.next, ended.left]).toEqual([120, 120, {}]);
  expect((await readOutbox(stage.store)).filter(({ job }) => job === 'bulk')).toEqual([]);
  const told = await readNotices(stage.store, 'chat:@A1');
  expect(told.map(({ card }) => card.title)).toEqual(['Done']);
  await bulk(parts, 'bulk/1');
  expect(await readNotices(stage.store, 'chat:@A1')).toHaveLength(1);
});

test('a second delivery of the same press does nothing more', async () => {
  stage.house(HOUSE);
  const { group, word } = await storm(8);
  const { interactions } = handsOn(stage);
  const ask = { is: 'click', verb: 'all-acknowledge', ref: group, revision: 1, with: word } as const;
  const request = { id: 'once', presser: ANN_PRESSES, place: CHANNEL, ask };
  const first = said(await interactions.answer(request));
  expect(first).toContain('You acknowledged 8 alerts.');
  expect(said(await interactions.answer(request))).toBe(first);
});

test('all are snoozed until one instant, each by an order of its own; what takes no snooze is counted', async () => {
  stage.house({ ...HOUSE, abilities: { rmm: ['snooze'] } });
  const { group, word } = await storm(8);
  const hands = handsOn(stage);
  const form = await hands.click(ANN_PRESSES, 'all-snooze', group, word);
  const token = form.is === 'form' ? form.form.token : '';
  await takeSignal(stage.store, open({ title: 'alert 1', snoozed: {} }, { condition: condition(1), readAt: NOW + 1 }));
  const submit = (until: string) =>
    hands.interactions.answer({
      id: `submit-${until}`,
      presser: ANN_PRESSES,
      place: CHANNEL,
      ask: { is: 'submit', form: 'snooze', token, filled: { until, note: 'ISP works' } },
    });
  expect(said(await submit('soon'))).toContain('mistakes');
  expect(said(await submit('4h'))).toContain('You snoozed 7 of 8 alerts until');
  const orders = (await readOutbox(stage.store)).filter(({ job }) => job === 'write-back');
  expect(new Set(orders.map(({ key }) => key)).size).toBe(7);
  expect((await alertOf(2)).order?.reason).toBe('ISP works');
});
