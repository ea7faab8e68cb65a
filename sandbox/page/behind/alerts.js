import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { act, once, state } from '../state.js';
import { ago, clock } from '../text/time.js';

/** @import { TrmmAlert } from '../wire.d.ts' */

const SHOWN = 12;

export function alerts() {
  const trmm = state.pictures.trmm;
  const all = trmm?.alerts ?? [];
  const total = trmm?.total ?? 0;
  const isStorm = (trmm?.open ?? 0) > 2;
  return html`<section class="list" data-list="trmm" aria-labelledby="list-trmm">
    <h3 id="list-trmm">
      Tactical RMM <small>${trmm?.open ?? 0} open</small>
      ${isStorm ? html`<button type="button" @click=${recoverAll}>All recover</button>` : nothing}
    </h3>
    ${all.length === 0 ? html`<p class="empty">No alert yet.</p>` : nothing}
    <ul>
      ${repeat(all.slice(0, SHOWN), ({ id }) => id, row)}
    </ul>
    ${total > SHOWN ? html`<p class="empty">and ${total - SHOWN} more</p>` : nothing} ${notes()}
  </section>`;
}

/** What Deskbell and people wrote to devices. */
function notes() {
  const all = state.pictures.trmm?.notes ?? [];
  if (all.length === 0) return nothing;
  return html`<details class="texts" open>
    <summary>${all.length === 1 ? 'One note' : `${all.length} notes`} on devices</summary>
    ${all.map(
      ({ hostname, note, by, at }) =>
        html`<p><small>${hostname} · ${by} · ${ago(Date.parse(at) / 1000)}</small>${note}</p>`,
    )}
  </details>`;
}

/** @param {TrmmAlert} alert */
function row(alert) {
  const what =
    alert.check_name ?? alert.task_name ?? (alert.alert_type === 'availability' ? 'offline' : (alert.message ?? ''));
  const when = Date.parse(alert.resolved ? (alert.resolved_on ?? alert.alert_time) : alert.alert_time) / 1000;
  const name = `${alert.hostname ?? 'No device'}: ${what}`;
  return html`<li data-id=${alert.id} class=${alert.resolved ? 'over' : ''}>
    <span class="dot ${alert.resolved ? 'over' : alert.severity}" aria-hidden="true"></span>
    <div>
      <b>${name}</b>
      <small>${alert.id} · ${alert.severity} · ${stateOf(alert)} · ${ago(when)}</small>
    </div>
    <span class="deeds">${deeds(alert, name)}</span>
  </li>`;
}

/** @param {TrmmAlert} alert */
function stateOf(alert) {
  if (alert.resolved) return 'resolved';
  if (!alert.snoozed) return 'open';
  const until = Date.parse(alert.snooze_until ?? '') / 1000;
  return Number.isNaN(until) ? 'snoozed' : `snoozed until ${clock(until, { dateStyle: 'medium', timeStyle: 'short' })}`;
}

/**
 * @param {TrmmAlert} alert
 * @param {string} name
 */
function deeds(alert, name) {
  const canRecover = alert.alert_type !== 'custom';
  if (alert.resolved)
    return canRecover ? deed('Fail again', name, () => act('panel', 'trmm/raise', failureOf(alert))) : nothing;
  return html`${canRecover ? deed('Recover', name, () => act('panel', 'trmm/recover', failureOf(alert))) : nothing}
  ${
    alert.snoozed
      ? deed('Wake', name, () => act('panel', 'trmm/unsnooze', { id: alert.id }))
      : deed('Snooze', name, () => act('panel', 'trmm/snooze', { id: alert.id, days: 1 }))
  }
  ${deed('Resolve', name, () => act('panel', 'trmm/resolve', { id: alert.id }))}`;
}

/**
 * @param {string} label
 * @param {string} about
 * @param {() => Promise<unknown>} work
 */
function deed(label, about, work) {
  const press = () => once(`${label} ${about}`, async () => void (await work()));
  return html`<button type="button" aria-label="${label}: ${about}" @click=${press}>${label}</button>`;
}

/** @param {TrmmAlert} alert */
function failureOf({ hostname, alert_type: type, check_name: check, task_name: task, severity }) {
  const name = check ?? task;
  return { agent: hostname, type, ...(name ? { checkName: name } : {}), ...(type === 'check' ? { severity } : {}) };
}

function recoverAll() {
  void once('recover all', async () => void (await act('panel', 'trmm/recover-all')));
}
