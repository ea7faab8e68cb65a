import { html } from 'lit-html';
import { act, once, say } from '../state.js';
import { sent } from '../form.js';

const SENDERS = [
  ['dana@acme.example', 'Dana Frost'],
  ['eli@acme.example', 'Eli Grant'],
  ['fay@globex.example', 'Fay Hill'],
  ['pete@initech.example', 'Pete Gibson'],
  ['someone@elsewhere.example', 'Someone Unknown'],
];

/** A customer writes to the support mailbox. */
export function mailForm() {
  return html`<form @submit=${send}>
    <label>
      From
      <input name="from" type="email" list="senders" value="dana@acme.example" required autocomplete="off" />
    </label>
    <datalist id="senders">
      ${SENDERS.map(([address, name]) => html`<option value=${address}>${name}</option>`)}
    </datalist>
    <label
      >Subject <input name="subject" required autocomplete="off" value="Printer on floor 2 does not print"
    /></label>
    <label>
      Body
      <textarea name="body" rows="4">
Hello,

nothing comes out of the printer since this morning. Can somebody have a look?

Dana</textarea>
    </label>
    <button type="submit" class="do">Send the mail</button>
  </form>`;
}

/** @param {Event} event */
function send(event) {
  const { from = '', subject, body } = sent(event);
  const name = SENDERS.find(([address]) => address === from)?.[1] ?? from.split('@')[0];
  void once('mail', async () => {
    const answer = await act('panel', 'freescout/customerMail', [{ from, name, subject, body }]);
    if (answer) say('panel', `FreeScout made ticket ${answer['result']} of it.`, false);
  });
}
