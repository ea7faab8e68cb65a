import { html, nothing } from 'lit-html';
import { changed, set } from '../state.js';
import { keep, look, progress, restart } from './progress.js';
import { STEPS } from './steps.js';

/** How long a part stands out, in milliseconds. */
const POINTED = 2500;

/** Opens the tour where it was left, or folds it away. */
export function tourButton() {
  const isOpen = progress()?.open === true;
  const toggle = () => {
    keep({ open: !isOpen });
    changed();
  };
  return html`<button type="button" class="tour-button" aria-expanded=${isOpen} @click=${toggle}>Tour</button>`;
}

/** Two minutes through the main job. It says where to press, watches the systems themselves and stands in nobody's way. */
export function tour() {
  const now = look();
  return html`<p class="unseen" role="status">${now?.open === true ? spoken(now.ticked) : ''}</p>
    ${now?.open === true ? shown(now.ticked) : nothing}`;
}

/** @param {number} ticked */
function spoken(ticked) {
  const before = STEPS[ticked - 1];
  const next = STEPS[ticked];
  const done = before === undefined ? '' : `Done: ${before.title}. `;
  return next === undefined ? `${done}The tour is finished.` : `${done}Next: ${next.title}. ${next.how}`;
}

/** @param {number} ticked */
function shown(ticked) {
  const step = STEPS[ticked];
  return html`<section class="tour" aria-label="Tour">
    <p>
      ${
        step === undefined
          ? html`<b>That is the whole job.</b> Try a storm, pull a plug, or press on what you like.`
          : html`<b>${ticked + 1} of ${STEPS.length}: ${step.title}.</b> ${step.how}`
      }
    </p>
    <span class="tour-deeds">
      ${
        step === undefined
          ? html`<button type="button" @click=${again}>Once more</button>`
          : html`<button type="button" @click=${() => show(step)}>Show me where</button>`
      }
      <button type="button" @click=${leave}>Leave</button>
    </span>
    <details>
      <summary>All steps, ${ticked} done</summary>
      <ol>
        ${STEPS.map(
          ({ title }, index) =>
            html`<li class=${index < ticked ? 'done' : ''} aria-current=${index === ticked ? 'step' : nothing}>
              ${title}${index < ticked ? html`<span aria-label="done"> ✓</span>` : nothing}
            </li>`,
        )}
      </ol>
    </details>
  </section>`;
}

function again() {
  restart();
  changed();
}

function leave() {
  keep({ open: false });
  changed();
  // The button that was pressed goes away: the keyboard is where the tour is taken up again.
  const button = document.querySelector('button.tour-button');
  if (button instanceof HTMLElement) button.focus();
}

/** @param {import('./steps.js').Step} step */
function show({ part, tab }) {
  set({ shown: part, ...(tab === undefined ? {} : { panel: tab }) });
  const place = document.querySelector(`[data-part="${part}"], .column.${part}`);
  place?.scrollIntoView({ block: 'nearest' });
  place?.classList.add('pointed');
  setTimeout(() => place?.classList.remove('pointed'), POINTED);
}
