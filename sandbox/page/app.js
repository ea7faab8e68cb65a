import { html, nothing } from 'lit-html';
import { behind } from './behind/behind.js';
import { questionDialog } from './dialog.js';
import { discordColumn } from './discord/column.js';
import { discordModal } from './discord/modal.js';
import { panel } from './panel/panel.js';
import { slackColumn } from './slack/column.js';
import { slackModal } from './slack/modal.js';
import { set, state } from './state.js';
import { clock, now } from './text/time.js';
import { tour, tourButton } from './tour/tour.js';

const PARTS = /** @type {const} */ ([
  ['slack', 'Slack'],
  ['discord', 'Discord'],
  ['panel', 'Make it happen'],
  ['behind', 'Behind'],
]);

export function app() {
  return html`
    ${header()} ${lastWords()} ${tour()}
    <nav class="parts" aria-label="Parts of the page">
      ${PARTS.map(
        ([id, label]) =>
          html`<button
            type="button"
            aria-current=${state.shown === id ? 'true' : 'false'}
            @click=${() => set({ shown: id })}
          >
            ${label}
          </button>`,
      )}
    </nav>
    <main data-shown=${state.shown}>
      ${slackColumn()} ${discordColumn()}
      <div class="side">${panel()} ${behind()}</div>
    </main>
    ${slackModal()} ${discordModal()} ${questionDialog()}
  `;
}

function header() {
  const people = state.pictures.demo?.people ?? [];
  return html`<header class="page-top">
    <h1><img src="/page/bell.svg" alt="" width="20" height="20" /> Deskbell <small>the demo</small></h1>
    <fieldset class="actors">
      <legend>Acting as</legend>
      ${people.map(
        (person, index) =>
          html`<label title=${person.does}>
            <input
              type="radio"
              name="actor"
              .checked=${state.actor === index}
              @change=${() => set({ actor: index, errors: {} })}
            />
            <span>${person.does.includes('guest') ? 'Guest' : person.name.split(' ')[0]}</span>
          </label>`,
      )}
    </fieldset>
    ${tourButton()} ${time()} ${health()}
  </header>`;
}

function time() {
  const ahead = state.pictures.demo?.clock.ahead ?? 0;
  const shown = clock(now() / 1000, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const hours = Math.round(ahead / 360_000) / 10;
  return html`<p class="time ${ahead > 0 ? 'moved' : ''}">
    <span aria-hidden="true">🕗</span> <time>${shown}</time>${ahead > 0 ? ` (${hours} h ahead)` : nothing}
  </p>`;
}

function health() {
  const bot = state.pictures.demo?.bot;
  if (!state.connected) return html`<p class="health bad" role="status">The demo has ended, or is starting</p>`;
  const words = { starting: 'Deskbell is starting…', running: 'Deskbell is running', down: 'Deskbell is down' };
  const times =
    bot && bot.restarts > 0 ? `, started again ${bot.restarts === 1 ? 'once' : `${bot.restarts} times`}` : '';
  return html`<p class="health ${bot?.is === 'running' ? 'good' : 'bad'}" role="status">
    ${words[bot?.is ?? 'starting']}${times}
  </p>`;
}

/** Why Deskbell does not come up, as far as it could still say it. */
function lastWords() {
  const bot = state.pictures.demo?.bot;
  if (bot === undefined || bot.lastWords === '' || bot.is === 'running') return nothing;
  return html`<details class="last-words" open>
    <summary>What Deskbell said last</summary>
    <pre>${bot.lastWords}</pre>
  </details>`;
}
