import { html } from 'lit-html';
import { act, changed, once, say, state } from '../state.js';
import { sent } from '../form.js';

/** @import { TrmmAgent } from '../wire.d.ts' */

/** What the form has chosen so far, since the choices hang on each other. */
const chosen = { client: '', agent: '', kind: '' };

const OUTPUTS = /** @type {Record<string, string>} */ ({
  'Drive C:': 'C: 3.1 GB of 119.2 GB free (2.6 %)',
  'Backup age': 'Last good backup is 49 hours old.\nJob "Nightly" ended with 0x80042306.',
  'Print Spooler': 'Service Spooler is stopped.',
  Internet: 'Request timed out.\nRequest timed out.\nRequest timed out.',
});

/** A failing check, an agent that is gone, or an alert made by hand. */
export function alertForm() {
  const agents = state.pictures.trmm?.agents ?? [];
  const clients = [...new Set(agents.map((agent) => agent.client))];
  const client = clients.includes(chosen.client) ? chosen.client : (clients[0] ?? '');
  const own = agents.filter((agent) => agent.client === client);
  const agent = own.find((one) => one.hostname === chosen.agent) ?? own[0];
  const kinds = ['offline', ...new Set(agent?.checks ?? []), 'custom'];
  const kind = kinds.includes(chosen.kind) ? chosen.kind : (kinds[0] ?? '');
  return html`<form @submit=${raise}>
    <div class="pair">
      ${choice('client', 'Client', clients, client)}
      ${choice(
        'agent',
        'Device',
        own.map(({ hostname }) => hostname),
        agent?.hostname ?? '',
      )}
    </div>
    <div class="pair">
      ${choice('kind', 'What fails', kinds, kind)}
      <label>
        Severity in TRMM
        <select name="severity" ?disabled=${kind === 'offline'}>
          <option value="error">error</option>
          <option value="warning">warning</option>
          <option value="info">info</option>
        </select>
      </label>
    </div>
    <label ?hidden=${kind === 'offline'}>
      What it prints
      <textarea name="output" rows="2" .value=${OUTPUTS[kind] ?? 'Something is wrong.'}></textarea>
    </label>
    <button type="submit" class="do">Raise the alert</button>
  </form>`;
}

const WORDS = /** @type {Record<string, string>} */ ({
  offline: 'the agent is offline',
  custom: 'an alert made by hand',
});

/**
 * @param {'client' | 'agent' | 'kind'} name
 * @param {string} label
 * @param {string[]} options
 * @param {string} value
 */
function choice(name, label, options, value) {
  /** @param {Event} event */
  function choose(event) {
    chosen[name] = /** @type {HTMLSelectElement} */ (event.target).value;
    changed();
  }
  return html`<label>
    ${label}
    <select name=${name} @change=${choose}>
      ${options.map((one) => html`<option value=${one} .selected=${one === value}>${WORDS[one] ?? one}</option>`)}
    </select>
  </label>`;
}

/** @param {Event} event */
function raise(event) {
  const { agent, kind = '', severity, output } = sent(event);
  void once('raise', async () => {
    const alert = await act('panel', 'trmm/raise', failureOf(agent, kind, severity, output));
    if (alert) say('panel', `TRMM raised alert ${alert['id']}.`, false);
  });
}

/**
 * @param {string | undefined} agent
 * @param {string} kind
 * @param {string | undefined} severity
 * @param {string | undefined} output
 */
function failureOf(agent, kind, severity, output) {
  if (kind === 'offline') return { agent, type: 'availability' };
  if (kind === 'custom') return { agent, type: 'custom', severity, output };
  return { agent, type: 'check', checkName: kind, severity, output };
}

/**
 * The devices of a client, for other forms.
 * @returns {TrmmAgent[]}
 */
export function agentsKnown() {
  return state.pictures.trmm?.agents ?? [];
}
