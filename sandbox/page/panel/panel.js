import { html, nothing } from 'lit-html';
import { noticesShown } from '../notices.js';
import { set, state } from '../state.js';
import { alertForm } from './alert.js';
import { clockForm } from './clock.js';
import { mailForm } from './mail.js';
import { stormForm } from './storm.js';
import { trouble } from './trouble.js';

const TABS = /** @type {const} */ ([
  ['alert', 'An alert', alertForm],
  ['storm', 'A storm', stormForm],
  ['mail', 'A mail', mailForm],
  ['trouble', 'Trouble', trouble],
  ['clock', 'Clock', clockForm],
]);

/** What the world can do to Deskbell. */
export function panel() {
  if (state.pictures.trmm === undefined || state.pictures.demo === undefined) return nothing;
  return html`<section class="panel" data-part="panel" aria-labelledby="panel-title">
    <h2 id="panel-title">Make it happen</h2>
    <div class="choices" role="tablist" aria-label="What happens">
      ${TABS.map(
        ([id, label]) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${id}"
            aria-selected=${state.panel === id}
            aria-controls="panel-body"
            tabindex=${state.panel === id ? 0 : -1}
            @click=${() => set({ panel: id })}
            @keydown=${(/** @type {KeyboardEvent} */ event) => move(event)}
          >
            ${label}
          </button>`,
      )}
    </div>
    <div id="panel-body" role="tabpanel" aria-labelledby="tab-${state.panel}">
      ${TABS.map(([id, , shown]) => html`<div ?hidden=${state.panel !== id}>${shown()}</div>`)}
    </div>
    ${noticesShown('panel')}
  </section>`;
}

/** @param {KeyboardEvent} event */
function move(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const index = TABS.findIndex(([id]) => id === state.panel);
  const [id] = TABS[(index + step + TABS.length) % TABS.length] ?? TABS[0];
  set({ panel: id });
  document.getElementById(`tab-${id}`)?.focus();
}
