import { html } from 'lit-html';

/**
 * In the place of what the page cannot draw, so that nobody takes it for nothing.
 * @param {string} what
 */
export function unknown(what) {
  return html`<div class="unknown" role="note">Cannot be shown here: ${what}</div>`;
}
