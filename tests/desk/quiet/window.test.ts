import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wakeOf } from '../../../src/desk/wake.ts';
import { covers, isLive, phaseAt, windowsOver } from '../../../src/desk/quiet/window.ts';
import type { WindowScope } from '../../../src/desk/quiet/window-scope.ts';
import { endWindow, planWindow, reviveWindow, tickWindow, toldWindow } from '../../../src/desk/quiet/window-command.ts';
import { ANN, actor, alertFacts, BEN, changed, CLIENTS, frozen, HOUR, MINUTE, NOW, settings } from '../build.ts';
import { aWindow } from './window.ts';

const HOUSE = settings({ clients: CLIENTS });
const placed = { source: 'rmm', facts: alertFacts() };

test.each<[string, Partial<WindowScope>, boolean]>([
  ['the client', { client: 'Acme' }, true],
  ['the client by another of its names', { client: 'ACME Ltd' }, true],
  ['the client in other capitals', { client: 'acme' }, true],
  ['another client', { client: 'Globex' }, false],
  ['the site', { client: 'Acme', site: 'main office ' }, true],
  ['another site', { client: 'Acme', site: 'Branch' }, false],
  ['a site of that name at another client', { client: 'Globex', site: 'Main office' }, false],
  ['a site without its client', { site: 'Main office' }, false],
  ['the device', { device: { source: 'rmm', id: 'dc01' } }, true],
  ['the device after it moved to another client', { client: 'Globex', device: { source: 'rmm', id: 'dc01' } }, true],
  ['a device with that id elsewhere', { device: { source: 'other', id: 'dc01' } }, false],
  ['a device by its name', { device: { name: 'acme-dc01' } }, true],
  ['a device by its name at another client', { client: 'Globex', device: { name: 'ACME-DC01' } }, false],
  ['another device', { device: { name: 'ACME-FS01' } }, false],
  ['nothing', {}, false],
])('a window over %s: %j', (_, scope, expected) => {
  expect(covers({ label: '', ...scope }, placed, HOUSE)).toBe(expected);
});

test('what belongs to nobody is in nobody’s window', () => {
  const facts = {};
  const scopes = [{ client: 'Acme' }, { device: { name: 'ACME-DC01' } }, { client: '' }];
  expect(scopes.map((scope) => covers({ label: '', ...scope }, { source: 'rmm', facts }, HOUSE))).toEqual([
    false,
    false,
    false,
  ]);
});

test('a window holds from its first instant up to, and not at, its last', () => {
  const { from, to = 0 } = aWindow();
  const at = (now: number) => windowsOver(placed, [aWindow()], HOUSE, now).length;
  expect([from - 1, from, to - 1, to].map(at)).toEqual([0, 1, 1, 0]);
});

test('of several windows the one that ends last comes first; one without an end before all', () => {
  const { to: _, ...endless } = aWindow({ ref: 'window/endless' });
  const windows = [aWindow({ ref: 'window/short', to: NOW + 1 }), aWindow(), endless];
  expect(windowsOver(placed, windows, HOUSE, NOW).map(({ ref }) => ref)).toEqual([
    'window/endless',
    'window/one',
    'window/short',
  ]);
});

test('a window is woken for when it begins, when it is over, and at once while alerts have yet to be told', () => {
  const planned = changed(planWindow({ ...wish, from: NOW + HOUR, to: NOW + 2 * HOUR }, { now: NOW })).item;
  expect([planned.phase, planned.telling, wakeOf(planned, HOUSE)]).toEqual(['planned', false, NOW + HOUR]);
  expect(tickWindow(planned, { now: NOW + HOUR - 1 })).toEqual({ is: 'unchanged' });
  const begun = changed(tickWindow(frozen(planned), { now: NOW + HOUR })).item;
  expect([begun.phase, begun.telling, isLive(begun)]).toEqual(['running', true, true]);
  expect(wakeOf(begun, HOUSE)).toBeLessThanOrEqual(NOW);
  const told = changed(toldWindow(frozen(begun), begun)).item;
  expect([told.telling, wakeOf(told, HOUSE)]).toEqual([false, NOW + 2 * HOUR]);
  const over = changed(tickWindow(told, { now: NOW + 2 * HOUR })).item;
  expect([over.phase, isLive(over)]).toEqual(['over', true]);
  const done = changed(toldWindow(over, over)).item;
  expect([isLive(done), wakeOf(done, HOUSE)]).toEqual([false, undefined]);
});

test('a window that the desk slept through is over, and its alerts are told that once', () => {
  const planned = changed(planWindow({ ...wish, from: NOW + HOUR, to: NOW + 2 * HOUR }, { now: NOW })).item;
  expect(changed(tickWindow(planned, { now: NOW + 9 * HOUR })).item).toMatchObject({ phase: 'over', telling: true });
});

test('what was ended while its alerts were being told is told anew', () => {
  const running = aWindow({ telling: true });
  const ended = changed(endWindow(running, actor(BEN), { now: NOW })).item;
  expect(toldWindow({ ...ended, revision: 2 }, running)).toEqual({ is: 'unchanged' });
});

test('two people end it at once: one did, the other is told who; pressed twice it is one press', () => {
  const ended = changed(endWindow(frozen(aWindow()), actor(ANN), { now: NOW })).item;
  expect(ended).toMatchObject({ phase: 'over', telling: true, ended: { by: { name: 'Ann Baker' }, at: NOW } });
  expect(endWindow(ended, actor(ANN), { now: NOW + 1 })).toEqual({ is: 'unchanged' });
  expect(endWindow(ended, actor(BEN), { now: NOW + 5 * MINUTE })).toEqual({
    is: 'refused',
    sentence: 'Ann Baker ended the maintenance of Acme 5 minutes ago already.',
  });
  expect(endWindow(aWindow(), actor(BEN), { now: NOW + 2 * HOUR })).toEqual({
    is: 'refused',
    sentence: 'The maintenance of Acme was over 60 minutes ago; nothing was changed.',
  });
});

test('a window that its configuration has again goes on where it was', () => {
  const ended = changed(endWindow(aWindow(), { name: 'The configuration', via: 'configuration' }, { now: NOW })).item;
  const again = changed(reviveWindow(ended, { now: NOW + MINUTE })).item;
  expect([again.phase, again.telling, again.ended]).toEqual(['running', true, undefined]);
});

test('whatever happens when, a window is over for good once it is over', () => {
  const instant = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(
      instant,
      instant,
      fc.option(instant, { nil: undefined }),
      instant,
      instant,
      (from, length, end, a, b) => {
        const by = actor(ANN);
        const window = { from, to: from + length, ...(end === undefined ? {} : { ended: { at: end, by } }) };
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        const order = ['planned', 'running', 'over'];
        const phases = [early, late].map((now) => order.indexOf(phaseAt(window, now)));
        expect((phases[0] ?? 0) <= (phases[1] ?? 0)).toBe(true);
      },
    ),
  );
});

const wish = {
  ref: 'window/two',
  origin: 'chat' as const,
  scope: { client: 'Acme', label: 'Acme' },
  by: actor(ANN),
  reason: 'new firmware',
};
