import { html, nothing } from 'lit-html';
import { textsOf } from '../form.js';
import { act, actor, state } from '../state.js';
import { suggestions } from '../suggestions.js';

/** @import { SlackBlock, SlackElement, SlackOption, SlackView } from '../wire.d.ts' */

const TYPES = /** @type {Record<string, string>} */ ({
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
});

/**
 * An input block with its label, its hint, and what is wrong with it.
 * @param {SlackBlock} block
 * @param {string} viewId
 */
export function inputShown(block, viewId) {
  const id = block.block_id ?? '';
  const wrong = state.errors[id];
  return html`<div class="field">
    <label for=${id}>${block.label?.text}${block.optional ? html` <small>(optional)</small>` : nothing}</label>
    ${block.element ? elementShown(block, block.element, viewId) : nothing}
    ${block.hint ? html`<small>${block.hint.text}</small>` : nothing}
    ${wrong === undefined ? nothing : html`<p class="wrong" role="alert">${wrong}</p>`}
  </div>`;
}

/**
 * @param {SlackBlock} block
 * @param {SlackElement} element
 * @param {string} viewId
 */
function elementShown(block, element, viewId) {
  const id = block.block_id ?? '';
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline
        ? html`<textarea
            id=${id}
            name=${id}
            rows="4"
            maxlength=${element.max_length ?? 3000}
            .defaultValue=${element.initial_value ?? ''}
          ></textarea>`
        : textInput(id, element);
    case 'static_select':
    case 'radio_buttons':
      return select(id, element);
    case 'external_select':
      return externalSelect(block, element, viewId);
    case 'checkboxes':
      return checkboxes(id, element);
    default:
      return TYPES[element.type] ? textInput(id, element) : html`<span class="unknown">(${element.type})</span>`;
  }
}

/**
 * @param {string} id
 * @param {SlackElement} element
 */
function textInput(id, element) {
  return html`<input
    id=${id}
    name=${id}
    type=${TYPES[element.type] ?? 'text'}
    autocomplete="off"
    maxlength=${element.max_length ?? 3000}
    placeholder=${element.placeholder?.text ?? ''}
    value=${element.initial_value ?? ''}
  />`;
}

/**
 * @param {string} id
 * @param {SlackElement} element
 */
function select(id, element) {
  const initial = element.initial_option?.value;
  return html`<select id=${id} name=${id}>
    ${initial === undefined ? html`<option value="">${element.placeholder?.text ?? 'Choose…'}</option>` : nothing}
    ${(element.options ?? []).map(
      (one) => html`<option value=${one.value} ?selected=${one.value === initial}>${one.text.text}</option>`,
    )}
  </select>`;
}

/**
 * @param {string} id
 * @param {SlackElement} element
 */
function checkboxes(id, element) {
  const ticked = new Set((element.initial_options ?? []).map((one) => one.value));
  return (element.options ?? []).map(
    (one, index) =>
      html`<label class="tick">
        <input
          type="checkbox"
          id=${index === 0 ? id : `${id}-${index}`}
          name=${id}
          value=${one.value}
          ?checked=${ticked.has(one.value)}
        />
        ${one.text.text}
      </label>`,
  );
}

/**
 * A choice whose options the bot is asked for. What was not chosen from the list does not count.
 * @param {SlackBlock} block
 * @param {SlackElement} element
 * @param {string} viewId
 */
function externalSelect(block, element, viewId) {
  const id = block.block_id ?? '';
  return suggestions({
    id,
    label: block.label?.text ?? '',
    placeholder: element.placeholder?.text ?? '',
    initial: element.initial_option?.text.text ?? '',
    async search(text) {
      if (text.length < (element.min_query_length ?? 3)) return [];
      const query = { user: actor()?.slack, viewId, blockId: id, actionId: element.action_id, value: text };
      const outcome = await act('slack', 'slack/suggest', query);
      const options = /** @type {SlackOption[]} */ (outcome?.['response']?.options ?? []);
      return options.map((one) => ({ value: one.value, label: one.text.text }));
    },
    choose(item, input) {
      input.value = item.label;
      input.dataset['value'] = item.value;
      input.dataset['label'] = item.label;
    },
    leave(input) {
      if (input.value === '') input.dataset['value'] = '';
      else input.value = input.dataset['label'] ?? element.initial_option?.text.text ?? '';
    },
  });
}

/**
 * What the person filled in, by block id, as the stand-in's hands take it.
 * @param {SlackView} view
 * @param {HTMLFormElement} form
 */
export function entries(view, form) {
  /** @type {Record<string, string | string[] | null>} */
  const values = {};
  const filled = new FormData(form);
  for (const { type, element, block_id: id = '' } of view.blocks) {
    if (type !== 'input') continue;
    if (element?.type === 'checkboxes') values[id] = textsOf(filled, id);
    else if (element?.type === 'external_select') {
      const value = document.getElementById(id)?.dataset['value'];
      if (value !== undefined) values[id] = value === '' ? null : value;
    } else values[id] = textsOf(filled, id)[0] || null;
  }
  return values;
}
