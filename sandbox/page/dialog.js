import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { set, state } from './state.js';

/**
 * A modal with a form in it; a new `key` makes a new one. The cross, where it differs from `cancel`, is `onCross`.
 * @param {{ key: string, className: string, title: string, cancel: string, submit?: string, busy?: boolean, body: unknown, onCancel: () => void, onCross?: () => void, onSubmit?: (form: HTMLFormElement) => void }} wish
 */
export function dialog({ key, className, title, cancel, submit, busy = false, body, onCancel, onCross, onSubmit }) {
  /** @param {Event} event */
  function send(event) {
    event.preventDefault();
    onSubmit?.(/** @type {HTMLFormElement} */ (event.currentTarget));
  }
  /** @param {Event} event */
  function escape(event) {
    // What is asked inside, such as for a file, is closed by itself.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    onCancel();
  }
  // The cross stands last, so that the keyboard begins in the first field.
  return keyed(
    key,
    html`<dialog class=${className} aria-label=${title} @cancel=${escape}>
      <form novalidate @submit=${send}>
        <header><h2>${title}</h2></header>
        <div class="fields">${body}</div>
        <footer>
          <button type="button" class="cancel" @click=${onCancel}>${cancel}</button>
          ${
            submit === undefined
              ? nothing
              : html`<button type="submit" class="submit" aria-busy=${busy}>${submit}</button>`
          }
        </footer>
        <button type="button" class="plain cross" aria-label="Close" @click=${onCross ?? onCancel}>×</button>
      </form>
    </dialog>`,
  );
}

/** The question that some of Slack's elements ask before they count. */
export function questionDialog() {
  const { question } = state;
  if (question === undefined) return nothing;
  const no = () => set({ question: undefined });
  return dialog({
    key: `question ${question.title}`,
    className: question.danger ? 'slack-modal danger' : 'slack-modal',
    title: question.title,
    cancel: question.no,
    submit: question.yes,
    body: html`<div class="rich">${question.text}</div>`,
    onCancel: no,
    onSubmit() {
      no();
      void question.press();
    },
  });
}
