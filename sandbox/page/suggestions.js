import { html, nothing } from 'lit-html';
import { changed } from './state.js';

/** @typedef {{ value: string, label: string, hint?: string }} Suggestion */
/** @typedef {{ items: Suggestion[], active: number }} Box */

/**
 * What a box with suggestions needs. `search` is asked at each letter, at a press and at the arrow down; in an empty box, or one
 * at the foot of its column, at the focus too. Elsewhere a form that opens would be covered by the list of its first field.
 * @typedef {object} Wish
 * @property {string} id unique on the page
 * @property {string} label
 * @property {string} [placeholder]
 * @property {string} [initial]
 * @property {string} [className]
 * @property {boolean} [upwards]
 * @property {boolean} [wrong] says to those who cannot see that its field is not right
 * @property {(text: string) => Promise<Suggestion[]> | Suggestion[]} search
 * @property {(item: Suggestion, input: HTMLInputElement) => void} choose
 * @property {(input: HTMLInputElement) => void} [enter] Enter while nothing is marked
 * @property {(input: HTMLInputElement) => void} [leave]
 */

/** Lists that stand open. @type {Map<string, Box>} */
const boxes = new Map();

/** @param {Wish} wish */
export function suggestions(wish) {
  const box = boxes.get(wish.id);
  const isOpen = box !== undefined && box.items.length > 0;
  const active = isOpen ? box.items[box.active] : undefined;
  return html`<div class="suggest ${wish.upwards ? 'upwards' : ''}">
    <input
      id=${wish.id}
      name=${wish.id}
      class=${wish.className ?? ''}
      type="text"
      role="combobox"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      aria-label=${wish.label}
      aria-autocomplete="list"
      aria-invalid=${wish.wrong === true}
      aria-expanded=${isOpen}
      aria-controls="${wish.id}-list"
      aria-activedescendant=${active ? `${wish.id}-${box?.active}` : ''}
      placeholder=${wish.placeholder ?? ''}
      value=${wish.initial ?? ''}
      @input=${(/** @type {Event} */ event) => search(wish, inputOf(event))}
      @focus=${(/** @type {Event} */ event) => focused(wish, inputOf(event))}
      @click=${(/** @type {Event} */ event) => pressed(wish, inputOf(event))}
      @keydown=${(/** @type {KeyboardEvent} */ event) => key(wish, event)}
      @blur=${(/** @type {Event} */ event) => leave(wish, inputOf(event))}
    />
    ${isOpen ? list(wish, box) : html`<ul id="${wish.id}-list" role="listbox" hidden></ul>`}
  </div>`;
}

/**
 * @param {Wish} wish
 * @param {Box} box
 */
function list(wish, box) {
  return html`<ul id="${wish.id}-list" role="listbox" aria-label=${wish.label}>
    ${box.items.map(
      (item, index) =>
        // A press must not take the focus away before it counts.
        html`<li
          id="${wish.id}-${index}"
          role="option"
          aria-selected=${index === box.active}
          @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}
          @click=${() => pick(wish, item)}
        >
          <span>${item.label}</span>${item.hint ? html`<small>${item.hint}</small>` : nothing}
        </li>`,
    )}
  </ul>`;
}

/** @param {Event} event */
function inputOf(event) {
  return /** @type {HTMLInputElement} */ (event.currentTarget);
}

/**
 * @param {Wish} wish
 * @param {HTMLInputElement} input
 */
async function search(wish, input) {
  const text = input.value;
  const items = await wish.search(text);
  // An answer to what is no longer there is late.
  if (input.value !== text || document.activeElement !== input) return;
  boxes.set(wish.id, { items, active: -1 });
  changed();
}

/**
 * @param {Wish} wish
 * @param {HTMLInputElement} input
 */
function focused(wish, input) {
  if (wish.upwards || input.value === '') void search(wish, input);
}

/**
 * @param {Wish} wish
 * @param {HTMLInputElement} input
 */
function pressed(wish, input) {
  if (!wish.upwards && input.value !== '') void search(wish, input);
}

/**
 * @param {Wish} wish
 * @param {KeyboardEvent} event
 */
function key(wish, event) {
  const box = boxes.get(wish.id);
  const input = inputOf(event);
  const items = box?.items ?? [];
  if (event.key === 'ArrowDown' && items.length === 0) {
    event.preventDefault();
    return search(wish, input);
  }
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && box && items.length > 0) {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    box.active = (box.active + step + items.length + (box.active === -1 && step === -1 ? 1 : 0)) % items.length;
    return changed();
  }
  const marked = box === undefined ? undefined : items[event.key === 'Tab' ? Math.max(box.active, 0) : box.active];
  if (event.key === 'Tab' && wish.upwards && marked !== undefined && input.value !== '' && !event.shiftKey) {
    event.preventDefault();
    return pick(wish, marked);
  }
  if (event.key === 'Enter') {
    event.preventDefault();
    if (marked !== undefined) return pick(wish, marked);
    close(wish);
    return wish.enter?.(input);
  }
  if (event.key === 'Escape' && items.length > 0) {
    event.preventDefault();
    event.stopPropagation();
    close(wish);
  }
}

/**
 * @param {Wish} wish
 * @param {Suggestion} item
 */
function pick(wish, item) {
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById(wish.id));
  close(wish);
  if (input === null) return;
  wish.choose(item, input);
  input.focus();
}

/**
 * @param {Wish} wish
 * @param {HTMLInputElement} input
 */
function leave(wish, input) {
  close(wish);
  wish.leave?.(input);
}

/** @param {Wish} wish */
function close(wish) {
  boxes.delete(wish.id);
  changed();
}
