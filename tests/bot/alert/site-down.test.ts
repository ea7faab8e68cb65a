import { expect, test, vi } from 'vitest';
import { readItem } from '../../../src/store/read.ts';
import { readRows } from '../../../src/store/rows.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { judgeSites, keepFleet } from '../../../src/store/sites.ts';
import { readEpisode } from '../../../src/store/read.ts';
import { siteCondition } from '../../../src/desk/storm/site-down.ts';
import { CHANNEL, MINUTE, NOW, open, over } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { allQuiet, type Chat, createChat, startPump, words } from '../chat.ts';
import { ANN_PRESSES, buttons, handsOn, HOUSE, said } from '../desk.ts';

const stage = useStage();
const HQ = { client: 'Globex', site: 'HQ' };

function condition(index: number): string {
  return `rmm/availability/g${index}`;
}

async function watched(servers: number): Promise<void> {
  const devices = Array.from({ length: servers }, () => ({ ...HQ, kind: 'server', maintenance: false }));
  await keepFleet(stage.store, 'rmm', devices);
}

/** The devices fall silent one after another, as a source tells it, and the site is looked at after each. */
async function fallSilent(from: number, to: number): Promise<void> {
  for (let index = from; index <= to; index += 1) {
    const device = { id: `g${index}`, name: `GLOBEX-${index}`, kind: 'server' as const };
    const facts = { ...HQ, type: 'availability', title: `GLOBEX-${index} is offline`, device, startedAt: stage.now };
    await takeSignal(stage.store, open(facts, { condition: condition(index), readAt: stage.now }));
    await judgeSites(stage.store);
  }
}

async function answers(from: number, to: number): Promise<void> {
  for (let index = from; index <= to; index += 1)
    await takeSignal(stage.store, over('recovered', stage.now, { condition: condition(index) }));
  await judgeSites(stage.store);
}

function titles(chat: Chat): string[] {
  return chat.messages.filter(({ thread }) => thread === undefined).map(({ card }) => card.title);
}

test('a site that is down is one card that rings once; its devices are under it, and each can be reached', async () => {
  stage.house({ ...HOUSE, sources: { rmm: MINUTE } });
  await watched(14);
  const chat = createChat();
  await using _pump = await startPump(stage, chat);
  await fallSilent(1, 14);
  await allQuiet(stage);
  // The first two came before anything could be known of the site.
  const shown = titles(chat);
  expect(shown.at(-1)).toBe('Site Globex/HQ is down: 14 of 14 devices do not answer');
  expect(shown.length).toBeLessThanOrEqual(3);
  expect(chat.messages.filter(({ loud }) => loud)).toEqual([]);
  const card = chat.messages.find((one) => one.card.title.startsWith('Site'));
  const folded = 14 - (shown.length - 1);
  expect(words(card ?? never())).toContain(`${folded} alerts folded here: ${folded} still failing, 0 over.`);
  const hands = handsOn(stage);
  const ref = card?.card.ref ?? '';
  const pages = await Promise.all(['1', '2'].map((page) => hands.click(ANN_PRESSES, 'group-list', ref, page)));
  const listed = pages.flatMap(buttons).filter((button) => button.startsWith('show'));
  expect(new Set(listed).size).toBe(folded);
  const word = buttons(pages[0] ?? never()).find((button) => button.startsWith('all-acknowledge')) ?? '';
  expect(said(await hands.click(ANN_PRESSES, 'all-acknowledge', ref, word.split(' ')[2]))).toContain(
    `${folded} alerts`,
  );
});

function never(): never {
  throw new Error('there is no card');
}

test('when the site answers its card says so; what still does not has ten minutes, and then a card of its own, for good', async () => {
  stage.house({ ...HOUSE, sources: { rmm: MINUTE } });
  await watched(4);
  const chat = createChat();
  await fallSilent(1, 4);
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  stage.now += 5 * MINUTE;
  await answers(1, 3);
  await allQuiet(stage);
  expect(chat.messages.filter(({ thread }) => thread === undefined).map(({ card }) => card.badge)).toEqual([
    '✅ RECOVERED',
  ]);
  expect(words(chat.messages[0] ?? never())).toContain('1 still failing, 3 over');
  stage.now += 9 * MINUTE;
  await judgeSites(stage.store);
  await allQuiet(stage);
  expect(titles(chat)).toHaveLength(1);
  stage.now += 2 * MINUTE;
  await judgeSites(stage.store);
  await allQuiet(stage);
  expect(titles(chat).slice(1)).toEqual(['GLOBEX-4 is offline']);
  const left = await readItem(stage.store, `${condition(4)}/1`);
  expect(left?.kind === 'alert' && left.ended).toBeUndefined();
  await judgeSites(stage.store);
  stage.now += MINUTE;
  await fallSilent(1, 3);
  await allQuiet(stage);
  // The same outage goes on: its card, and what rings is below it.
  expect(titles(chat)).toHaveLength(2);
  expect((await readEpisode(stage.store, siteCondition(HQ)))?.firings).toBe(2);
});

test('too few devices, or a site of which nobody knows the devices: each has its own card', async () => {
  stage.house({ ...HOUSE, sources: { rmm: MINUTE } });
  const chat = createChat();
  await fallSilent(1, 3);
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  expect(titles(chat)).toEqual(['GLOBEX-1 is offline', 'GLOBEX-2 is offline', 'GLOBEX-3 is offline']);
  expect(stage.now).toBe(NOW);
});

test('a site that answers again before its card was out has one all the same: its devices have no other', async () => {
  stage.house({ ...HOUSE, sources: { rmm: MINUTE } });
  await watched(4);
  const chat = createChat();
  chat.mishaps.push({ on: 'post', is: 'later', after: 1_500 });
  await fallSilent(1, 4);
  await using _pump = await startPump(stage, chat);
  await vi.waitFor(async () => {
    const rows = await readRows(
      stage.store,
      CHANNEL,
      [1, 2, 3, 4].map((index) => `${condition(index)}/1`),
    );
    expect([...rows.values()].map(({ state }) => state)).toEqual(['folded', 'folded', 'folded', 'folded']);
  });
  stage.now += MINUTE;
  await answers(1, 3);
  await allQuiet(stage);
  expect(chat.messages.filter(({ thread }) => thread === undefined).map(({ card }) => card.badge)).toEqual([
    '✅ RECOVERED',
  ]);
  const sheet = said(await handsOn(stage).command(ANN_PRESSES, 'desk ledger'));
  expect(sheet).toContain('5 seen = 1 posted + 4 folded into storm cards');
});
