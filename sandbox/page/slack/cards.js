import { html, nothing } from 'lit-html';
import { linkTo } from '../text/links.js';
import { picture } from '../text/picture.js';
import { textShown, wordsOf } from './act.js';
import { elementShown } from './elements.js';
import { richText } from './rich-text.js';

/** @import { SlackBlock } from './wire.d.ts' */
/** @import { Spot } from './act.js' */

const LEVELS = /** @type {Record<string, string>} */ ({ info: 'ℹ️', warning: '⚠️', error: '⛔', success: '✅' });
const STATUSES = /** @type {Record<string, [mark: string, words: string]>} */ ({
  pending: ['○', 'pending'],
  in_progress: ['◔', 'in progress'],
  complete: ['✓', 'complete'],
  error: ['✕', 'failed'],
});

/** @param {SlackBlock} block */
export function alert({ text, level = 'default' }) {
  const mark = LEVELS[level];
  return html`<div class="block s-alert ${mark ? level : 'default'}" role="note" aria-label=${`Alert, ${level}`}>
    ${mark ? html`<span aria-hidden="true">${mark}</span>` : nothing}
    <div class="rich">${typeof text === 'object' ? textShown(text) : nothing}</div>
  </div>`;
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
export function card({ block_id: blockId = '', hero_image: hero, icon, title, subtitle, body, actions = [] }, spot) {
  return html`<div class="block s-card">
    ${hero ? picture(hero.image_url, hero.alt_text ?? '', 's-hero') : nothing}
    <div class="s-card-top">
      ${icon ? picture(icon.image_url, icon.alt_text ?? '', 's-tiny') : nothing}
      <div>
        ${typeof title === 'object' ? html`<b>${textShown(title)}</b>` : nothing}
        ${subtitle ? html`<div class="s-soft">${textShown(subtitle)}</div>` : nothing}
      </div>
    </div>
    ${body ? html`<div class="rich">${textShown(body)}</div>` : nothing}
    ${
      actions.length > 0
        ? html`<div class="s-actions">${actions.map((one) => elementShown(one, blockId, spot))}</div>`
        : nothing
    }
  </div>`;
}

/**
 * @param {SlackBlock} block
 * @param {Spot} spot
 */
export function carousel({ elements = [] }, spot) {
  return html`<div class="block s-carousel" role="group" aria-label="Cards" tabindex="0">
    ${elements.map((one) => card(one, spot))}
  </div>`;
}

/**
 * @param {SlackBlock} block
 * @param {unknown} inside its blocks, drawn
 */
export function container(block, inside) {
  const { title, rich_text_title: rich, subtitle, icon, width = 'standard' } = block;
  const top = html`${icon ? picture(icon.image_url, icon.alt_text ?? '', 's-tiny') : nothing}
    <div>
      ${rich ? richText(rich.elements ?? []) : html`<b>${wordsOf(title)}</b>`}
      ${subtitle ? html`<div class="s-soft">${textShown(subtitle)}</div>` : nothing}
    </div>`;
  const className = `block s-container ${width} ${block.has_header_divider ? 'divided' : ''}`;
  if (block.is_collapsible !== true)
    return html`<section class=${className}>
      <div class="s-card-top">${top}</div>
      ${inside}
    </section>`;
  return html`<details class=${className} ?open=${block.default_collapsed !== true}>
    <summary class="s-card-top">${top}</summary>
    ${inside}
  </details>`;
}

/** @param {SlackBlock} block */
export function plan({ title, tasks = [] }) {
  return html`<section class="block s-container">
    <b>${wordsOf(title)}</b>
    ${tasks.map(taskCard)}
  </section>`;
}

/** @param {SlackBlock} block */
export function taskCard({ title, status = 'pending', details, output, sources = [] }) {
  const [mark, words] = STATUSES[status] ?? ['?', status];
  return html`<div class="block s-task ${status}">
    <div><span class="s-mark" role="img" aria-label=${words}>${mark}</span> ${wordsOf(title)}</div>
    ${[details, output].map((part) => (part?.elements ? html`<div>${richText(part.elements)}</div>` : nothing))}
    ${
      sources.length > 0
        ? html`<div class="s-soft">${sources.map((one) => html`${linkTo(one.url, one.text ?? one.url)} `)}</div>`
        : nothing
    }
  </div>`;
}
