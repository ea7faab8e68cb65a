import { html, nothing } from 'lit-html';
import { picture } from '../text/picture.js';
import { unknown } from '../text/unknown.js';
import { textShown, wordsOf } from './act.js';
import { alert, card, carousel, container, plan, taskCard } from './cards.js';
import { elementShown } from './elements.js';
import { inputShown } from './fields.js';
import { markdown } from './markdown.js';
import { richText } from './rich-text.js';
import { dataTable, table } from './tables.js';

/** @import { SlackBlock, SlackElement } from './wire.d.ts' */
/** @import { Spot } from './act.js' */

/**
 * @param {SlackBlock[]} blocks
 * @param {Spot} spot
 * @returns {unknown[]}
 */
export function blocksShown(blocks, spot) {
  return blocks.map((block) => blockShown(block, spot));
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 * @returns {unknown}
 */
export function blockShown(block, spot) {
  switch (block.type) {
    case 'rich_text':
      return html`<div class="block">${richText(block.elements ?? [])}</div>`;
    case 'section':
      return section(block, spot);
    case 'header':
      return html`<h3 class="block s-header">${typeof block.text === 'object' ? textShown(block.text) : nothing}</h3>`;
    case 'divider':
      return html`<hr class="block" />`;
    case 'context':
      return html`<div class="block s-context">${(block.elements ?? []).map(contextElement)}</div>`;
    case 'actions':
      return html`<div class="block s-actions">${elements(block, spot)}</div>`;
    case 'context_actions':
      return html`<div class="block s-context-actions">${elements(block, spot)}</div>`;
    case 'image':
      return html`<figure class="block s-image">
        ${block.title ? html`<figcaption>${wordsOf(block.title)}</figcaption>` : nothing}
        ${picture(block.image_url, block.alt_text ?? '')}
      </figure>`;
    case 'input':
      return inputShown(block, spot);
    case 'markdown':
      return html`<div class="block s-markdown">${markdown(wordsOf(block.text))}</div>`;
    default:
      return newer(block, spot);
  }
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
function newer(block, spot) {
  switch (block.type) {
    case 'table':
      return table(block);
    case 'data_table':
      return dataTable(block, [spot.ts ?? spot.viewId, block.block_id].join(' '));
    case 'alert':
      return alert(block);
    case 'card':
      return card(block, spot);
    case 'carousel':
      return carousel(block, spot);
    case 'container':
      return container(block, blocksShown(block.child_blocks ?? [], spot));
    case 'plan':
      return plan(block);
    case 'task_card':
      return taskCard(block);
    default:
      return unknown(`block ${block.type}`);
  }
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
function elements(block, spot) {
  return (block.elements ?? []).map((one) => elementShown(one, block.block_id ?? '', spot));
}

/** @param {SlackElement} one */
function contextElement(one) {
  if (one.type === 'image') return picture(one.image_url, one.alt_text ?? '', 's-tiny');
  if (typeof one.text !== 'string') return unknown(`context ${one.type}`);
  return html`<span>${textShown({ type: one.type, text: one.text })}</span>`;
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
function section(block, spot) {
  const { text, fields = [], accessory, block_id: blockId = '' } = block;
  return html`<div class="block s-section">
    <div class="s-words">
      ${typeof text === 'object' ? html`<div class="rich">${textShown(text)}</div>` : nothing}
      ${
        fields.length === 0
          ? nothing
          : html`<div class="s-fields">${fields.map((one) => html`<div class="rich">${textShown(one)}</div>`)}</div>`
      }
    </div>
    ${accessory ? elementShown(accessory, blockId, spot) : nothing}
  </div>`;
}
