import { html, nothing } from 'lit-html';
import { act, once, say, state } from '../state.js';

/** @import { SystemName } from '../wire.d.ts' */

const SYSTEMS = /** @type {readonly [SystemName, string][]} */ ([
  ['slack', 'Slack'],
  ['discord', 'Discord'],
  ['trmm', 'Tactical RMM'],
  ['freescout', 'FreeScout'],
  ['erpnext', 'ERPNext'],
]);

const SECONDS = 20;

/** Everything that goes wrong at night. */
export function trouble() {
  const { plugged, limited, bot } = state.pictures.demo ?? {};
  return html`<table class="trouble">
    <tbody>
      ${SYSTEMS.map(([id, title]) => {
        const isIn = plugged?.[id] !== false;
        return html`<tr>
          <th scope="row">${title}</th>
          <td>
            <button
              type="button"
              aria-pressed=${!isIn}
              aria-label="${isIn ? 'Unplug' : 'Plug in'} ${title}"
              @click=${() => plug(id, !isIn)}
            >
              ${isIn ? 'Unplug' : 'Plug in'}
            </button>
            <button
              type="button"
              aria-pressed=${limited?.[id] === true}
              aria-label="429, ${SECONDS} s: from ${title}"
              @click=${() => limit(id, title)}
            >
              429, ${SECONDS} s
            </button>
            ${id === 'erpnext' ? html`<button type="button" @click=${restart}>Restart</button>` : nothing}
          </td>
        </tr>`;
      })}
      <tr>
        <th scope="row">Deskbell</th>
        <td>
          <button type="button" ?disabled=${bot?.is === 'down'} @click=${() => act('panel', 'bot/restart')}>
            Restart Deskbell
          </button>
          <button type="button" ?disabled=${bot?.is === 'down'} @click=${() => act('panel', 'bot/kill')}>
            Kill it
          </button>
        </td>
      </tr>
    </tbody>
  </table>`;
}

/**
 * @param {SystemName} id
 * @param {boolean} plugged
 */
function plug(id, plugged) {
  void once(`plug ${id}`, async () => void (await act('panel', `${id}/plug`, { plugged })));
}

/**
 * @param {SystemName} id
 * @param {string} title
 */
async function limit(id, title) {
  const done = await act('panel', `${id}/limit`, { seconds: SECONDS });
  if (done) say('panel', `${title} answers every call with 429 for ${SECONDS} seconds.`, false);
}

async function restart() {
  const done = await act('panel', 'erpnext/restart', { badGateway: 3, stopped: 3 });
  if (done) say('panel', 'ERPNext restarts: three calls meet 502, three more 503.', false);
}
