import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { dialog } from '../dialog.js';
import { noticesShown } from '../notices.js';
import { act, actor, once, set, state } from '../state.js';
import { sayOutcome } from './act.js';
import { blockShown } from './blocks.js';
import { entries } from './fields.js';

/** @import { SlackBlock, SlackView } from './wire.d.ts' */

/** The modal that the person has on top, if any. */
export function slackModal() {
  const view = state.pictures.slack?.views[actor()?.slack ?? '']?.at(-1);
  if (view === undefined) return nothing;
  const spot = { viewId: view.id, values: view.state?.values };
  return dialog({
    key: `slack ${view.id}`,
    className: 'slack-modal',
    title: view.title?.text ?? '',
    cancel: view.close?.text ?? 'Cancel',
    ...(view.submit ? { submit: view.submit.text } : {}),
    busy: state.busy.has(`submit ${view.id}`),
    body: html`${repeat(view.blocks, keyOf, (block) => blockShown(block, spot))} ${noticesShown('slack')}`,
    onCancel: () => close(view, false),
    onCross: () => close(view, true),
    onSubmit: (form) => submit(view, form),
  });
}

/** @param {SlackBlock} block */
function keyOf(block) {
  return block.block_id;
}

/**
 * @param {SlackView} view
 * @param {boolean} all as the cross does with those below, too
 */
function close(view, all) {
  set({ errors: {} });
  void once(`close ${view.id}`, async () => {
    await act('slack', 'slack/close-modal', { user: actor()?.slack, viewId: view.id, ...(all ? { all } : {}) });
  });
}

/**
 * @param {SlackView} view
 * @param {HTMLFormElement} form
 */
function submit(view, form) {
  if (view.submit === null) return;
  const body = { user: actor()?.slack, viewId: view.id, values: entries(view, form) };
  void once(`submit ${view.id}`, async () => {
    const outcome = await act('slack', 'slack/submit', body);
    set({ errors: outcome?.['errors'] ?? {} });
    if (outcome?.['error'] !== 'incomplete') sayOutcome(outcome);
    // Drawn in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => focusWrong(form)));
  });
}

/** @param {HTMLFormElement} form */
function focusWrong(form) {
  const wrong = form.querySelector('.field:has(.wrong)');
  const field = wrong?.querySelector('input, select, textarea, button');
  if (field instanceof HTMLElement) field.focus();
}
