import { html, nothing } from 'lit-html';
import { textsOf } from '../form.js';
import { picksOf } from '../picks.js';
import { state } from '../state.js';
import { unknown } from '../text/unknown.js';
import { idOf, press, textShown } from './act.js';
import { control, valueOf } from './controls.js';
import { heldBy } from './held.js';

/** @import { SlackBlock, SlackElement, SlackView } from './wire.d.ts' */
/** @import { Entry, Spot } from './act.js' */

/** Fields that are a group of boxes or bring a label of their own: no label can point at one element. */
const GROUPS = new Set(['checkboxes', 'radio_buttons']);

/**
 * An input block with its label, its hint, and what is wrong with it.
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
export function inputShown(block, spot) {
  const { block_id: blockId = '', element, label, hint } = block;
  if (element === undefined) return unknown('an input without a field');
  const wrong = spot.viewId === undefined ? undefined : state.errors[blockId];
  const words = html`${label ? textShown(label) : nothing}${block.optional ? html` <small>(optional)</small>` : nothing}`;
  return html`<div class="block field">
    ${
      GROUPS.has(element.type) || element.type.startsWith('multi_')
        ? html`<span class="label">${words}</span>`
        : html`<label for=${idOf(spot, blockId, element)}>${words}</label>`
    }
    ${control(element, {
      label: label?.text ?? '',
      blockId,
      spot,
      isWrong: wrong !== undefined,
      ...(block.dispatch_action ? { chosen: (value) => press(element, blockId, spot, { value }) } : {}),
    })}
    ${hint ? html`<small>${textShown(hint)}</small>` : nothing}
    ${wrong === undefined ? nothing : html`<p class="wrong" role="alert">${wrong}</p>`}
  </div>`;
}

/**
 * What the person filled in, by block id, as the stand-in's hands take it.
 * @param {SlackView} view
 * @param {HTMLFormElement} form
 */
export function entries(view, form) {
  /** @type {Record<string, Entry>} */
  const values = {};
  const filled = new FormData(form);
  const spot = { viewId: view.id, values: view.state?.values };
  for (const { type, element, block_id: blockId = '' } of view.blocks) {
    if (type !== 'input' || element === undefined || element.type === 'file_input') continue;
    values[blockId] = entryOf(element, blockId, spot, filled);
  }
  return values;
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 * @param {FormData} filled
 * @returns {Entry}
 */
function entryOf(element, blockId, spot, filled) {
  const id = idOf(spot, blockId, element);
  if (element.type.endsWith('external_select')) {
    const picked = picksOf(id, heldBy(element, blockId, spot)).map(({ value }) => value);
    return element.type === 'external_select' ? (picked[0] ?? null) : picked;
  }
  const all = textsOf(filled, id);
  if (element.type === 'checkboxes' || element.type.startsWith('multi_')) return all;
  return valueOf(element, all[0] ?? '');
}
