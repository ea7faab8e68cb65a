import { html, nothing } from 'lit-html';
import { dialog } from '../dialog.js';
import { noticesShown } from '../notices.js';
import { act, actor, once, state } from '../state.js';
import { saySeen } from './components.js';
import { entries, fieldShown } from './fields.js';

/** @import { DiscordModal } from '../wire.d.ts' */

/** The form that the person has open, if any. */
export function discordModal() {
  const modal = state.pictures.discord?.modals[actor()?.discord ?? '']?.at(-1);
  if (modal === undefined) return nothing;
  return dialog({
    key: `discord ${modal.id}`,
    className: 'discord-modal',
    title: modal.title,
    cancel: 'Cancel',
    submit: 'Submit',
    body: html`${modal.components.map((one) => fieldShown(one, modal.id))} ${noticesShown('discord')}`,
    onCancel: () => close(modal),
    onSubmit: (form) => submit(modal, form),
  });
}

/** @param {DiscordModal} modal */
function close(modal) {
  void once(`close ${modal.id}`, async () => {
    await act('discord', 'discord/dismiss', { user: actor()?.discord, modal: modal.id });
  });
}

/**
 * @param {DiscordModal} modal
 * @param {HTMLFormElement} form
 */
function submit(modal, form) {
  const body = { user: actor()?.discord, modal: modal.id, values: entries(modal.components, form, modal.id) };
  void once(`submit ${modal.id}`, async () => saySeen(await act('discord', 'discord/submit', body)));
}
