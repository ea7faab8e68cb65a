import { html } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { unknown } from '../text/unknown.js';
import { idOf } from './act.js';
import { oneOf, severalOf, ticks } from './choices.js';
import { externalOne, externalSeveral } from './external.js';
import { heldBy } from './held.js';

/** @import { SlackElement } from './wire.d.ts' */
/** @import { Entry, Spot } from './act.js' */
/** @import { Suggestion } from '../suggestions.js' */

/**
 * What a field needs besides its element. `chosen` is told of each choice where that counts at once.
 * @typedef {object} Wish
 * @property {string} id
 * @property {string} label
 * @property {string} blockId
 * @property {Spot} spot
 * @property {Suggestion[]} held
 * @property {boolean} isWrong
 * @property {((value: Entry) => void) | undefined} [chosen]
 */

const TYPES = /** @type {Record<string, string>} */ ({
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
});
const MODES = /** @type {Record<string, string>} */ ({ number_input: 'decimal', email_text_input: 'email' });
const MOST = 3000;

/**
 * A field of whatever kind.
 * @param {SlackElement} element
 * @param {{ label: string, blockId: string, spot: Spot, isWrong?: boolean, chosen?: ((value: Entry) => void) | undefined }} place
 */
export function control(element, { label, blockId, spot, isWrong = false, chosen }) {
  const id = idOf(spot, blockId, element);
  const wish = { id, label, blockId, spot, isWrong, chosen, held: heldBy(element, blockId, spot) };
  // Another element under the same name begins anew.
  return keyed(`${id} ${element.type}`, controlShown(element, wish));
}

/**
 * @param {SlackElement} element
 * @param {Wish} wish
 */
function controlShown(element, wish) {
  switch (element.type) {
    case 'static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return oneOf(element, wish);
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return severalOf(element, wish);
    case 'external_select':
      return externalOne(element, wish);
    case 'multi_external_select':
      return externalSeveral(element, wish);
    case 'radio_buttons':
    case 'checkboxes':
      return ticks(element, wish);
    case 'rich_text_input':
      return longText(element, wish);
    case 'plain_text_input':
      return element.multiline ? longText(element, wish) : line(element, wish);
    default:
      return TYPES[element.type] ? line(element, wish) : unknown(`field ${element.type}`);
  }
}

/**
 * @param {SlackElement} element
 * @param {Wish} wish
 */
function longText(element, { id, label, held, isWrong, chosen }) {
  return html`<textarea
    id=${id}
    name=${id}
    class="s-control"
    rows="4"
    aria-label=${label}
    aria-invalid=${isWrong}
    maxlength=${element.max_length ?? MOST}
    placeholder=${element.placeholder?.text ?? ''}
    .defaultValue=${held[0]?.value ?? ''}
    @change=${(/** @type {Event} */ event) => chosen?.(/** @type {HTMLTextAreaElement} */ (event.currentTarget).value)}
  ></textarea>`;
}

/**
 * @param {SlackElement} element
 * @param {Wish} wish
 */
function line(element, { id, label, held, isWrong, chosen }) {
  const kept = held[0]?.value ?? '';
  /** @param {KeyboardEvent} event */
  function enter(event) {
    if (event.key !== 'Enter' || chosen === undefined) return;
    event.preventDefault();
    chosen(valueOf(element, /** @type {HTMLInputElement} */ (event.currentTarget).value));
  }
  /** @param {Event} event */
  function change(event) {
    if (!element.type.endsWith('input'))
      chosen?.(valueOf(element, /** @type {HTMLInputElement} */ (event.target).value));
  }
  return html`<input
    id=${id}
    name=${id}
    class="s-control"
    type=${TYPES[element.type] ?? 'text'}
    inputmode=${MODES[element.type] ?? 'text'}
    autocomplete="off"
    aria-label=${label}
    aria-invalid=${isWrong}
    maxlength=${element.max_length ?? MOST}
    placeholder=${element.placeholder?.text ?? ''}
    value=${element.type === 'datetimepicker' ? localTime(Number(kept)) : kept}
    @keydown=${enter}
    @change=${change}
  />`;
}

/**
 * What was typed, as Slack keeps it: an instant in seconds since 1970, else the text itself.
 * @param {SlackElement} element
 * @param {string} text
 * @returns {string | null}
 */
export function valueOf(element, text) {
  if (text === '') return null;
  return element.type === 'datetimepicker' ? String(Math.floor(new Date(text).getTime() / 1000)) : text;
}

/** @param {number} seconds */
function localTime(seconds) {
  if (!(seconds > 0)) return '';
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
