import { html, nothing } from 'lit-html';
import { closeSheet, popover } from '../popover.js';
import { actor, state } from '../state.js';
import { safeUrl } from '../text/links.js';
import { picture } from '../text/picture.js';
import { idOf, labelOf, openUrl, press, textShown } from './act.js';
import { control } from './controls.js';

/** @import { SlackElement } from './wire.d.ts' */
/** @import { Spot } from './act.js' */

const ICONS = /** @type {Record<string, string>} */ ({ trash: '🗑', copy: '⧉', refresh: '↻', edit: '✎', link: '🔗' });

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 */
export function elementShown(element, blockId, spot) {
  switch (element.type) {
    case 'button':
      return button(element, blockId, spot);
    case 'workflow_button':
      return html`<button type="button" class="s-button" disabled title="Workflows stay out of the demo">
        ${labelOf(element)}
      </button>`;
    case 'overflow':
      return overflow(element, blockId, spot);
    case 'image':
      return picture(element.image_url, element.alt_text ?? '', 's-thumb');
    case 'icon_button':
      return iconButton(element, blockId, spot);
    case 'feedback_buttons':
      return html`${['positive_button', 'negative_button'].map((which) => feedback(element, which, blockId, spot))}`;
    default:
      return html`<div class="s-choice">
        ${control(element, {
          label: element.placeholder?.text ?? 'Choose',
          blockId,
          spot,
          chosen: (value) => press(element, blockId, spot, { value }),
        })}
      </div>`;
  }
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 */
function button(element, blockId, spot) {
  const label = typeof element.text === 'object' ? textShown(element.text) : element.text;
  const style = typeof element.style === 'string' ? element.style : 'default';
  const click = () => press(element, blockId, spot);
  const url = safeUrl(element.url);
  // One that asks back opens its page after the yes; here the press alone goes on.
  if (url !== undefined && element.confirm === undefined)
    return html`<a
      class="s-button ${style}"
      href=${url}
      target="_blank"
      rel="noreferrer noopener"
      aria-label=${element.accessibility_label ?? nothing}
      @click=${click}
      >${label}</a
    >`;
  return html`<button
    type="button"
    class="s-button ${style}"
    aria-label=${element.accessibility_label ?? nothing}
    aria-busy=${state.busy.has(idOf(spot, blockId, element))}
    @click=${click}
  >
    ${label}
  </button>`;
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 */
function overflow(element, blockId, spot) {
  return popover({
    id: idOf(spot, blockId, element),
    className: 's-button s-overflow',
    label: 'More choices',
    shown: '⋯',
    body: (element.options ?? []).map(
      (one) =>
        html`<button
          type="button"
          @click=${(/** @type {Event} */ event) => {
            closeSheet(event);
            openUrl(one.url);
            press(element, blockId, spot, { value: one.value });
          }}
        >
          ${textShown(one.text)}${one.description ? html`<small>${textShown(one.description)}</small>` : nothing}
        </button>`,
    ),
  });
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 */
function iconButton(element, blockId, spot) {
  const { visible_to_user_ids: seers, icon = '' } = element;
  if (seers !== undefined && !seers.includes(actor()?.slack ?? '')) return nothing;
  const label = element.accessibility_label ?? labelOf(element);
  return html`<button
    type="button"
    class="s-icon"
    aria-label=${label}
    title=${labelOf(element)}
    aria-busy=${state.busy.has(idOf(spot, blockId, element))}
    @click=${() => press(element, blockId, spot)}
  >
    ${ICONS[icon] ?? labelOf(element)}
  </button>`;
}

/**
 * @param {SlackElement} element
 * @param {string} which
 * @param {string} blockId
 * @param {Spot} spot
 */
function feedback(element, which, blockId, spot) {
  const isGood = which === 'positive_button';
  const one = isGood ? element.positive_button : element.negative_button;
  if (one === undefined) return nothing;
  return html`<button
    type="button"
    class="s-icon"
    aria-label=${one.accessibility_label ?? one.text.text}
    title=${one.text.text}
    @click=${() => press(element, blockId, spot, { text: one.text.text })}
  >
    ${isGood ? '👍' : '👎'}
  </button>`;
}
