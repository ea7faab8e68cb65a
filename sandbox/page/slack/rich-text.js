import { html, nothing } from 'lit-html';
import { linkTo } from '../text/links.js';
import { dateText, mention } from './names.js';

/** @import { SlackElement } from '../wire.d.ts' */

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
      case 'rich_text_list': {
        const items = inside.map((item) => html`<li class="rich">${(item.elements ?? []).map(span)}</li>`);
        return part.style === 'ordered'
          ? html`<ol>
              ${items}
            </ol>`
          : html`<ul>
              ${items}
            </ul>`;
      }
      default:
        return html`<div class="unknown">(${part.type})</div>`;
    }
  });
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
      return mention('!', element.usergroup_id ?? '');
    case 'broadcast':
      return mention('!', element.range ?? '');
    case 'channel':
      return mention('#', element.channel_id ?? '');
    case 'date':
      return dateText(element.timestamp ?? Number.NaN, element.format ?? '', element.fallback ?? '');
    case 'emoji':
      return emoji(element);
    default:
      return `(${element.type})`;
  }
}

/** @param {SlackElement} element */
function emoji({ unicode, name }) {
  const points = (unicode ?? '').split('-').map((point) => Number.parseInt(point, 16));
  return points.every(Number.isInteger) ? String.fromCodePoint(...points) : `:${name ?? ''}:`;
}
