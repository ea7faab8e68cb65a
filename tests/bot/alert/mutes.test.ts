import { expect, test } from 'vitest';
import { unchanged } from '../../../src/desk/decision.ts';
import { planWindow, type WindowWish } from '../../../src/desk/quiet/window-command.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { turnWindows } from '../../../src/store/turn-windows.ts';
import { changeWindow } from '../../../src/store/windows.ts';
import {
  ACME_CHANNEL,
  actor,
  ANN,
  CHANNEL,
  CLIENTS,
  HOUR,
  NOW,
  open,
  over,
  settings,
  there,
} from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, HOUSE, PEOPLE, said, STRANGER, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

const WISH: WindowWish = {
  ref: 'window/one',
  origin: 'chat',
  scope: { client: 'Acme', label: 'Acme' },
  from: NOW,
  to: NOW + HOUR,
  by: actor(ANN),
  reason: 'new *firmware* <!channel>',
};

async function plan(more: Partial<WindowWish> = {}): Promise<void> {
  const wish = { ...WISH, ...more };
  await changeWindow(stage.store, wish.ref, (window, view) => (window ? unchanged() : planWindow(wish, view)));
  await turnWindows(stage.store, [wish.ref]);
}

test('an empty book says so, and offers to plan a window', async () => {
  stage.house(HOUSE);
  const book = await handsOn(stage).command(STRANGER, 'desk mutes');
  expect(said(book)).toBe('Nothing is muted / No window, no snooze and no rule hides anything here now.');
  expect(buttons(book)).toEqual(['window-form -', 'mutes - past.1']);
});

test('every kind of mute is a row with its owner, its reason and its end; each opens what it hides', async () => {
  const house = settings({
    people: PEOPLE,
    routes: [{ when: { client: 'Globex' }, to: [CHANNEL], as: 'listed' }],
  });
  stage.house({ settings: house, abilities: { rmm: ['snooze', 'wake'] } });
  const raise = (name: string, facts: object): Promise<unknown> =>
    takeSignal(stage.store, open({ title: name, ...facts }, { condition: `rmm/check/${name}/1` }));
  await takeSignal(stage.store, open({ title: 'old one' }, { condition: 'rmm/check/old/1' }), true);
  await plan();
  await plan({
    ref: 'window/two',
    from: NOW + HOUR,
    to: NOW + 2 * HOUR,
    scope: { client: 'Umbrella', label: 'Umbrella' },
  });
  await raise('held', { client: 'Acme' });
  await raise('by hand', { client: 'Other', snoozed: { until: NOW + 3 * HOUR } });
  await raise('hidden', { client: 'Other', hidden: true });
  await raise('globex one', { client: 'Globex' });
  await raise('quiet', { client: 'Other', raw: 'warning' });
  const hands = handsOn(stage);
  const book = await hands.command(ANN_PRESSES, 'desk mutes');
  const text = said(book);
  expect(text.split(' / ')).toEqual([
    '7 mutes',
    expect.stringMatching(/^🔧 Acme · until 2026-11-02 10:00 · Ann Baker: new \*firmware\* <!channel> · 2 hidden$/),
    '😴 by hand · until 2026-11-02 12:00 · somebody in The RMM: snoozed by hand in The RMM',
    '📋 Hidden in The RMM · The RMM: shown here alone · 1 hidden',
    '📋 Route 1 lists and does not post · the configuration: routes says so · 1 hidden',
    '📋 Warning alerts are listed, not posted · the configuration: severity.post says so · 1 hidden',
    expect.stringContaining('📋 Open before Deskbell first looked'),
    '🔧 Umbrella · planned, begins 2026-11-02 10:00 · until 2026-11-02 11:00 · Ann Baker: new *firmware* <!channel>',
  ]);
  const opened = buttons(book).filter((button) => button.startsWith('mute '));
  expect(opened).toEqual([
    'mute window/one window.1',
    'mute rmm/check/by hand/1/1 snooze.1',
    'mute - hidden-rmm.1',
    'mute - route-1.1',
    'mute - post-warning.1',
    'mute - baseline.1',
    'mute window/two window.1',
  ]);
  const window = await hands.click(ANN_PRESSES, 'mute', 'window/one', 'window.1');
  expect(said(window)).toContain('2 in all, 2 of them open.');
  expect(said(window)).toContain('held');
  expect(buttons(window)).toContain('window-end window/one');
  expect(said(await hands.click(ANN_PRESSES, 'mute', '-', 'route-1.1'))).toContain('globex one');
  expect(said(await hands.click(ANN_PRESSES, 'mute', '-', 'post-warning.1'))).toContain('quiet');
  expect(said(await hands.click(ANN_PRESSES, 'mute', '-', 'baseline.1'))).toContain('old one');
  const snooze = await hands.click(ANN_PRESSES, 'mute', 'rmm/check/by hand/1/1', 'snooze.1');
  expect(buttons(snooze)).toContain('wake rmm/check/by hand/1/1');
  expect(said(await hands.click(ANN_PRESSES, 'mute', '-', 'route-9.1'))).toContain('hides nothing any more');
});

test('many mutes have pages, and what one hides has pages of its own', async () => {
  stage.house(HOUSE);
  await plan();
  for (let number = 0; number < 20; number += 1) {
    const facts = { title: `alert ${number}`, snoozed: { until: NOW + HOUR + number } };
    await takeSignal(stage.store, open(facts, { condition: `rmm/check/dc01/${number}` }));
  }
  const hands = handsOn(stage);
  const first = await hands.command(ANN_PRESSES, 'desk mutes');
  expect(said(first)).toContain('21 mutes');
  expect(buttons(first)).toContain('mutes - 2');
  const last = await hands.click(ANN_PRESSES, 'mutes', '-', '3');
  expect(buttons(last).filter((button) => button.startsWith('mute '))).toHaveLength(5);
  expect(said(await hands.click(ANN_PRESSES, 'mutes', '-', '99'))).toBe(said(last));
  const second = await hands.click(ANN_PRESSES, 'mute', 'window/one', 'window.2');
  expect(said(second)).toContain('20 in all');
  expect(buttons(second)).toEqual(expect.arrayContaining(['mute window/one window.1', 'mute window/one window.3']));
});

test('a window that is over stays in reach with what it had held back, also what ended meanwhile', async () => {
  stage.house(HOUSE);
  await plan();
  await takeSignal(stage.store, open({ title: 'gone' }, { condition: 'rmm/check/a/1' }));
  await takeSignal(stage.store, over('recovered', NOW + 1, { condition: 'rmm/check/a/1' }));
  await takeSignal(stage.store, open({ title: 'still there' }, { condition: 'rmm/check/b/1' }));
  stage.now = NOW + HOUR;
  await turnWindows(stage.store, ['window/one']);
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk mutes'))).toContain('Nothing is muted');
  const past = await hands.click(ANN_PRESSES, 'mutes', '-', 'past.1');
  expect(said(past)).toContain('🔧 Acme · over 2026-11-02 10:00');
  expect(said(past)).toContain('2 held back');
  const window = await hands.click(ANN_PRESSES, 'mute', 'window/one', 'window.1');
  expect(said(window)).toContain('2 in all, 1 of them open.');
  expect(buttons(window)).not.toContain('window-end window/one');
  stage.now = NOW + 8 * 24 * HOUR;
  expect(said(await hands.click(ANN_PRESSES, 'mutes', '-', 'past.1'))).toContain('No maintenance window was over');
});

test('a client’s channel sees neither the windows nor the hidden items of another, nor what is about no client', async () => {
  stage.house({ ...WALLED_HOUSE, settings: settings({ people: PEOPLE, clients: CLIENTS }) });
  await plan({ ref: 'window/globex', scope: { client: 'Globex', label: 'Globex' } });
  await plan({ ref: 'window/any', scope: { device: { name: 'X1' }, label: 'X1' } });
  await plan();
  await takeSignal(
    stage.store,
    open({ client: 'Globex', title: 'theirs', raw: 'warning' }, { condition: 'rmm/check/g/1' }),
  );
  await takeSignal(stage.store, there());
  const book = said(await handsOn(stage).command(ANN_PRESSES, 'desk mutes', ACME_CHANNEL));
  expect(book).toContain('1 mutes');
  expect(book).not.toMatch(/Globex|X1|theirs/);
});

test('strangers elsewhere are told how to be known, not what is muted', async () => {
  stage.house(HOUSE);
  await plan();
  const hands = handsOn(stage);
  for (const typed of ['desk mutes', 'desk noise'])
    expect(said(await hands.command(STRANGER, typed, 'chat:elsewhere'))).toContain('I do not know you yet');
});
