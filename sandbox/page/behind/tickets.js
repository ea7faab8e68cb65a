import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { texts } from './texts.js';
import { agents, handOf } from './agents.js';
import { act, once, state } from '../state.js';
import { ago } from '../text/time.js';

/** @import { Ticket } from '../wire.d.ts' */

const SHOWN = 12;

export function tickets() {
  const all = (state.pictures.freescout?.tickets ?? []).toReversed();
  return html`<section class="list" data-list="freescout" aria-labelledby="list-freescout">
    <h3 id="list-freescout">FreeScout <small>${all.filter((one) => one.status !== 'closed').length} open</small></h3>
    ${all.length === 0 ? html`<p class="empty">No ticket yet.</p>` : nothing}
    <ul>
      ${repeat(all.slice(0, SHOWN), ({ id }) => id, row)}
    </ul>
  </section>`;
}

/** @param {Ticket} ticket */
function row(ticket) {
  const seconds = Date.parse(ticket.createdAt ?? '') / 1000;
  return html`<li data-id=${ticket.id} class=${ticket.status === 'closed' ? 'over' : ''}>
    <span class="dot ${ticket.status === 'closed' ? 'over' : 'ticket'}" aria-hidden="true"></span>
    <div>
      <b>#${ticket.id} ${ticket.subject}</b>
      <small>${ticket.status} · ${ticket.customer} · ${ago(seconds)}</small>
    </div>
    <span class="deeds">${deeds(ticket)}</span>
    ${texts(ticket)}
  </li>`;
}

/** @param {Ticket} ticket */
function deeds(ticket) {
  const people = agents();
  const hand = handOf(people);
  /** @param {Event} event */
  function assign(event) {
    const to = /** @type {HTMLSelectElement} */ (event.target).value;
    press(ticket, to === '' ? 'agentUnassign' : 'agentAssign', to === '' ? [ticket.id, hand] : [ticket.id, hand, to]);
  }
  const isClosed = ticket.status === 'closed';
  return html`<select aria-label="Who has ticket ${ticket.id}" @change=${assign}>
      <option value="" .selected=${ticket.assignee === null}>nobody</option>
      ${people.map(
        (one) =>
          html`<option value=${one.email} .selected=${ticket.assignee === one.email}>
            ${one.name.split(' ')[0]}
          </option>`,
      )}
    </select>
    <button
      type="button"
      aria-label="${isClosed ? 'Open' : 'Close'} ticket ${ticket.id}"
      @click=${() => press(ticket, 'agentStatus', [ticket.id, hand, isClosed ? 'active' : 'closed'])}
    >
      ${isClosed ? 'Open' : 'Close'}
    </button>
    <button
      type="button"
      aria-label="Take ticket ${ticket.id} in FreeScout"
      ?disabled=${ticket.assignee === hand}
      @click=${() => press(ticket, 'agentClaim', [ticket.id, hand])}
    >
      Take
    </button>`;
}

/**
 * @param {Ticket} ticket
 * @param {string} deed
 * @param {unknown[]} given
 */
function press(ticket, deed, given) {
  void once(`${deed} ${ticket.id}`, async () => void (await act('panel', `freescout/${deed}`, given)));
}
