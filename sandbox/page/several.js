import { html, nothing } from 'lit-html';
import { pick, picksOf } from './picks.js';
import { popover } from './popover.js';

/** @import { Suggestion } from './suggestions.js' */

/** What each menu had when it was closed last. @type {Map<string, string>} */
const sent = new Map();

/**
 * A menu for several of a list, which counts once it is closed. In a form its boxes carry the menu's id as their name.
 * @param {{ id: string, className: string, label: string, placeholder: string, choices: Suggestion[], held: Suggestion[], most: number, disabled?: boolean, chosen?: ((values: string[]) => void) | undefined }} wish
 */
export function several({ id, className, label, placeholder, choices, held, most, disabled = false, chosen }) {
  const picked = picksOf(id, held);
  const values = new Set(picked.map(({ value }) => value));
  const words = choices.filter(({ value }) => values.has(value)).map((one) => one.label);
  const shown = words.length > 0 ? words.join(', ') : placeholder;
  /** @param {Event} event */
  function change(event) {
    const { value, checked } = /** @type {HTMLInputElement} */ (event.target);
    const others = picksOf(id, held).filter((one) => one.value !== value);
    const one = choices.find((choice) => choice.value === value);
    pick(id, checked && one ? [...others, one] : others);
  }
  function close() {
    const now = picksOf(id, held).map(({ value }) => value);
    const before = sent.get(id) ?? keyOf(held.map(({ value }) => value));
    if (chosen === undefined || keyOf(now) === before) return;
    sent.set(id, keyOf(now));
    chosen(now);
  }
  return popover({
    id: `${id}-sheet`,
    className,
    // Who speaks to the page says what is seen on the button.
    label: label === shown ? label : `${label}: ${shown}`,
    shown: html`<span class="picked">${shown}</span>`,
    disabled,
    body: html`<fieldset aria-label=${label} @change=${change}>
      ${choices.map(
        (one) =>
          html`<label class="tick">
            <input
              type="checkbox"
              name=${id}
              value=${one.value}
              .checked=${values.has(one.value)}
              ?disabled=${values.size >= most && !values.has(one.value)}
            />
            <span>${one.label}${one.hint ? html`<small>${one.hint}</small>` : nothing}</span>
          </label>`,
      )}
    </fieldset>`,
    onClose: close,
  });
}

/** @param {string[]} values */
function keyOf(values) {
  return values.toSorted().join('\n');
}
