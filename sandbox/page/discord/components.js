import { html, nothing } from 'lit-html';
import { safeUrl } from '../text/links.js';
import { act, actor, once, say, state } from '../state.js';
import { markdown } from './markdown.js';

/** @import { DiscordComponent } from '../wire.d.ts' */

/** The message on which a component stands. @typedef {{ channel: string, message: string }} Spot */

const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
const SECTION = 9;
const TEXT = 10;
const SEPARATOR = 14;
const CONTAINER = 17;
const LINK = 5;
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link'];

/** @param {Record<string, any> | undefined} seen */
export function saySeen(seen) {
  if (seen?.['error']) say('discord', `Discord: ${seen['error']}`);
}

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
  const inside = component.components ?? [];
  switch (component.type) {
    case CONTAINER:
      return html`<div class="d-container" .style=${`--accent: ${colour(component.accent_color)}`}>
        ${componentsShown(inside, spot)}
      </div>`;
    case SECTION:
      return html`<div class="d-section">
        <div>${componentsShown(inside, spot)}</div>
        ${component.accessory ? componentShown(component.accessory, spot) : nothing}
      </div>`;
    case TEXT:
      return html`<div class="d-text">${markdown(component.content ?? '')}</div>`;
    case ROW:
      return html`<div class="d-row">${componentsShown(inside, spot)}</div>`;
    case SEPARATOR:
      return component.divider === false ? html`<div class="d-gap"></div>` : html`<hr />`;
    case BUTTON:
      return button(component, spot);
    case STRING_SELECT:
      return menu(component, spot);
    default:
      return html`<div class="unknown">(component ${component.type})</div>`;
  }
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
  const url = component.style === LINK ? safeUrl(component.url) : undefined;
  if (url !== undefined)
    return html`<a class="d-button link" href=${url} target="_blank" rel="noreferrer noopener"
      >${component.label} <span aria-hidden="true">↗</span></a
    >`;
  const key = ['discord', spot.message, component.custom_id].join(' ');
  const press = () => once(key, () => click('click', component, spot));
  return html`<button
    type="button"
    class="d-button ${STYLES[component.style ?? 2] ?? 'secondary'}"
    ?disabled=${component.disabled === true}
    aria-busy=${state.busy.has(key)}
    @click=${press}
  >
    ${component.label}
  </button>`;
}

/**
 * @param {DiscordComponent} component
 * @param {Spot} spot
 */
function menu(component, spot) {
  /** @param {Event} event */
  async function choose(event) {
    const { value } = /** @type {HTMLSelectElement} */ (event.target);
    await click('select', component, spot, { values: [value] });
  }
  return html`<select class="d-select" aria-label=${component.placeholder ?? 'Choose'} @change=${choose}>
    <option value="" selected disabled>${component.placeholder ?? 'Make a selection'}</option>
    ${(component.options ?? []).map((option) => html`<option value=${option.value}>${option.label}</option>`)}
  </select>`;
}

/**
 * @param {string} how
 * @param {DiscordComponent} component
 * @param {Spot} spot
 * @param {object} [more]
 */
async function click(how, component, spot, more = {}) {
  const target = { user: actor()?.discord, ...spot, customId: component.custom_id, ...more };
  saySeen(await act('discord', `discord/${how}`, target));
}
