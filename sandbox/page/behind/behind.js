import { html } from 'lit-html';
import { alerts } from './alerts.js';
import { tickets } from './tickets.js';
import { timesheets } from './timesheets.js';

/** The systems as they really stand, whatever the cards say. */
export function behind() {
  return html`<section class="behind" data-part="behind" aria-labelledby="behind-title">
    <h2 id="behind-title">As it really stands</h2>
    ${alerts()} ${tickets()} ${timesheets()}
  </section>`;
}
