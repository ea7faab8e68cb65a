import { html, nothing } from 'lit-html';
import { textsOf } from '../form.js';
import { state } from '../state.js';
import { unknown } from '../text/unknown.js';
import { markdown } from './markdown.js';
import { select } from './selects.js';
import { isSelect, TYPE } from './types.js';

/** @import { DiscordComponent } from './wire.d.ts' */

const PARAGRAPH = 2;
const MOST = 4000;

/**
 * @param {DiscordComponent} component
 * @param {string} modal
 * @returns {unknown}
 */
export function fieldShown(component, modal) {
  if (component.type === TYPE.text) return html`<div class="d-text">${markdown(component.content ?? '')}</div>`;
  if (component.type === TYPE.row) return (component.components ?? []).map((one) => labelled(one, one, modal));
  if (component.type === TYPE.label && component.component) return labelled(component, component.component, modal);
  return unknown(`component ${component.type}`);
}

/**
 * @param {DiscordComponent} label
 * @param {DiscordComponent} input
 * @param {string} modal
 */
function labelled(label, input, modal) {
  const id = fieldId(modal, input);
  const words = label.label ?? '';
  const wrong = state.errors[id];
  const isNeeded = input.required !== false && input.type !== TYPE.checkbox;
  const mark = isNeeded ? html`<span class="needed" aria-hidden="true">*</span>` : nothing;
  const isGroup = input.type === TYPE.radioGroup || input.type === TYPE.checkboxGroup || (input.max_values ?? 1) > 1;
  return html`<div class="field">
    ${isGroup ? html`<span class="label">${words}${mark}</span>` : html`<label for=${id}>${words}${mark}</label>`}
    ${label.description ? html`<small>${label.description}</small>` : nothing}
    ${inputShown(input, { id, label: words, isNeeded, isWrong: wrong !== undefined })}
    ${wrong === undefined ? nothing : html`<p class="wrong" role="alert">${wrong}</p>`}
  </div>`;
}

/**
 * @param {string} modal
 * @param {DiscordComponent} input
 */
export function fieldId(modal, { custom_id: customId = '' }) {
  return `discord-${modal}-${customId}`.replaceAll(/\s/g, '_');
}

/** @typedef {{ id: string, label: string, isNeeded: boolean, isWrong: boolean }} Field */

/**
 * @param {DiscordComponent} input
 * @param {Field} field
 */
function inputShown(input, field) {
  if (isSelect(input.type)) return select(input, field);
  switch (input.type) {
    case TYPE.textInput:
      return textInput(input, field);
    case TYPE.radioGroup:
    case TYPE.checkboxGroup:
      return ticks(input, field);
    case TYPE.checkbox:
      return html`<input type="checkbox" id=${field.id} name=${field.id} ?checked=${input.default === true} />`;
    default:
      return unknown(`field ${input.type}`);
  }
}

/**
 * @param {DiscordComponent} input
 * @param {Field} field
 */
function textInput(input, { id, label, isNeeded, isWrong }) {
  const { max_length: most = MOST, placeholder = '', value = '' } = input;
  return input.style === PARAGRAPH
    ? html`<textarea
        id=${id}
        name=${id}
        rows="4"
        aria-label=${label}
        maxlength=${most}
        placeholder=${placeholder}
        aria-required=${isNeeded}
        aria-invalid=${isWrong}
        .defaultValue=${value}
      ></textarea>`
    : html`<input
        id=${id}
        name=${id}
        type="text"
        autocomplete="off"
        aria-label=${label}
        maxlength=${most}
        placeholder=${placeholder}
        aria-required=${isNeeded}
        aria-invalid=${isWrong}
        value=${value}
      />`;
}

/**
 * @param {DiscordComponent} input
 * @param {Field} field
 */
function ticks(input, { id, label, isWrong }) {
  const isRadio = input.type === TYPE.radioGroup;
  return html`<div class="ticks" role=${isRadio ? 'radiogroup' : 'group'} aria-label=${label} aria-invalid=${isWrong}>
    ${(input.options ?? []).map(
      (one) =>
        html`<label class="tick">
          <input
            type=${isRadio ? 'radio' : 'checkbox'}
            name=${id}
            value=${one.value}
            ?checked=${one.default === true}
          />
          <span>${one.label}${one.description ? html`<small>${one.description}</small>` : nothing}</span>
        </label>`,
    )}
  </div>`;
}

/** @param {DiscordComponent[]} components of a form */
export function inputsOf(components) {
  return components.flatMap((one) => one.component ?? one.components ?? []);
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
  for (const input of inputsOf(components)) {
    const { type, custom_id: customId = '' } = input;
    if (type === TYPE.fileUpload) continue;
    const all = textsOf(filled, fieldId(modal, input));
    if (type === TYPE.textInput) values[customId] = all[0] ?? '';
    else if (type === TYPE.checkbox) values[customId] = all.length > 0;
    else values[customId] = all.filter((one) => one !== '');
  }
  return values;
}
