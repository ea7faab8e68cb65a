import { html, nothing } from 'lit-html';
import { several } from '../several.js';
import { textShown } from './act.js';
import { choicesOf } from './options.js';

/** @import { SlackElement, SlackOption } from './wire.d.ts' */
/** @import { Wish } from './controls.js' */
/** @import { Choice } from './options.js' */

/**
 * A menu for one choice.
 * @param {SlackElement} element
 * @param {Wish} wish
 */
export function oneOf(element, { id, label, held, isWrong, chosen }) {
  const choices = choicesOf(element);
  const initial = held[0]?.value;
  const groups = Map.groupBy(choices, ({ group }) => group ?? '');
  /** @param {Event} event */
  function change(event) {
    const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
    if (value !== '') chosen?.(value);
  }
  return html`<select
    id=${id}
    name=${id}
    class="s-control"
    aria-label=${label}
    aria-invalid=${isWrong}
    @change=${change}
  >
    <option value="" ?selected=${initial === undefined} ?disabled=${chosen !== undefined}>
      ${element.placeholder?.text ?? 'Choose an option'}
    </option>
    ${[...groups].map(([group, all]) =>
      group === ''
        ? all.map((one) => option(one, initial))
        : html`<optgroup label=${group}>${all.map((one) => option(one, initial))}</optgroup>`,
    )}
  </select>`;
}

/**
 * @param {Choice} one
 * @param {string | undefined} initial
 */
function option({ value, label, about }, initial) {
  return html`<option value=${value} ?selected=${value === initial}>${about ? `${label} (${about})` : label}</option>`;
}

/**
 * @param {SlackElement} element
 * @param {Wish} wish
 */
export function severalOf(element, { id, label, held, chosen }) {
  const choices = choicesOf(element);
  return several({
    id,
    className: 's-control',
    label,
    placeholder: element.placeholder?.text ?? 'Choose options',
    choices: choices.map(({ value, label, about, group }) => ({ value, label, hint: about ?? group ?? '' })),
    held,
    most: element.max_selected_items ?? choices.length,
    chosen,
  });
}

/**
 * Radio buttons or check boxes.
 * @param {SlackElement} element
 * @param {Wish} wish
 */
export function ticks(element, { id, label, held, isWrong, chosen }) {
  const initial = new Set(held.map(({ value }) => value));
  const isRadio = element.type === 'radio_buttons';
  /** @param {Event} event */
  function change(event) {
    const boxes = /** @type {Element} */ (event.currentTarget).querySelectorAll('input');
    const values = [...boxes].filter((one) => one.checked).map((one) => one.value);
    chosen?.(isRadio ? (values[0] ?? null) : values);
  }
  return html`<div
    class="s-ticks"
    role=${isRadio ? 'radiogroup' : 'group'}
    aria-label=${label}
    aria-invalid=${isWrong}
    @change=${change}
  >
    ${(element.options ?? []).map((one) => richBox(isRadio ? 'radio' : 'checkbox', id, one, initial.has(one.value)))}
  </div>`;
}

/**
 * @param {string} type
 * @param {string} name
 * @param {SlackOption} one
 * @param {boolean} isTicked
 */
function richBox(type, name, { value, text, description }, isTicked) {
  return html`<label class="tick">
    <input type=${type} name=${name} value=${value} ?checked=${isTicked} />
    <span class="rich"
      >${textShown(text)}${description ? html`<small>${textShown(description)}</small>` : nothing}</span
    >
  </label>`;
}
