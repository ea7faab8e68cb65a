import { type Decision, type DeskView, refused, unchanged } from '../decision.ts';
import type { Actor } from '../people.ts';
import { ago, span } from '../clock/when.ts';
import { phaseAt, type Window } from './window.ts';

/** What a window is to be. The same reference is the same window, however often it is asked for. */
export type WindowWish = Omit<Window, 'kind' | 'schema' | 'revision' | 'at' | 'ended' | 'phase' | 'telling'>;

export function planWindow(wish: WindowWish, { now }: Pick<DeskView, 'now'>): Decision<Window> {
  const { to } = wish;
  const phase = phaseAt(wish, now);
  const item: Window = {
    kind: 'window',
    schema: 1,
    revision: 0,
    ...wish,
    at: now,
    phase,
    telling: phase === 'running',
  };
  const length = to === undefined ? '' : ` for ${span(to - wish.from)}`;
  return changed(item, wish.by, 'planned', `Maintenance of ${wish.scope.label}${length}: ${wish.reason}`, now);
}

/** Ends a window before its time, or takes a planned one back. */
export function endWindow(window: Window, by: Actor, { now }: Pick<DeskView, 'now'>): Decision<Window> {
  const { label } = window.scope;
  if (window.origin === 'source' && by.id !== undefined)
    return refused(`The maintenance of ${label} is ${window.by.name}'s own: end it there.`);
  if (window.ended?.by.id !== undefined && window.ended.by.id === by.id) return unchanged();
  if (window.ended)
    return refused(`${window.ended.by.name} ended the maintenance of ${label} ${ago(window.ended.at, now)} already.`);
  if (phaseAt(window, now) === 'over')
    return refused(`The maintenance of ${label} was over ${ago(window.to ?? now, now)}; nothing was changed.`);
  const item: Window = { ...window, ended: { at: now, by }, phase: 'over', telling: true };
  return changed(item, by, 'ended', `${by.name} ended the maintenance of ${label}`, now);
}

/** A window that its configuration took away, and has again. */
export function reviveWindow(before: Window, { now }: Pick<DeskView, 'now'>): Decision<Window> {
  const { ended: _, ...window } = before;
  const phase = phaseAt(window, now);
  const item: Window = { ...window, phase, telling: phase === 'running' };
  return changed(item, window.by, 'planned', `Maintenance of ${window.scope.label} is planned again`, now);
}

/** What the passing of time makes of a window: its alerts have to be looked at whenever it begins or is over. */
export function tickWindow(window: Window, { now }: Pick<DeskView, 'now'>): Decision<Window> {
  const phase = phaseAt(window, now);
  if (phase === window.phase) return unchanged();
  const text = { planned: 'is planned', running: 'has begun', over: 'is over' }[phase];
  const clock = { name: 'Deskbell', via: 'clock' };
  return changed(
    { ...window, phase, telling: true },
    clock,
    phase,
    `Maintenance of ${window.scope.label} ${text}`,
    now,
  );
}

/** All its alerts were looked at since it was `read`; whatever came in between is told anew. */
export function toldWindow(window: Window, read: Window): Decision<Window> {
  if (!window.telling || window.revision !== read.revision) return unchanged();
  return {
    is: 'changed',
    item: { ...window, telling: false },
    entries: [],
    effects: [],
    notices: [],
  };
}

function changed(item: Window, by: Actor, what: string, text: string, at: number): Decision<Window> {
  return { is: 'changed', item, entries: [{ at, by, what, text }], effects: [], notices: [] };
}
