import { html, nothing } from 'lit-html';
import { several } from '../several.js';
import { emojiWords } from './names.js';
import { TYPE } from './types.js';
import { namesFor } from './typed.js';

/** @import { DiscordComponent } from './wire.d.ts' */
/** @import { Suggestion } from '../suggestions.js' */

/** Which kind of command option names the same things. @type {Record<number, number>} */
const NAMED = {
  [TYPE.userSelect]: 6,
  [TYPE.roleSelect]: 8,
  [TYPE.mentionableSelect]: 9,
  [TYPE.channelSelect]: 7,
};

/**
 * What a select offers; people, roles and channels come from the guild.
 * @param {DiscordComponent} component
 * @returns {Suggestion[]}
 */
function choicesOf({ type, options = [] }) {
  const named = NAMED[type];
  if (named !== undefined) return namesFor(named).map(({ name, value }) => ({ label: name, value: String(value) }));
  return options.map(({ label, value, description = '', emoji }) => ({
    value,
    label: `${emojiWords(emoji)}${label}`,
    hint: description,
  }));
}

/** @param {DiscordComponent} component */
function presetOf({ options = [], default_values: values = [] }) {
  return new Set([...options.filter((one) => one.default).map(({ value }) => value), ...values.map(({ id }) => id)]);
}

/**
 * A select, of one or of several. `chosen` is told at once; in a form there is none.
 * @param {DiscordComponent} component
 * @param {{ id: string, label: string, isWrong?: boolean, chosen?: (values: string[]) => void }} how
 */
export function select(component, how) {
  const { placeholder = 'Make a selection', max_values: most = 1 } = component;
  const choices = choicesOf(component);
  const preset = presetOf(component);
  if (most === 1) return oneOf(component, choices, preset, how);
  return several({
    id: how.id,
    className: 'd-select',
    label: how.label,
    placeholder,
    choices,
    held: choices.filter(({ value }) => preset.has(value)),
    most,
    disabled: component.disabled === true,
    chosen: how.chosen && ((values) => values.length >= (component.min_values ?? 1) && how.chosen?.(values)),
  });
}

/**
 * @param {DiscordComponent} component
 * @param {Suggestion[]} choices
 * @param {Set<string>} preset
 * @param {{ id: string, label: string, isWrong?: boolean, chosen?: (values: string[]) => void }} how
 */
function oneOf(component, choices, preset, { id, label, isWrong = false, chosen }) {
  const isEmptied = component.min_values === 0 || component.required === false;
  /** @param {Event} event */
  function change(event) {
    const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
    chosen?.(value === '' ? [] : [value]);
  }
  return html`<select
    id=${id}
    name=${id}
    class="d-select"
    aria-label=${label}
    aria-invalid=${isWrong}
    ?disabled=${component.disabled === true}
    @change=${change}
  >
    <option value="" ?selected=${preset.size === 0} ?disabled=${chosen !== undefined && !isEmptied}>
      ${component.placeholder ?? 'Make a selection'}
    </option>
    ${choices.map(
      (one) =>
        html`<option value=${one.value} ?selected=${preset.has(one.value)}>
          ${one.label}${one.hint ? ` · ${one.hint}` : nothing}
        </option>`,
    )}
  </select>`;
}
