import { changed } from './state.js';

/** @import { Suggestion } from './suggestions.js' */

/** What was chosen in fields that no element of the browser's can hold. @type {Map<string, Suggestion[]>} */
const picks = new Map();

/**
 * @param {string} id of the field
 * @param {Suggestion[]} [initial]
 */
export function picksOf(id, initial = []) {
  return picks.get(id) ?? initial;
}

/**
 * @param {string} id
 * @param {Suggestion[]} chosen
 */
export function pick(id, chosen) {
  picks.set(id, chosen);
  changed();
}
