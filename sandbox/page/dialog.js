import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { set, state } from './state.js';

/**
 * A modal with a form in it; a new `key` makes a new one.
 * @param {{ key: string, className: string, title: string, cancel: string, submit?: string, body: unknown, onCancel: () => void, onSubmit?: (form: HTMLFormElement) => void }} wish
 */
export function dialog({ key, className, title, cancel, submit, body, onCancel, onSubmit }) {
  /** @param {Event} event */
  function send(event) {
    event.preventDefault();
    onSubmit?.(/** @type {HTMLFormElement} */ (event.currentTarget));
  }
  /** @param {Event} event */
  function escape(event) {
    event.preventDefault();
    onCancel();
  }
  return keyed(
    key,
    html`<dialog class=${className} aria-label=${title} @cancel=${escape}>
      <form novalidate @submit=${send}>
        <header>
          <h3>${title}</h3>
          <button type="button" class="plain" aria-label="Close" @click=${onCancel}>×</button>
        </header>
        <div class="fields">${body}</div>
        <footer>
          <button type="button" class="cancel" @click=${onCancel}>${cancel}</button>
          ${submit === undefined ? nothing : html`<button type="submit" class="submit">${submit}</button>`}
        </footer>
      </form>
    </dialog>`,
  );
}

/** The question that some of Slack's buttons ask before they count. */
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
    body: html`<p>${question.text}</p>`,
    onCancel: no,
    onSubmit() {
      no();
      void question.press();
    },
  });
}
