import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { dialog } from '../dialog.js';
import { noticesShown } from '../notices.js';
import { act, actor, once, set, state } from '../state.js';
import { blockShown } from './blocks.js';
import { sayOutcome } from './elements.js';
import { entries, inputShown } from './fields.js';

/** @import { SlackView } from '../wire.d.ts' */

/** The modal that the person has on top, if any. */
export function slackModal() {
  const view = state.pictures.slack?.views[actor()?.slack ?? '']?.at(-1);
  if (view === undefined) return nothing;
  return dialog({
    key: `slack ${view.id}`,
    className: 'slack-modal',
    title: view.title?.text ?? '',
    cancel: view.close?.text ?? 'Cancel',
    ...(view.submit ? { submit: view.submit.text } : {}),
    body: html`${repeat(
      view.blocks,
      (block) => block.block_id,
      (block) => (block.type === 'input' ? inputShown(block, view.id) : blockShown(block, { viewId: view.id })),
    )}
    ${noticesShown('slack')}`,
    onCancel: () => close(view),
    onSubmit: (form) => submit(view, form),
  });
}

/** @param {SlackView} view */
function close(view) {
  set({ errors: {} });
  void once(`close ${view.id}`, async () => {
    await act('slack', 'slack/close-modal', { user: actor()?.slack, viewId: view.id });
  });
}

/**
 * @param {SlackView} view
 * @param {HTMLFormElement} form
 */
function submit(view, form) {
  const body = { user: actor()?.slack, viewId: view.id, values: entries(view, form) };
  void once(`submit ${view.id}`, async () => {
    const outcome = await act('slack', 'slack/submit', body);
    set({ errors: outcome?.['errors'] ?? {} });
    if (outcome?.['error'] !== 'incomplete') sayOutcome(outcome);
  });
}
