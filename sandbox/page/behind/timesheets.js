import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { act, once, state } from '../state.js';

/** @import { Timesheet } from '../wire.d.ts' */

const SHOWN = 12;
const DRAFT = 0;

export function timesheets() {
  const all = (state.pictures.erpnext?.timesheets ?? []).toReversed();
  const drafts = all.filter((one) => one.docstatus === DRAFT).length;
  return html`<section class="list" data-list="erpnext" aria-labelledby="list-erpnext">
    <h3 id="list-erpnext">ERPNext <small>${drafts} ${drafts === 1 ? 'draft' : 'drafts'}</small></h3>
    ${all.length === 0 ? html`<p class="empty">No time is logged yet.</p>` : nothing}
    <ul>
      ${repeat(all.slice(0, SHOWN), ({ name }) => name, row)}
    </ul>
  </section>`;
}

/** @param {Timesheet} sheet */
function row(sheet) {
  const isDraft = sheet.docstatus === DRAFT;
  const submit = () =>
    once(`submit ${sheet.name}`, async () => void (await act('panel', 'erpnext/submit', { name: sheet.name })));
  return html`<li data-id=${sheet.name} class=${isDraft ? '' : 'over'}>
    <span class="dot ${isDraft ? 'time' : 'over'}" aria-hidden="true"></span>
    <div>
      <b>${sheet.employee_name}, ${sheet.customer ?? 'no customer'}: ${sheet.total_hours} h</b>
      ${sheet.rows.map((one) => html`<small>${one.hours} h · ${one.description ?? 'no words'}</small>`)}
      <small>${sheet.name} · ${sheet.status}</small>
    </div>
    <span class="deeds">
      ${
        isDraft
          ? html`<button type="button" aria-label="Submit ${sheet.name}" @click=${submit}>Submit</button>`
          : nothing
      }
    </span>
  </li>`;
}
