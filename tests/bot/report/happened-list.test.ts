import { expect, test } from 'vitest';
import { happenedWord } from '../../../src/bot/report/happened-list.ts';
import { heldWord } from '../../../src/bot/report/held-list.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, GLOBEX_CHANNEL, HOUR, MINUTE, NOW, open, over, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, HOUSE, said, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

test('what came and ended in a span opens its rows, inside the client’s wall, and spans side by side count each once', async () => {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, open());
  stage.now = NOW + HOUR;
  await takeSignal(stage.store, over('recovered', stage.now - 1, { readAt: stage.now }));
  await takeSignal(stage.store, open({ client: 'Globex' }, { condition: 'rmm/check/x/1', row: '2' }));
  const hands = handsOn(stage);
  const rows = async (what: 'alerts-came' | 'alerts-ended', from: number, to: number, place: string) => {
    const answer = await hands.click(ANN_PRESSES, 'list', '-', `${happenedWord(what, { from, to })}.1`, place);
    return buttons(answer).filter((button) => button.startsWith('show'));
  };
  const later = NOW + 2 * HOUR;
  expect(await rows('alerts-came', NOW, later, 'chat:main')).toHaveLength(2);
  expect(await rows('alerts-came', NOW, later, GLOBEX_CHANNEL)).toEqual(['show rmm/check/x/1/1']);
  expect(await rows('alerts-ended', NOW, later, ACME_CHANNEL)).toEqual(['show rmm/check/dc01/3/1']);
  expect(await rows('alerts-ended', NOW, NOW + HOUR, ACME_CHANNEL)).toEqual([]);
  expect(await rows('alerts-ended', NOW + HOUR, later, ACME_CHANNEL)).toHaveLength(1);
  expect(await rows('alerts-ended', NOW, later, GLOBEX_CHANNEL)).toEqual([]);
});

test('a figure of one client shows that client, and how long each took', async () => {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, there({ firstReplyAt: NOW - MINUTE, lastReplyFrom: 'staff' }));
  const hands = handsOn(stage);
  const span = { from: NOW - HOUR, to: NOW + HOUR };
  const of = async (client: string) =>
    said(await hands.click(ANN_PRESSES, 'list', '-', `${happenedWord('response', span, client)}.1`));
  expect(await of('Acme')).toContain('1 ticket was answered · Acme');
  expect(await of('Acme')).toContain('9 minutes · ');
  expect(await of('Globex')).toContain('0 tickets were answered');
});

test('a word of another version, or of a year, is answered and reads nothing', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage);
  for (const word of ['happened.what~1~2.1', 'happened.alerts-came.1', `happened.alerts-came~0~${NOW.toString(36)}.1`])
    expect(said(await hands.click(ANN_PRESSES, 'list', '-', word))).toContain('another version');
});

test('who holds what opens what each of them has', async () => {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, there({ assignee: { id: '7', name: 'Ann Baker' } }));
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', 'rmm/check/dc01/3/1');
  const all = await hands.click(ANN_PRESSES, 'list', '-', `${heldWord()}.1`);
  expect(said(all)).toContain('Ann Baker · 1 alert, 1 ticket');
  expect(buttons(all)).toEqual([`list - ${heldWord('Ann Baker')}.1`]);
  const hers = await hands.click(ANN_PRESSES, 'list', '-', `${heldWord('Ann Baker')}.1`);
  expect(buttons(hers)).toEqual(['show rmm/check/dc01/3/1', 'show desk/12']);
  expect(buttons(await hands.click(ANN_PRESSES, 'list', '-', `${heldWord()}.1`, GLOBEX_CHANNEL))).toEqual([]);
});
