import { html, nothing } from 'lit-html';
import { elementShown } from './elements.js';
import { mrkdwn } from './mrkdwn.js';
import { richText } from './rich-text.js';

/** @import { SlackBlock, SlackText } from '../wire.d.ts' */
/** @import { Spot } from './elements.js' */

/**
 * @param {SlackBlock[]} blocks
 * @param {Spot} spot
 */
export function blocksShown(blocks, spot) {
  return blocks.map((block) => blockShown(block, spot));
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
export function blockShown(block, spot) {
  const id = block.block_id ?? '';
  switch (block.type) {
    case 'rich_text':
      return html`<div class="block">${richText(block.elements ?? [])}</div>`;
    case 'section':
      return section(block, spot);
    case 'header':
      return html`<h4 class="block s-header">${block.text?.text}</h4>`;
    case 'divider':
      return html`<hr class="block" />`;
    case 'context':
      return html`<div class="block s-context">
        ${(block.elements ?? []).map((one) =>
          typeof one.text === 'string' ? html`<span>${textShown({ type: one.type, text: one.text })}</span>` : nothing,
        )}
      </div>`;
    case 'actions':
      return html`<div class="block s-actions">
        ${(block.elements ?? []).map((one) => elementShown(one, id, spot))}
      </div>`;
    default:
      return html`<div class="block unknown">(${block.type})</div>`;
  }
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
function section(block, spot) {
  const fields = block.fields ?? [];
  return html`<div class="block s-section">
    <div class="s-words">
      ${block.text ? html`<div class="rich">${textShown(block.text)}</div>` : nothing}
      ${
        fields.length === 0
          ? nothing
          : html`<div class="s-fields">${fields.map((one) => html`<div class="rich">${textShown(one)}</div>`)}</div>`
      }
    </div>
    ${block.accessory ? elementShown(block.accessory, block.block_id ?? '', spot) : nothing}
  </div>`;
}

/** @param {SlackText} text */
function textShown(text) {
  return text.type === 'mrkdwn' ? mrkdwn(text.text) : text.text;
}
