import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { mark } from './place.js';
import { clock, prettyDay } from './text/time.js';

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

/**
 * Messages in their order, with a line where a new day begins.
 * @template Message
 * @param {Message[]} all oldest first
 * @param {{ id: (message: Message) => string, seconds: (message: Message) => number, shown: (message: Message) => unknown }} how
 */
export function byDay(all, { id, seconds, shown }) {
  if (all.length === 0) return html`<p class="empty">Nothing has rung yet.</p>`;
  const days = all.map((message) => prettyDay(seconds(message)));
  // Who reads only what came today needs no line for it.
  return repeat(all, id, (message, index) => [
    days[index] === (days[index - 1] ?? 'today')
      ? nothing
      : html`<p class="day">
          <time title=${clock(seconds(message), { dateStyle: 'full' })}>${days[index]}</time>
        </p>`,
    shown(message),
  ]);
}
