/** @import { SlackElement } from './wire.d.ts' */
/** @import { Spot } from './act.js' */
/** @import { Suggestion } from '../suggestions.js' */

/**
 * What an element holds: in a view what was entered last, else what it began with.
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 * @returns {Suggestion[]}
 */
export function heldBy(element, blockId, spot) {
  const state = spot.values?.[blockId]?.[element.action_id ?? ''];
  if (state === undefined) return listed(initialOf(element));
  const { type: _type, ...kept } = state;
  return Object.values(kept).flatMap(listed);
}

/** @param {SlackElement} element */
function initialOf(element) {
  const entry = Object.entries(element).find(([name]) => name.startsWith('initial_'));
  return entry?.[1];
}

/**
 * @param {unknown} value
 * @returns {Suggestion[]}
 */
function listed(value) {
  if (Array.isArray(value)) return value.flatMap(listed);
  if (typeof value === 'string' || typeof value === 'number') return [{ value: `${value}`, label: `${value}` }];
  if (typeof value !== 'object' || value === null) return [];
  const { value: own, text } = /** @type {{ value?: string, text?: { text: string } }} */ (value);
  return own === undefined ? [] : [{ value: own, label: text?.text ?? own }];
}
