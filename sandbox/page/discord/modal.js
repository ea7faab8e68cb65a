import { html, nothing } from 'lit-html';
import { dialog } from '../dialog.js';
import { noticesShown } from '../notices.js';
import { act, actor, once, set, state } from '../state.js';
import { saySeen } from './act.js';
import { entries, fieldId, fieldShown, inputsOf } from './fields.js';
import { TYPE } from './types.js';

/** @import { DiscordComponent, DiscordModal } from './wire.d.ts' */

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
    busy: state.busy.has(`submit ${modal.id}`),
    body: html`${modal.components.map((one) => fieldShown(one, modal.id))} ${noticesShown('discord')}`,
    onCancel: () => close(modal),
    onSubmit: (form) => submit(modal, form),
  });
}

/** @param {DiscordModal} modal */
function close(modal) {
  set({ errors: {} });
  void once(`close ${modal.id}`, async () => {
    await act('discord', 'discord/dismiss', { user: actor()?.discord, modal: modal.id });
  });
}

/**
 * @param {DiscordModal} modal
 * @param {HTMLFormElement} form
 */
function submit(modal, form) {
  const values = entries(modal.components, form, modal.id);
  const wrong = inputsOf(modal.components).flatMap((input) => {
    const sentence = wrongIn(input, values[input.custom_id ?? '']);
    return sentence === undefined ? [] : [{ id: fieldId(modal.id, input), sentence }];
  });
  set({ errors: Object.fromEntries(wrong.map(({ id, sentence }) => [id, sentence])) });
  if (wrong[0] !== undefined) return document.getElementById(wrong[0].id)?.focus();
  const body = { user: actor()?.discord, modal: modal.id, values };
  void once(`submit ${modal.id}`, async () => saySeen(await act('discord', 'discord/submit', body)));
}

/**
 * What Discord's own form refuses before anything is sent.
 * @param {DiscordComponent} input
 * @param {string | string[] | boolean | undefined} value
 */
function wrongIn({ type, required = true, min_length: least = 0, min_values: fewest = 1 }, value) {
  if (type === TYPE.checkbox || type === TYPE.fileUpload) return undefined;
  const count = typeof value === 'boolean' ? 1 : (value?.length ?? 0);
  if (count === 0 && required && (type === TYPE.textInput || fewest > 0)) return 'This field is required.';
  if (type === TYPE.textInput) return count > 0 && count < least ? `Must be ${least} or more in length.` : undefined;
  return count > 0 && count < fewest ? `Choose at least ${fewest}.` : undefined;
}
