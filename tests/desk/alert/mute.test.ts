import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { alertCard } from '../../../src/desk/alert/card.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { tickMute } from '../../../src/desk/alert/mute.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import {
  actor,
  ANN,
  alertAfter,
  anAlert,
  changed,
  CHANNEL,
  frozen,
  HOUR,
  MINUTE,
  NOW,
  open,
  over,
  view,
} from '../build.ts';
import { aWindow } from '../quiet/window.ts';

const IN_WINDOW = view({ windows: [aWindow()] });
const AFTER = NOW + HOUR;
const after = view({ now: AFTER, windows: [aWindow()] });

function standing(alert: Alert): string[] {
  return alert.places.map(({ as }) => as);
}

function rings(decision: { notices: readonly { loud: boolean }[] }): number {
  return decision.notices.filter(({ loud }) => loud).length;
}

test('what opens within a window is taken in, muted and silent, and knows by which window', () => {
  const decision = changed(decideAlertSignal(undefined, open(), IN_WINDOW, false));
  expect(standing(decision.item)).toEqual(['muted']);
  expect(decision.item.muted).toEqual({
    window: 'window/one',
    by: actor(ANN),
    reason: 'new firmware',
    since: NOW,
    until: NOW + HOUR,
  });
  expect(decision.item.mutedBy).toEqual(['window/one']);
  expect(decision.notices).toEqual([]);
  expect(decision.entries.map(({ what }) => what)).toEqual(['opened', 'muted']);
});

test('what would only be listed stays listed in a window, and what was there before the first start stays quiet', () => {
  expect(standing(anAlert({ raw: 'warning' }, IN_WINDOW))).toEqual(['listed']);
  expect(standing(alertAfter([open()], IN_WINDOW, true))).toEqual(['baseline']);
});

test('a re-fire and a rise within a window ring nobody, whether it has a card or not', () => {
  const critical = open({ raw: 'error', check: 'ping' }, { readAt: NOW + 2 });
  for (const alert of [anAlert({ raw: 'warning' }, IN_WINDOW), anAlert({}, IN_WINDOW), anAlert()]) {
    const rose = changed(decideAlertSignal(frozen(alert), critical, IN_WINDOW, false));
    expect([rose.item.severity, rings(rose)]).toEqual(['critical', 0]);
    const row = { row: '2', readAt: NOW + 3 };
    const refired = changed(decideAlertSignal(frozen(alert), open({ startedAt: NOW + 1 }, row), IN_WINDOW, false));
    expect([refired.item.firings, rings(refired)]).toEqual([2, 0]);
  }
  const listed = changed(decideAlertSignal(anAlert({ raw: 'warning' }, IN_WINDOW), critical, IN_WINDOW, false));
  expect(standing(listed.item)).toEqual(['muted']);
});

test('when the window is over and it still fails, it is posted then and says since when', () => {
  const alert = anAlert({}, IN_WINDOW);
  expect(tickMute(alert, view({ now: AFTER - 1, windows: [aWindow()] }))).toEqual({ is: 'unchanged' });
  const decision = changed(tickMute(frozen(alert), after));
  expect(standing(decision.item)).toEqual(['card']);
  expect(decision.item.muted).toBeUndefined();
  expect(decision.item.heldBack).toMatchObject({ since: NOW, until: AFTER });
  // The new card rings by itself.
  expect(decision.notices).toEqual([]);
  const words = alertCard(decision.item, view()).lines.map(plain).join(' / ');
  expect(words).toContain('Failing since');
  expect(words).toContain('Held back by maintenance of Ann Baker');
  expect(words).toContain('new firmware');
});

test('what ended meanwhile is never posted, and keeps by which window it was muted', () => {
  const alert = alertAfter([open(), over('recovered', NOW + 5)], IN_WINDOW);
  expect([standing(alert), alert.muted?.window]).toEqual([['muted'], 'window/one']);
  expect(tickMute(alert, after)).toEqual({ is: 'unchanged' });
});

test('a card that stands stays a card and says whose maintenance it is; when that is over it rings, once', () => {
  const alert = anAlert();
  const begun = changed(tickMute(frozen(alert), IN_WINDOW));
  expect([standing(begun.item), rings(begun)]).toEqual([['card'], 0]);
  expect(begun.notices).toHaveLength(1);
  const card = alertCard(begun.item, view());
  expect(card.badge).toContain('MAINTENANCE');
  expect(card.lines.map(plain).join(' / ')).toContain(
    'In maintenance by Ann Baker until 2026-11-02 10:00: new firmware.',
  );
  expect(tickMute(begun.item, IN_WINDOW)).toEqual({ is: 'unchanged' });
  const freed = changed(tickMute(frozen(begun.item), after));
  expect(freed.notices.map(({ destination, loud }) => [destination, loud])).toEqual([[CHANNEL, true]]);
  expect(freed.item.heldBack).toBeUndefined();
  expect(tickMute(freed.item, after)).toEqual({ is: 'unchanged' });
});

test('a quiet alert is told of the end in its thread alone', () => {
  const house = view({ windows: [aWindow()], settings: { ...view().settings } });
  house.settings.severity.post.push('warning');
  const begun = changed(tickMute(anAlert({ raw: 'warning' }, { ...house, windows: [] }), house)).item;
  const freed = changed(tickMute(begun, { ...house, now: AFTER }));
  expect(freed.notices.map(({ loud }) => loud)).toEqual([false]);
});

test('a poll that comes before the window’s own wake-up frees it just the same', () => {
  const alert = anAlert({}, IN_WINDOW);
  const decision = changed(decideAlertSignal(frozen(alert), open({}, { readAt: AFTER + 1 }), after, false));
  expect([standing(decision.item), decision.item.heldBack?.window]).toEqual([['card'], 'window/one']);
});

test('while one of two windows goes on, nothing is posted; both are remembered', () => {
  const longer = aWindow({ ref: 'window/longer', to: NOW + 3 * HOUR });
  const both = view({ windows: [aWindow(), longer] });
  const alert = anAlert({}, both);
  expect([alert.muted?.window, alert.mutedBy]).toEqual(['window/longer', ['window/longer', 'window/one']]);
  expect(tickMute(alert, { ...both, now: AFTER })).toEqual({ is: 'unchanged' });
  const shorter = changed(tickMute(frozen(alert), view({ windows: [aWindow()] })));
  expect([standing(shorter.item), shorter.item.muted?.window]).toEqual([['muted'], 'window/one']);
});

test('nobody is reminded and nothing lapses while it lasts; the time for that begins anew', () => {
  const settings = { ...view().settings, acknowledge: { remindAfter: 10 * MINUTE, lapseAfter: 20 * MINUTE } };
  const acknowledged = changed(decideAlertCommand(anAlert(), { verb: 'acknowledge', by: actor(ANN) }, view())).item;
  const held = changed(tickMute(acknowledged, { ...IN_WINDOW, settings })).item;
  expect(wakeOf(held, settings)).toBeUndefined();
  expect(decideTick(held, { ...IN_WINDOW, now: NOW + 30 * MINUTE, settings })).toEqual({ is: 'unchanged' });
  const freed = changed(tickMute(held, { ...after, settings })).item;
  expect(wakeOf(freed, settings)).toBe(AFTER + 10 * MINUTE);
});

test('it fires again after it had ended in a window: posted as what it is now', () => {
  const alert = alertAfter([open(), over('recovered', NOW + 5)], IN_WINDOW);
  const again = open({ startedAt: AFTER + 1 }, { row: '2', readAt: AFTER + 2 });
  const decision = changed(decideAlertSignal(frozen(alert), again, { ...after, now: AFTER + 2 }, false));
  expect([standing(decision.item), decision.item.muted, decision.item.heldBack]).toEqual([
    ['card'],
    undefined,
    undefined,
  ]);
});

test('an alert that windows hold back every week remembers the latest twenty', () => {
  let alert = anAlert();
  for (let week = 0; week < 30; week += 1) {
    alert = changed(tickMute(alert, view({ windows: [aWindow({ ref: `window/${week}` })] }))).item;
    alert = changed(tickMute(alert, view())).item;
  }
  expect(alert.mutedBy).toHaveLength(20);
  expect(alert.mutedBy?.at(-1)).toBe('window/29');
});

test('an owner or a reason that is hostile is only text', () => {
  const hostile = { ...actor(ANN), name: '<!channel>\n@everyone' };
  const alert = anAlert({}, view({ windows: [aWindow({ by: hostile, reason: '*bold*\n<@U1> `x` ‮evil' })] }));
  const lines = alertCard(alert, view()).lines.map(plain);
  expect(lines.find((line) => line.includes('In maintenance'))).not.toMatch(/[\n‮]/);
});
