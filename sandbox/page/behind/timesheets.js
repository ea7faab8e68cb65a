import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { act, once, state } from '../state.js';

/** @import { Timesheet, TimesheetRow } from '../wire.d.ts' */

const SHOWN = 12;
const DRAFT = 0;

export function timesheets() {
  const all = (state.pictures.erpnext?.timesheets ?? []).toReversed();
  const drafts = all.filter((one) => one.docstatus === DRAFT).length;
  return html`<section class="list" data-list="erpnext" aria-labelledby="list-erpnext">
    <h3 id="list-erpnext">ERPNext <small>${drafts} ${drafts === 1 ? 'draft' : 'drafts'}</small></h3>
    ${all.length === 0 ? html`<p class="empty">No time is logged yet.</p>` : nothing}
    <ul>
      ${repeat(all.slice(0, SHOWN), ({ name }) => name, sheetRow)}
    </ul>
  </section>`;
}

/** @param {Timesheet} sheet */
function sheetRow(sheet) {
  const isDraft = sheet.docstatus === DRAFT;
  const who = sheet.employee_name ?? sheet.employee ?? 'nobody';
  return html`<li data-id=${sheet.name} class="timesheet ${isDraft ? '' : 'over'}">
    <span class="dot ${isDraft ? 'time' : 'over'}" aria-hidden="true"></span>
    <div>
      <b>${who}, ${sheet.customer ?? 'no customer'}: ${sheet.total_hours} h</b>
      <small>${facts([sheet.name, sheet.status, sheet.parent_project, sheet.employee])}</small>
    </div>
    <span class="deeds">${isDraft ? deeds(sheet) : nothing}</span>
    <ol aria-label="Rows of ${sheet.name}">
      ${sheet.rows.map((row) => timeRow(row, sheet))}
    </ol>
  </li>`;
}

/**
 * @param {TimesheetRow} row
 * @param {Timesheet} sheet
 */
function timeRow(row, { currency, parent_project: whole }) {
  const project = row.project === whole ? null : row.project;
  return html`<li>
    <span>${span(row)} · ${row.hours} h · ${row.activity ?? 'no activity'}</span>
    <span>${row.description ?? 'no words'}</span>
    <small>${facts([money(row, currency ?? ''), project, row.key ? `key ${row.key}` : 'by hand'])}</small>
  </li>`;
}

/** @param {(string | null)[]} all */
function facts(all) {
  return all.filter((one) => one !== null && one !== '').join(' · ');
}

/** @param {TimesheetRow} row */
function span({ from, to }) {
  const [day = '', start = '?'] = (from ?? '').split(' ');
  const [last = '', end = '?'] = (to ?? '').split(' ');
  const until = last === day || last === '' ? end.slice(0, 5) : `${last} ${end.slice(0, 5)}`;
  return `${day} ${start.slice(0, 5)}–${until}`;
}

/**
 * @param {TimesheetRow} row
 * @param {string} currency
 */
function money({ billable, rate, amount }, currency) {
  return billable ? `billable, ${rate} an hour: ${amount.toFixed(2)} ${currency}` : 'not billable';
}

/** @param {Timesheet} sheet */
function deeds({ name }) {
  /**
   * @param {string} label
   * @param {string} deed
   * @param {string} [before] What stands before the name for those who hear it.
   */
  const button = (label, deed, before = label) =>
    html`<button
      type="button"
      aria-label="${before} ${name}"
      @click=${() => void once(`${deed} ${name}`, async () => void (await act('panel', `erpnext/${deed}`, { name })))}
    >
      ${label}
    </button>`;
  return html`${button('Submit', 'submit')} ${button('Add a row', 'add-row', 'Add a row to')}
  ${button('Delete', 'remove')}`;
}
