import { html, nothing } from 'lit-html';
import { emojiOf } from '../text/emoji.js';
import { linkTo } from '../text/links.js';
import { unknown } from '../text/unknown.js';
import { state } from '../state.js';
import { dateText, mention } from './names.js';

/** @import { SlackElement } from './wire.d.ts' */

/** @param {SlackElement[]} elements of a rich text block */
export function richText(elements) {
  return elements.map((part) => {
    const inside = part.elements ?? [];
    switch (part.type) {
      case 'rich_text_section':
        return html`<div class="rich">${inside.map(span)}</div>`;
      case 'rich_text_preformatted':
        return html`<pre>${inside.map(span)}</pre>`;
      case 'rich_text_quote':
        return html`<blockquote class="rich">${inside.map(span)}</blockquote>`;
      case 'rich_text_list':
        return list(part);
      default:
        return unknown(`rich text ${part.type}`);
    }
  });
}

/** @param {SlackElement} part */
function list({ elements = [], style, indent = 0, offset = 0, border }) {
  const items = elements.map((item) => html`<li class="rich">${(item.elements ?? []).map(span)}</li>`);
  const className = `depth-${indent} ${border ? 'bordered' : ''}`;
  return style === 'ordered'
    ? html`<ol class=${className} start=${offset + 1}>
        ${items}
      </ol>`
    : html`<ul class=${className}>
        ${items}
      </ul>`;
}

/**
 * @param {SlackElement} element
 * @returns {unknown}
 */
function span(element) {
  const style = typeof element.style === 'object' ? element.style : {};
  let shown = words(element);
  if (style['code']) shown = html`<code>${shown}</code>`;
  if (style['bold']) shown = html`<b>${shown}</b>`;
  if (style['italic']) shown = html`<i>${shown}</i>`;
  if (style['underline']) shown = html`<u>${shown}</u>`;
  return style['strike'] ? html`<s>${shown}</s>` : shown;
}

/**
 * @param {SlackElement} element
 * @returns {unknown}
 */
function words(element) {
  const text = typeof element.text === 'string' ? element.text : undefined;
  switch (element.type) {
    case 'text':
      return text ?? nothing;
    case 'link':
      return linkTo(element.url, text ?? element.url);
    case 'user':
      return mention('@', element.user_id ?? '');
    case 'usergroup':
      return mention('&', element.usergroup_id ?? '');
    case 'broadcast':
      return mention('!', element.range ?? '');
    case 'channel':
      return mention('#', element.channel_id ?? '');
    case 'date':
      return dateText(element.timestamp ?? Number.NaN, element.format ?? '', element.fallback ?? '');
    case 'emoji':
      return emojiOf(element.unicode, element.name ?? '');
    case 'team':
      return mention('@', element.team_id ?? '', state.pictures.slack?.team.name);
    case 'color':
      return swatch(element.value ?? '');
    default:
      return unknown(`rich text ${element.type}`);
  }
}

/** @param {string} value */
function swatch(value) {
  const colour = /^#[0-9a-f]{3,8}$/i.test(value) ? value : 'transparent';
  return html`<span class="s-swatch" .style=${`--accent: ${colour}`}>${value}</span>`;
}
