import { html } from 'lit-html';
import { sent } from '../form.js';
import { act, once, say } from '../state.js';
import { agents, handOf } from './agents.js';

/** @import { Ticket } from '../wire.d.ts' */

/**
 * What stands in a ticket, with notes and history, and a place to write as FreeScout's own page has one.
 * @param {Ticket} ticket
 */
export function texts(ticket) {
  const shown = ticket.threads.filter(({ type, body }) => type !== 'lineitem' && body !== '');
  return html`<details class="texts">
    <summary>${shown.length} ${shown.length === 1 ? 'text' : 'texts'}${newestNote(ticket)}</summary>
    ${shown.map(({ type, author, body }) => html`<p data-type=${type}><small>${type} · ${author}</small>${plain(body)}</p>`)}
    <form @submit=${(/** @type {SubmitEvent} */ event) => write(event, ticket)}>
      <label>
        <small>Write by hand in FreeScout</small>
        <textarea name="body" rows="2" required aria-label="Words for ticket ${ticket.id}">
We are looking into it.</textarea>
      </label>
      <button type="submit" value="agentReply" aria-label="Answer ticket ${ticket.id} in FreeScout">Answer</button>
      <button type="submit" value="agentNote" aria-label="Note on ticket ${ticket.id} in FreeScout">Note</button>
      <button type="submit" value="customerReply" aria-label="Customer writes again on ticket ${ticket.id}">
        Customer writes
      </button>
    </form>
  </details>`;
}

/** The last note is read without a press, since it is what Deskbell writes back. @param {Ticket} ticket */
function newestNote({ threads }) {
  const note = threads.findLast(({ type }) => type === 'note');
  return note === undefined ? '' : `, note: ${plain(note.body)}`;
}

/**
 * @param {SubmitEvent} event
 * @param {Ticket} ticket
 */
function write(event, ticket) {
  const { body } = sent(event);
  const deed = /** @type {HTMLButtonElement} */ (event.submitter).value;
  const by = deed === 'customerReply' ? [] : [handOf(agents())];
  void once(`${deed} ${ticket.id}`, async () => {
    const done = await act('panel', `freescout/${deed}`, [ticket.id, ...by, body]);
    if (done) say('panel', `Written to ticket ${ticket.id} in FreeScout.`, false);
  });
}

const ENTITIES = /** @type {Record<string, string>} */ ({
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#039;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
});

/**
 * FreeScout keeps HTML, here are words: lines break where its paragraphs do, and any other tag is shown as it stands.
 * No parser of the browser's sees it, so nothing in a customer's mail can ask for anything.
 * @param {string} body
 */
function plain(body) {
  return body
    .replaceAll(/<br\s*\/?>|<\/(p|div)>/gi, '\n')
    .replaceAll(/<(p|div)[^>]*>/gi, '')
    .replaceAll(/&(lt|gt|quot|#0?39|nbsp|amp);/g, (one) => ENTITIES[one] ?? one)
    .trim();
}
