import { act, actor, once, say, set, state } from '../state.js';
import { safeUrl } from '../text/links.js';
import { withEmoji } from '../text/emoji.js';
import { mrkdwn } from './mrkdwn.js';

/** @import { SlackElement, SlackText, SlackValues } from './wire.d.ts' */

/** Where an element stands: a message of a channel, or a view with what its fields hold. @typedef {{ channel?: string, ts?: string, viewId?: string, values?: SlackValues | undefined }} Spot */

/** What a person enters, as the stand-in's hands take it. @typedef {string | string[] | null} Entry */

/** What Slack would show beside a press that failed. */
const SENTENCES = /** @type {Record<string, string>} */ ({
  operation_timeout: 'Slack: the app did not answer within three seconds.',
  dispatch_failed: 'Slack: the app cannot be reached right now.',
  unknown_command: 'Slack: there is no such command.',
  not_subscribed: 'Slack: the app does not hear of its Home tab.',
  denied: 'You said no.',
});

/** @param {Record<string, any> | undefined} outcome */
export function sayOutcome(outcome) {
  if (outcome?.['error']) say('slack', SENTENCES[outcome['error']] ?? `Slack: ${outcome['error']}`);
}

/**
 * Names one element on the whole page.
 * @param {Spot} spot
 * @param {string} blockId
 * @param {SlackElement} element
 */
export function idOf(spot, blockId, element) {
  return ['slack', spot.viewId ?? spot.ts, blockId, element.action_id].join('-').replaceAll(/\s/g, '_');
}

/**
 * Presses or chooses; what asks back is asked first.
 * @param {SlackElement} element
 * @param {string} blockId
 * @param {Spot} spot
 * @param {{ value?: Entry, text?: string | undefined }} [more]
 */
export function press(element, blockId, spot, more = {}) {
  // What was said of an earlier act would look like the answer to this one.
  set({ notices: { ...state.notices, slack: [] } });
  const { channel, ts, viewId } = spot;
  const place = viewId === undefined ? { channel, ts } : { viewId };
  const body = { user: actor()?.slack, ...place, blockId, actionId: element.action_id, ...more };
  const send = () =>
    once(idOf(spot, blockId, element), async () => sayOutcome(await act('slack', 'slack/click', body)));
  if (element.confirm === undefined) return void send();
  const { title, text, confirm, deny, style } = element.confirm;
  set({
    question: {
      title: title?.text ?? labelOf(element),
      text: textShown(text),
      yes: confirm?.text ?? 'Yes',
      no: deny?.text ?? 'Cancel',
      danger: style === 'danger',
      press: send,
    },
  });
}

/**
 * Opens an address as a click on it would; one that leads nowhere safe stays closed.
 * @param {string | undefined} url
 */
export function openUrl(url) {
  const href = safeUrl(url);
  if (href !== undefined) window.open(href, '_blank', 'noopener,noreferrer');
}

/** @param {SlackElement} element */
export function labelOf(element) {
  return typeof element.text === 'object' ? element.text.text : (element.text ?? '');
}

/** @param {SlackText | string | undefined} text a string where Slack takes plain words alone */
export function wordsOf(text) {
  return typeof text === 'object' ? text.text : (text ?? '');
}

/** @param {SlackText | undefined} text */
export function textShown(text) {
  if (text === undefined) return '';
  return text.type === 'mrkdwn' ? mrkdwn(text.text) : plainText(text);
}

/** @param {SlackText} text */
function plainText({ text, emoji }) {
  return emoji === false ? text : withEmoji(text);
}
