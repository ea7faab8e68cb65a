import { state } from '../state.js';
import { startOf, STEPS } from './steps.js';

/** @import { Start } from './steps.js' */

const KEPT = 'deskbell-tour';

/**
 * How far the tour is. It outlives a reload, but not a reset.
 * @typedef {{ run: string, open: boolean, ticked: number, start: Start }} Progress
 */

/** @returns {Progress | undefined} */
export function progress() {
  const kept = sessionStorage.getItem(KEPT);
  const read = kept === null ? undefined : /** @type {Progress} */ (JSON.parse(kept));
  return read?.run === state.run ? read : undefined;
}

/** @param {Partial<Progress>} changes */
export function keep(changes) {
  const before = progress() ?? { run: state.run, open: true, ticked: 0, start: startOf(state.pictures) };
  sessionStorage.setItem(KEPT, JSON.stringify({ ...before, ...changes }));
}

export function restart() {
  sessionStorage.removeItem(KEPT);
  keep({ open: true });
}

/**
 * Ticks off, one after the other, what the systems show to be done. What is ticked stays so.
 * It goes on while the tour is folded away, so that nothing done meanwhile is asked for again.
 */
export function look() {
  const now = progress();
  if (now === undefined) return undefined;
  let { ticked } = now;
  while (STEPS[ticked]?.done(state.pictures, now.start)) ticked += 1;
  if (ticked !== now.ticked) keep({ ticked });
  return { ...now, ticked };
}
