import { type Window, phaseAt } from '../../../src/desk/quiet/window.ts';
import { ANN, actor, HOUR, NOW } from '../build.ts';

/** A window of Ann's over Acme that runs from an hour ago for two hours, as it was told. */
export function aWindow(more: Partial<Window> = {}): Window {
  const window: Window = {
    kind: 'window',
    schema: 1,
    ref: 'window/one',
    revision: 1,
    origin: 'chat',
    scope: { client: 'Acme', label: 'Acme' },
    from: NOW - HOUR,
    to: NOW + HOUR,
    by: actor(ANN),
    reason: 'new firmware',
    at: NOW - 2 * HOUR,
    phase: 'running',
    telling: false,
    ...more,
  };
  return { ...window, phase: more.phase ?? phaseAt(window, NOW) };
}
