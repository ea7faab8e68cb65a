import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import { noiseLine, noiseReport } from '../../../src/desk/quiet/noise.ts';
import { plain } from '../../../src/desk/text.ts';
import { actor, alertAfter, ANN, changed, frozen, HOUR, MINUTE, NOW, open, over, view } from '../build.ts';
import { aWindow } from './window.ts';

/** An episode of a check that ended after so many minutes. */
function episode(number: number, how: 'recovered' | 'resolved', minutes: number, more: Partial<Alert> = {}): Alert {
  const at = NOW + number * HOUR;
  const alert = alertAfter(
    [open({ startedAt: at }, { readAt: at }), over(how, at + minutes * MINUTE)],
    view({ now: at }),
  );
  return { ...alert, ref: `rmm/check/dc01/3/${number}`, ...more };
}

test('what nobody touched counts, by its firings; the median is of all that ended', () => {
  const alerts = [episode(1, 'recovered', 10), episode(2, 'recovered', 30, { firings: 4 }), episode(3, 'resolved', 90)];
  const [row, ...others] = noiseReport(frozen(alerts));
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    title: 'ACME-DC01: disk C is full',
    client: 'Acme',
    device: 'ACME-DC01',
    episodes: 3,
    firings: 6,
    unattended: 2,
    noise: 5,
    median: 30 * MINUTE,
    last: NOW + 3 * HOUR,
  });
  expect(row?.alerts.map(({ ref }) => ref.at(-1))).toEqual(['3', '2', '1']);
  expect(plain(row ? noiseLine(row) : [])).toContain('6 firings in 3 alerts, 2 cleared untouched · 30 minutes each');
});

test.each<[string, Partial<Alert>]>([
  ['acknowledged', { acknowledged: { by: actor(ANN), at: NOW, firings: 1 } }],
  ['claimed', { claimed: { by: actor(ANN), at: NOW } }],
  ['held in an earlier firing', { handled: true }],
  ['given time', { time: [{ key: 'a', by: actor(ANN), hours: 1, state: 'saved' }] }],
])('what was %s is no noise', (_, more) => {
  expect(noiseReport([episode(1, 'recovered', 5, more)])).toEqual([]);
});

test('what still fails, was resolved by hand, or ended in a window that was planned, is no noise', () => {
  const muted = alertAfter([open(), over('recovered', NOW + 5)], view({ windows: [aWindow()] }));
  expect(noiseReport([alertAfter([open()]), episode(1, 'resolved', 5), muted])).toEqual([]);
});

test('what flaps counts while it still fails, but for its last firing', () => {
  const flapping = { ...alertAfter([open()]), firings: 5 };
  expect(noiseReport([flapping])).toMatchObject([{ firings: 5, unattended: 1, noise: 4 }]);
  expect(noiseReport([{ ...flapping, claimed: { by: actor(ANN), at: NOW } }])).toEqual([]);
});

test('who had it before it recovered and fired again is not forgotten', () => {
  let alert = changed(decideAlertCommand(alertAfter([open()]), { verb: 'claim', by: actor(ANN) }, view())).item;
  for (const signal of [
    over('recovered', NOW + 1),
    open({ startedAt: NOW + 2 }, { row: '2', readAt: NOW + 3 }),
    over('recovered', NOW + 4, { row: '2' }),
  ])
    alert = changed(decideAlertSignal(alert, signal, view(), false)).item;
  expect([alert.claimed, alert.handled, noiseReport([alert])]).toEqual([undefined, true, []]);
});

test('the noisiest first; a row for each condition, and for what has none by its words', () => {
  const other = (number: number, title: string, row = String(number)): Alert => {
    const alert = episode(number, 'recovered', 1);
    return { ...alert, condition: `rmm/custom/${row}`, row, facts: { ...alert.facts, title } };
  };
  const rows = noiseReport([
    episode(1, 'recovered', 1),
    other(2, 'backup failed'),
    other(3, 'backup failed'),
    other(4, 'tape is old'),
  ]);
  expect(rows.map(({ title, noise }) => [title, noise])).toEqual([
    ['backup failed', 2],
    ['tape is old', 1],
    ['ACME-DC01: disk C is full', 1],
  ]);
});

test('nothing makes no report', () => {
  expect(noiseReport([])).toEqual([]);
});
