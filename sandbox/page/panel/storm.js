import { html } from 'lit-html';
import { act, once, say } from '../state.js';
import { agentsKnown } from './alert.js';
import { sent } from '../form.js';

/** A line that goes down takes a whole site with it. */
export function stormForm() {
  const clients = [...new Set(agentsKnown().map((agent) => agent.client))];
  return html`<form @submit=${start}>
    <div class="pair">
      <label>
        At
        <select name="client">
          ${clients.map((one) => html`<option value=${one}>${one}, first site</option>`)}
        </select>
      </label>
      <label>How many <input name="count" type="number" min="2" max="5000" value="25" required /></label>
    </div>
    <label>
      What
      <select name="type">
        <option value="availability">agents offline: the line is down</option>
        <option value="check">the check "Internet" fails everywhere</option>
      </select>
    </label>
    <button type="submit" class="do">Start the storm</button>
  </form>`;
}

/** @param {Event} event */
function start(event) {
  const { client, count, type } = sent(event);
  void once('storm', async () => {
    const answer = await act('panel', 'trmm/storm', { client, type, count: Number(count) });
    if (answer) say('panel', `TRMM raised ${answer['ids'].length} alerts at once.`, false);
  });
}
