import { html, nothing } from 'lit-html';
import { changed } from '../state.js';
import { richText } from './rich-text.js';

/** @import { SlackBlock, SlackCell } from './wire.d.ts' */

const PAGE = 5;

/** Which page of a table is open. @type {Map<string, number>} */
const pages = new Map();

/** @param {SlackBlock} block */
export function table({ rows = [], column_settings: settings = [] }) {
  /** @param {number} column */
  function classOf(column) {
    const { align = 'left', is_wrapped: isWrapped = false } = settings[column] ?? {};
    return `${align} ${isWrapped ? '' : 'unwrapped'}`;
  }
  const [head = [], ...body] = rows;
  return html`<div class="block s-table" tabindex="0" role="group" aria-label="Table">
    <table>
      <thead>
        <tr>
          ${head.map((cell, column) => html`<th scope="col" class=${classOf(column)}>${cellShown(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body.map(
          (row) =>
            html`<tr>
              ${row.map((cell, column) => html`<td class=${classOf(column)}>${cellShown(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/**
 * A table with a caption, a page at a time.
 * @param {SlackBlock} block
 * @param {string} key names it on the page
 */
export function dataTable(block, key) {
  const { caption, page_size: size = PAGE, row_header_column_index: named = 0 } = block;
  const [head = [], ...all] = block.rows ?? [];
  const count = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(pages.get(key) ?? 0, count - 1);
  return html`<div class="block s-table" tabindex="0" role="group" aria-label=${caption ?? 'Table'}>
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col" class=${sideOf(cell)}>${cellShown(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${all.slice(page * size, (page + 1) * size).map(
          (row) =>
            html`<tr>
              ${row.map((cell, column) =>
                column === named
                  ? html`<th scope="row" class=${sideOf(cell)}>${cellShown(cell)}</th>`
                  : html`<td class=${sideOf(cell)}>${cellShown(cell)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      count === 1
        ? nothing
        : html`<div class="s-pages">
            ${step('Previous page', '‹', key, page - 1, page === 0)} Page ${page + 1} of ${count}
            ${step('Next page', '›', key, page + 1, page === count - 1)}
          </div>`
    }
  </div>`;
}

/**
 * @param {string} label
 * @param {string} mark
 * @param {string} key
 * @param {number} to
 * @param {boolean} isEnd
 */
function step(label, mark, key, to, isEnd) {
  function turn() {
    pages.set(key, to);
    changed();
  }
  return html`<button type="button" class="s-icon" aria-label=${label} ?disabled=${isEnd} @click=${turn}>
    ${mark}
  </button>`;
}

/** @param {SlackCell} cell */
function sideOf({ type }) {
  return type === 'raw_number' ? 'right' : 'left';
}

/** @param {SlackCell} cell */
function cellShown(cell) {
  return cell.type === 'rich_text' ? richText(cell.elements ?? []) : cell.text;
}
