import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { state } from '../state.js';
import { safeUrl } from '../text/links.js';
import { unknown } from '../text/unknown.js';
import { idOf, press } from './act.js';
import { markdown } from './markdown.js';
import { file, gallery, hidden, media } from './media.js';
import { emojiWords } from './names.js';
import { select } from './selects.js';
import { isSelect, TYPE } from './types.js';

/** @import { DiscordComponent } from './wire.d.ts' */
/** @import { Spot } from './act.js' */

const LINK = 5;
const PREMIUM = 6;
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

/**
 * @param {DiscordComponent[]} components
 * @param {Spot} spot
 * @returns {unknown[]}
 */
export function componentsShown(components, spot) {
  return components.map((one) => componentShown(one, spot));
}

/**
 * @param {DiscordComponent} component
 * @param {Spot} spot
 * @returns {unknown}
 */
function componentShown(component, spot) {
  switch (component.type) {
    case TYPE.container:
      return container(component, spot);
    case TYPE.section:
      return html`<div class="d-section">
        <div>${componentsShown(component.components ?? [], spot)}</div>
        ${component.accessory ? componentShown(component.accessory, spot) : nothing}
      </div>`;
    case TYPE.text:
      return html`<div class="d-text">${markdown(component.content ?? '')}</div>`;
    case TYPE.row:
      return html`<div class="d-row">${componentsShown(component.components ?? [], spot)}</div>`;
    case TYPE.separator:
      return separator(component);
    case TYPE.button:
      return button(component, spot);
    case TYPE.thumbnail:
      return html`<div class="d-thumb">${media(component.media, component.description, component.spoiler)}</div>`;
    case TYPE.gallery:
      return gallery(component.items ?? []);
    case TYPE.file:
      return file(component);
    default:
      return isSelect(component.type) ? menu(component, spot) : unknown(`component ${component.type}`);
  }
}

/**
 * @param {DiscordComponent} component
 * @param {Spot} spot
 */
function container(component, spot) {
  const shown = html`<div class="d-container" .style=${`--accent: ${colour(component.accent_color)}`}>
    ${componentsShown(component.components ?? [], spot)}
  </div>`;
  return component.spoiler ? hidden(shown, 'Spoiler') : shown;
}

/** @param {DiscordComponent} component */
function separator({ divider, spacing }) {
  const size = spacing === 2 ? 'large' : 'small';
  return divider === false ? html`<div class="d-gap ${size}"></div>` : html`<hr class=${size} />`;
}

/** @param {number | null | undefined} accent */
export function colour(accent) {
  return typeof accent === 'number' ? `#${accent.toString(16).padStart(6, '0').slice(-6)}` : 'transparent';
}

/**
 * @param {DiscordComponent} component
 * @param {Spot} spot
 */
function button(component, spot) {
  const { style = 2, custom_id: customId, disabled = false } = component;
  const words = `${emojiWords(component.emoji)}${component.label ?? ''}`.trim();
  const url = style === LINK && !disabled ? safeUrl(component.url) : undefined;
  if (url !== undefined)
    return html`<a class="d-button link" href=${url} target="_blank" rel="noreferrer noopener"
      >${words} <span aria-hidden="true">↗</span></a
    >`;
  // One that is bought, and a link that leads nowhere safe, do nothing.
  const isDead = disabled || style === PREMIUM || customId === undefined;
  return html`<button
    type="button"
    class="d-button ${STYLES[style] ?? 'secondary'}"
    ?disabled=${isDead}
    aria-busy=${state.busy.has(idOf(spot, component))}
    @click=${() => press(component, spot)}
  >
    ${words || 'Premium'}
  </button>`;
}

/**
 * @param {DiscordComponent} component
 * @param {Spot} spot
 */
function menu(component, spot) {
  const id = idOf(spot, component);
  const label = component.placeholder ?? 'Make a selection';
  // An edit of the message that offers something else takes the old choice away.
  return keyed(
    JSON.stringify(component),
    select(component, { id, label, chosen: (values) => press(component, spot, values) }),
  );
}
