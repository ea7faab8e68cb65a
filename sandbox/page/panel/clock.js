import { html } from 'lit-html';
import { act, once, set, state } from '../state.js';
import { now, whole } from '../text/time.js';

const MINUTE = 60_000;
const ZONE = 'Europe/Berlin';

const MOVES = /** @type {const} */ ([
  ['+5 min', '+5 min on the clock', { by: 5 * MINUTE }],
  ['+15 min', '+15 min on the clock', { by: 15 * MINUTE }],
  ['+1 h', '+1 h on the clock', { by: 60 * MINUTE }],
  ['+4 h', '+4 h on the clock', { by: 240 * MINUTE }],
  ['Tomorrow 08:00', 'Tomorrow 08:00 in Berlin', { to: '08:00', zone: ZONE }],
]);

/** The time of the whole demo, which goes only ahead; and everything from the start. */
export function clockForm() {
  const { clock } = state.pictures.demo ?? {};
  return html`<p><b>${whole(now() / 1000)}</b></p>
    <p class="hint">
      ${clock?.followed === false ? 'Deskbell follows as soon as it answers.' : 'First responses fall due, whoever is on call is called, and digests are sent at once.'}
    </p>
    <div class="moves">
      ${MOVES.map(
        ([label, name, move]) =>
          html`<button
            type="button"
            aria-label=${name}
            @click=${() => once('clock', async () => void (await act('panel', 'demo/clock', move)))}
          >
            ${label}
          </button>`,
      )}
    </div>
    <button type="button" class="reset" ?disabled=${state.busy.has('reset')} @click=${askReset}>
      ${state.busy.has('reset') ? 'Starting over…' : 'Start over'}
    </button>
    <p class="hint">Empties all five systems and Deskbell, and brings the real time back.</p>`;
}

/** It takes away what a person has built up, so it is asked first. */
function askReset() {
  const press = () => once('reset', async () => void (await act('panel', 'demo/reset')));
  const text = 'All alerts, tickets, hours and cards of this demo go away.';
  set({ question: { title: 'Start over?', text, yes: 'Start over', no: 'Cancel', danger: true, press } });
}
