import { html, nothing } from 'lit-html';
import { changed, state } from '../state.js';
import { clock, whole } from '../text/time.js';
import { blocksShown } from './blocks.js';
import { mrkdwn } from './mrkdwn.js';
import { nameOf } from './names.js';

/** @import { SlackAttachment, SlackMessage } from '../wire.d.ts' */

/**
 * One message with what hangs on it. `own` is shown to one person alone.
 * @param {SlackMessage} message
 * @param {string} channel
 * @param {boolean} [own]
 */
export function messageShown(message, channel, own = false) {
  const seconds = Number(message.ts);
  const isBot = message.bot_id !== undefined || own;
  const author = isBot ? 'Deskbell' : nameOf(message.user);
  const spot = { channel, ts: message.ts };
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
      </div>
      ${message.subtype === 'tombstone' ? html`<i>This message was deleted.</i>` : contentShown(message, spot)}
      ${message.edited ? html`<span class="s-edited">(edited)</span>` : nothing} ${thread(message, channel)}
    </div>
  </article>`;
}

/**
 * @param {SlackMessage} message
 * @param {{ channel: string, ts: string }} spot
 */
function contentShown(message, spot) {
  const { text, blocks = [], attachments = [] } = message;
  // Text beside blocks is what a notification reads out.
  const words = blocks.length > 0 || text === '' ? nothing : html`<div class="rich">${mrkdwn(text)}</div>`;
  return html`${words} ${blocksShown(blocks, spot)} ${attachments.map((one) => attachmentShown(one, spot))}`;
}

/**
 * @param {SlackAttachment} attachment
 * @param {{ channel: string, ts: string }} spot
 */
function attachmentShown(attachment, spot) {
  const colour = /^#[0-9a-f]{6}$/i.test(attachment.color ?? '') ? attachment.color : '#dddddd';
  return html`<div class="s-attachment" .style=${`--accent: ${colour}`}>
    ${attachment.title ? html`<b>${attachment.title}</b>` : nothing}
    ${attachment.text ? html`<div class="rich">${mrkdwn(attachment.text)}</div>` : nothing}
    ${blocksShown(attachment.blocks ?? [], spot)}
  </div>`;
}

/**
 * @param {SlackMessage} message
 * @param {string} channel
 * @returns {unknown}
 */
function thread(message, channel) {
  const replies = message.replies ?? [];
  if (replies.length === 0) return nothing;
  const isOpen = state.open.has(message.ts);
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  return html`<button type="button" class="s-thread" aria-expanded=${isOpen} @click=${() => toggle(message.ts)}>
      ${isOpen ? `Hide ${count}` : count}
    </button>
    ${isOpen ? html`<div class="s-replies">${replies.map((reply) => messageShown(reply, channel))}</div>` : nothing}`;
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
