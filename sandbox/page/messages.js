import { html } from 'lit-html';
import { mark } from './place.js';

/**
 * The messages of a conversation, which stays at its end while its reader does.
 * @param {string} label
 * @param {string} conversation names it among all of the page
 * @param {unknown} shown
 */
export function messages(label, conversation, shown) {
  /** @param {Event} event */
  function toEnd({ currentTarget }) {
    const list = /** @type {HTMLElement} */ (currentTarget).previousElementSibling;
    list?.scrollTo({ top: list.scrollHeight });
  }
  return html`<div
      class="messages"
      role="log"
      tabindex="0"
      aria-label=${label}
      aria-relevant="additions"
      data-conversation=${conversation}
      @scroll=${(/** @type {Event} */ event) => mark(/** @type {HTMLElement} */ (event.currentTarget))}
    >
      ${shown}
    </div>
    <button type="button" class="to-end" @click=${toEnd}>New below ↓</button>`;
}
