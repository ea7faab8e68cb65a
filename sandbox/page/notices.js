import { html } from 'lit-html';
import { hush, state } from './state.js';

/** @import { Column } from './wire.d.ts' */

/** @param {Column} column */
export function noticesShown(column) {
  return html`<div class="notices" role="status">
    ${state.notices[column].map(
      ({ id, text, bad }) =>
        html`<p class=${bad ? 'bad' : ''}>
          ${text} <button type="button" class="plain" aria-label="Dismiss" @click=${() => hush(column, id)}>×</button>
        </p>`,
    )}
  </div>`;
}
