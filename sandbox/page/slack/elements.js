import { html } from 'lit-html';
import { safeUrl } from '../text/links.js';
import { act, actor, once, say, set, state } from '../state.js';

/** @import { SlackElement } from '../wire.d.ts' */

/** Where an element stands: a message of a channel, or a modal. @typedef {{ channel?: string, ts?: string, viewId?: string }} Spot */

/** What Slack would show beside a press that failed. */
const SENTENCES = /** @type {Record<string, string>} */ ({
  operation_timeout: 'Slack: the app did not answer within three seconds.',
  dispatch_failed: 'Slack: the app cannot be reached right now.',
  unknown_command: 'Slack: there is no such command.',
  denied: 'You said no.',
});

/** @param {Record<string, any> | undefined} outcome */
export function sayOutcome(outcome) {
  if (outcome?.['error']) say('slack', SENTENCES[outcome['error']] ?? `Slack: ${outcome['error']}`);
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 */
export function elementShown(element, blockId, spot) {
  if (element.type === 'button') return button(element, blockId, spot);
  if (element.type === 'static_select' || element.type === 'overflow') return menu(element, blockId, spot);
  return html`<span class="unknown">(${element.type})</span>`;
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 */
function button(element, blockId, spot) {
  const label = labelOf(element);
  const key = ['slack', spot.ts ?? spot.viewId, blockId, element.action_id].join(' ');
  const style = typeof element.style === 'string' ? element.style : 'default';
  const press = () => once(key, () => click(element, blockId, spot));
  const url = safeUrl(element.url);
  if (url !== undefined)
    return html`<a class="s-button" href=${url} target="_blank" rel="noreferrer noopener" @click=${press}>${label}</a>`;
  return html`<button
    type="button"
    class="s-button ${style}"
    aria-busy=${state.busy.has(key)}
    @click=${element.confirm === undefined ? press : () => ask(element, press)}
  >
    ${label}
  </button>`;
}

/**
 * @param {SlackElement} element
 * @param {() => Promise<void>} press
 */
function ask(element, press) {
  const { confirm } = element;
  set({
    question: {
      title: confirm?.title?.text ?? labelOf(element),
      text: confirm?.text.text ?? '',
      yes: confirm?.confirm?.text ?? 'Yes',
      no: confirm?.deny?.text ?? 'Cancel',
      danger: confirm?.style === 'danger',
      press,
    },
  });
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 */
function menu(element, blockId, spot) {
  const options = element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
  /** @param {Event} event */
  async function choose(event) {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    await click(element, blockId, spot, select.value);
  }
  return html`<select class="s-button" aria-label=${element.placeholder?.text ?? 'Choose'} @change=${choose}>
    <option value="" selected disabled>${element.placeholder?.text ?? '…'}</option>
    ${options.map((option) => html`<option value=${option.value}>${option.text.text}</option>`)}
  </select>`;
}

/**
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 * @param {string} [value]
 */
async function click(element, blockId, spot, value) {
  const pointer = { user: actor()?.slack, ...spot, blockId, actionId: element.action_id };
  sayOutcome(await act('slack', 'slack/click', { ...pointer, ...(value === undefined ? {} : { value }) }));
}

/** @param {SlackElement} element */
function labelOf(element) {
  return typeof element.text === 'object' ? element.text.text : (element.text ?? '');
}
