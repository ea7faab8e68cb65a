import { html, nothing } from 'lit-html';
import { textsOf } from '../form.js';
import { markdown } from './markdown.js';
import { state } from '../state.js';

/** @import { DiscordComponent } from '../wire.d.ts' */

const ROW = 1;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const USER_SELECT = 5;
const TEXT = 10;
const LABEL = 18;
const RADIO = 21;
const CHECKBOXES = 22;
const CHECKBOX = 23;
const PARAGRAPH = 2;

/**
 * @param {DiscordComponent} component
 * @param {string} modal
 * @returns {unknown}
 */
export function fieldShown(component, modal) {
  if (component.type === TEXT) return html`<div class="d-text">${markdown(component.content ?? '')}</div>`;
  if (component.type === ROW) return (component.components ?? []).map((one) => labelled(one, one, modal));
  if (component.type === LABEL && component.component) return labelled(component, component.component, modal);
  return html`<div class="unknown">(component ${component.type})</div>`;
}

/**
 * @param {DiscordComponent} label
 * @param {DiscordComponent} input
 * @param {string} modal
 */
function labelled(label, input, modal) {
  const id = `${modal}-${input.custom_id}`;
  const isNeeded = input.required !== false && input.type !== CHECKBOX;
  return html`<div class="field">
    <label for=${id}
      >${label.label}${isNeeded ? html`<span class="needed" aria-hidden="true">*</span>` : nothing}</label
    >
    ${label.description ? html`<small>${label.description}</small>` : nothing} ${inputShown(input, id, isNeeded)}
  </div>`;
}

/**
 * @param {DiscordComponent} input
 * @param {string} id
 * @param {boolean} isNeeded
 */
function inputShown(input, id, isNeeded) {
  const most = input.max_length ?? 4000;
  switch (input.type) {
    case TEXT_INPUT:
      return input.style === PARAGRAPH
        ? html`<textarea
            id=${id}
            name=${id}
            rows="4"
            maxlength=${most}
            placeholder=${input.placeholder ?? ''}
            aria-required=${isNeeded}
            .defaultValue=${input.value ?? ''}
          ></textarea>`
        : html`<input
            id=${id}
            name=${id}
            type="text"
            autocomplete="off"
            maxlength=${most}
            placeholder=${input.placeholder ?? ''}
            aria-required=${isNeeded}
            value=${input.value ?? ''}
          />`;
    case STRING_SELECT:
    case RADIO:
      return select(id, input);
    case USER_SELECT: {
      const users = state.pictures.discord?.users ?? [];
      return select(id, { ...input, options: users.map(({ id: value, name: label }) => ({ value, label })) });
    }
    case CHECKBOXES:
      return (input.options ?? []).map(
        (one) =>
          html`<label class="tick">
            <input type="checkbox" name=${id} value=${one.value} ?checked=${one.default === true} /> ${one.label}
          </label>`,
      );
    case CHECKBOX:
      return html`<input type="checkbox" id=${id} name=${id} ?checked=${input.default === true} />`;
    default:
      return html`<span class="unknown">(component ${input.type})</span>`;
  }
}

/**
 * @param {string} id
 * @param {DiscordComponent} input
 */
function select(id, input) {
  const options = input.options ?? [];
  const isChosen = options.some((one) => one.default === true);
  return html`<select id=${id} name=${id} ?multiple=${(input.max_values ?? 1) > 1}>
    ${isChosen ? nothing : html`<option value="">${input.placeholder ?? 'Make a selection'}</option>`}
    ${options.map((one) => html`<option value=${one.value} ?selected=${one.default === true}>${one.label}</option>`)}
  </select>`;
}

/**
 * What was filled in, by custom id, as the stand-in's hands take it.
 * @param {DiscordComponent[]} components
 * @param {HTMLFormElement} form
 * @param {string} modal
 */
export function entries(components, form, modal) {
  /** @type {Record<string, string | string[] | boolean>} */
  const values = {};
  const filled = new FormData(form);
  const inputs = components.flatMap((one) => one.component ?? one.components ?? []);
  for (const { type, custom_id: customId = '' } of inputs) {
    const all = textsOf(filled, `${modal}-${customId}`);
    if (type === TEXT_INPUT) values[customId] = all[0] ?? '';
    else if (type === CHECKBOX) values[customId] = all.length > 0;
    else values[customId] = all.filter((one) => one !== '');
  }
  return values;
}
