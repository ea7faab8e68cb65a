import { html, nothing } from 'lit-html';
import { closeSheet, popover } from '../popover.js';
import { act, actor, changed, once, state } from '../state.js';
import { clock, whole } from '../text/time.js';
import { sayOutcome } from './act.js';
import { attachmentShown } from './attachment.js';
import { blocksShown } from './blocks.js';
import { mrkdwn } from './mrkdwn.js';
import { nameOf } from './names.js';

/** @import { SlackMessage } from './wire.d.ts' */

/**
 * One message with what hangs on it. `own` is shown to one person alone; `aside` are such in its thread.
 * @param {SlackMessage} message
 * @param {string} channel
 * @param {{ own?: boolean, aside?: SlackMessage[] }} [more]
 */
export function messageShown(message, channel, { own = false, aside = [] } = {}) {
  const seconds = Number(message.ts);
  const isBot = message.bot_id !== undefined || own;
  const author = isBot ? 'Deskbell' : nameOf(message.user);
  return html`<article
    class=${own ? 's-message own' : 's-message'}
    data-ts=${message.ts}
    aria-label="${author}, ${clock(seconds)}"
  >
    <div class=${isBot ? 's-face bot' : 's-face'} aria-hidden="true">${isBot ? nothing : author.slice(0, 1)}</div>
    <div class="s-body">
      ${
        own
          ? html`<div class="s-own">
              <span>Only visible to you</span>
              <button type="button" class="plain" @click=${() => dismiss(message.ts)}>Dismiss</button>
            </div>`
          : nothing
      }
      <div class="s-line">
        <b>${author}</b>${isBot ? html`<span class="s-app">APP</span>` : nothing}
        <time title=${whole(seconds)}>${clock(seconds)}</time>
        ${own || message.subtype === 'tombstone' ? nothing : moreActions(message, channel)}
      </div>
      ${message.subtype === 'thread_broadcast' ? html`<div class="s-soft">replied to a thread</div>` : nothing}
      ${message.subtype === 'tombstone' ? html`<i>This message was deleted.</i>` : contentShown(message, channel)}
      ${message.edited ? html`<span class="s-edited">(edited)</span>` : nothing} ${thread(message, channel, aside)}
    </div>
  </article>`;
}

/**
 * @param {SlackMessage} message
 * @param {string} channel
 */
function contentShown(message, channel) {
  const { text, ts, blocks = [], attachments = [] } = message;
  const spot = { channel, ts };
  // Text beside blocks is what a notification reads out.
  const words = blocks.length > 0 || text === '' ? nothing : html`<div class="rich">${mrkdwn(text)}</div>`;
  return html`${words} ${blocksShown(blocks, spot)} ${attachments.map((one) => attachmentShown(one, spot))}`;
}

/**
 * The menu of a message with the shortcuts that the app declares.
 * @param {SlackMessage} message
 * @param {string} channel
 */
function moreActions({ ts }, channel) {
  const shortcuts = (state.pictures.demo?.slackApp?.shortcuts ?? []).filter(({ type }) => type === 'message');
  if (shortcuts.length === 0) return nothing;
  return popover({
    id: `slack-more-${ts}`,
    className: 's-icon more',
    label: 'More actions',
    shown: '⋮',
    body: shortcuts.map(
      ({ name, description, callbackId }) =>
        html`<button
          type="button"
          title=${description}
          @click=${(/** @type {Event} */ event) => {
            closeSheet(event);
            void once(`shortcut ${ts}`, async () =>
              sayOutcome(await act('slack', 'slack/shortcut', { user: actor()?.slack, callbackId, channel, ts })),
            );
          }}
        >
          ${name} <small>Deskbell</small>
        </button>`,
    ),
  });
}

/**
 * @param {SlackMessage} message
 * @param {string} channel
 * @param {SlackMessage[]} aside
 * @returns {unknown}
 */
function thread(message, channel, aside) {
  const replies = message.replies ?? [];
  const isOpen = state.open.has(message.ts);
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  const shown = isOpen ? replies.map((reply) => messageShown(reply, channel)) : [];
  // What only this person sees is never folded away: nobody would know of it.
  const own = aside.map((one) => messageShown(one, channel, { own: true }));
  return html`${
    replies.length === 0
      ? nothing
      : html`<button type="button" class="s-thread" aria-expanded=${isOpen} @click=${() => toggle(message.ts)}>
          ${isOpen ? `Hide ${count}` : count}
        </button>`
  }
  ${shown.length + own.length > 0 ? html`<div class="s-replies">${shown} ${own}</div>` : nothing}`;
}

/** @param {string} ts */
function toggle(ts) {
  if (!state.open.delete(ts)) state.open.add(ts);
  changed();
}

/** @param {string} ts */
function dismiss(ts) {
  state.dismissed.add(ts);
  changed();
}
