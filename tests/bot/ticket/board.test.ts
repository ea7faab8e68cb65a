import { expect, test } from 'vitest';
import { renderCard as inDiscord } from '../../../src/bot/discord/render.ts';
import { renderCard as inSlack } from '../../../src/bot/slack/render.ts';
import type { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { GLOBEX_CHANNEL, HOUR, MINUTE, NOW, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, HOUSE, said, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

const ann = { id: '7', name: 'Ann Baker' };
const GUS = { name: 'Gus Holm', email: 'gus@globex.example' };

async function add(row: string, facts: Partial<TicketFacts> = {}): Promise<void> {
  await takeSignal(stage.store, there({ number: row, ...facts }, { row, readAt: stage.now }));
}

test('a count for each stage, the newest of each, and the way to all of them', async () => {
  stage.house(HOUSE);
  const at = (minutes: number): number => NOW - minutes * MINUTE;
  for (let row = 1; row <= 9; row += 1) await add(String(row), { updatedAt: at(row) });
  await add('20', { assignee: ann, updatedAt: at(1) });
  await add('30', { status: 'pending' });
  await add('40', { status: 'closed' });
  await add('41', { status: 'closed' });
  const hands = handsOn(stage);
  const board = await hands.command(ANN_PRESSES, 'tickets board');
  const words = said(board);
  expect(words).toContain('11 open tickets by stage');
  expect(words).toContain('🆕 New · 9 · longest without news: 2026-11-02 08:51');
  expect(words).toContain('🔧 In progress · 1 /');
  expect(words).toContain('⏸️ Awaiting · 1 /');
  expect(words).toContain('Closed in the last 7 days: ✅ 2 Done · ⏹️ 0 Cancelled · 🚫 0 Rejected');
  expect(buttons(board)).toEqual([
    ...['1', '2', '3', '4', '5', '20', '30'].map((row) => `show desk/${row}`),
    'list - tickets.all~~0.1',
    'list - tickets.all~~1.1',
    'list - tickets.all~~2.1',
    'list - tickets.all~~3.1',
    'board - all',
  ]);
  const list = await hands.click(ANN_PRESSES, 'list', '-', 'tickets.all~~3.1');
  expect(said(list).match(/#\d+/g)).toEqual(['#41', '#40']);
  expect(said(list)).toContain('2 closed tickets · Done');
  stage.now += 8 * 24 * HOUR;
  expect(said(await hands.click(ANN_PRESSES, 'board', '-', 'all'))).toContain('✅ 0 Done');
});

test('an empty desk is told as such, and so is a stage without tickets', async () => {
  stage.house(HOUSE);
  const board = await handsOn(stage).command(ANN_PRESSES, 'tickets BOARD');
  expect(said(board)).toContain('0 open tickets by stage / 🆕 New · none / 🔧 In progress · none / ⏸️ Awaiting · none');
  expect(buttons(board)).toEqual(['board - all']);
});

test("one client's board, by its name or in its own channel; its buttons stay with that client", async () => {
  stage.house(WALLED_HOUSE);
  await add('1');
  await add('2', { customer: GUS });
  await add('3', { customer: GUS, status: 'closed' });
  const hands = handsOn(stage);
  const board = await hands.command(ANN_PRESSES, 'tickets board client:glo');
  expect(said(board)).toContain('1 open ticket by stage · at Globex');
  expect(buttons(board)).toContain('show desk/2');
  const all = buttons(board).find((button) => button.startsWith('list')) ?? '';
  expect(said(await hands.click(ANN_PRESSES, 'list', '-', all.replace('list - ', '')))).toContain(
    '1 open ticket · New · at Globex',
  );
  const walled = await hands.command(ANN_PRESSES, 'tickets board', GLOBEX_CHANNEL);
  expect(said(walled)).toContain('1 open ticket by stage');
  expect(said(walled)).toContain('✅ 1 Done');
  expect(said(await hands.command(ANN_PRESSES, 'tickets board client:Nobody'))).toContain('Known here: Acme, Globex.');
  expect(said(await hands.click(ANN_PRESSES, 'board', '-', 'all~00000000'))).toContain('No ticket of this board');
});

test('a full board has room for all its buttons on both chats', async () => {
  stage.house(HOUSE);
  const long = {
    subject: 'x'.repeat(300),
    customer: { name: 'y'.repeat(300) },
    mailbox: { id: '1', name: 'z'.repeat(99) },
  };
  for (let row = 1; row <= 9; row += 1) {
    await add(`${row}`, long);
    await add(`${row}1`, { ...long, assignee: { id: '9', name: 'n'.repeat(200) } });
    await add(`${row}2`, { ...long, status: 'pending' });
    await add(`${row}3`, { ...long, status: 'closed' });
  }
  const answer = await handsOn(stage).command(ANN_PRESSES, 'tickets board');
  const list = await handsOn(stage).command(ANN_PRESSES, 'tickets');
  for (const one of [answer, list]) {
    const card = one.is === 'card' ? one.card : undefined;
    const wanted = buttons(one).length;
    for (const drawn of card ? [inDiscord(card), inSlack(card)] : [])
      expect(JSON.stringify(drawn).match(/"(custom_id|action_id)"/g)).toHaveLength(wanted);
    expect(wanted).toBeGreaterThan(8);
  }
});
