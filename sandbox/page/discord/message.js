import { html, nothing } from 'lit-html';
import { act, actor, changed, state } from '../state.js';
import { clock, whole } from '../text/time.js';
import { colour, componentsShown } from './components.js';
import { markdown } from './markdown.js';

/** @import { DiscordEmbed, DiscordMessage, DiscordThread } from '../wire.d.ts' */

const LOADING = 1 << 7;

/**
 * One message with the thread that began at it. `own` is shown to one person alone.
 * @param {DiscordMessage} message
 * @param {{ own?: boolean, thread?: DiscordThread | undefined }} [more]
 */
export function messageShown(message, { own = false, thread } = {}) {
  const seconds = Date.parse(message.timestamp) / 1000;
  const author = message.author.bot ? 'Deskbell' : (message.author.global_name ?? message.author.username);
  const spot = { channel: message.channel_id, message: message.id };
  return html`<article
    class=${own ? 'd-message own' : 'd-message'}
    data-id=${message.id}
    aria-label="${author}, ${clock(seconds)}"
  >
    <div class=${message.author.bot ? 'd-face bot' : 'd-face'} aria-hidden="true">
      ${message.author.bot ? nothing : author.slice(0, 1)}
    </div>
    <div class="d-body">
      <div class="d-line">
        <b>${author}</b>${message.author.bot ? html`<span class="d-app">APP</span>` : nothing}
        <time title=${whole(seconds)}>${clock(seconds)}</time>
      </div>
      ${(message.flags & LOADING) !== 0 ? html`<i class="d-thinking">Deskbell is thinking…</i>` : nothing}
      ${message.content === '' ? nothing : html`<div class="d-text">${markdown(message.content)}</div>`}
      ${message.embeds.map(embed)} ${componentsShown(message.components, spot)}
      ${message.edited_timestamp === null ? nothing : html`<span class="d-edited">(edited)</span>`}
      ${thread ? threadShown(thread) : nothing}
      ${
        own
          ? html`<div class="d-own">
              Only you can see this ·
              <button type="button" class="plain" @click=${() => dismiss(message)}>Dismiss message</button>
            </div>`
          : nothing
      }
    </div>
  </article>`;
}

/** @param {DiscordEmbed} one */
function embed(one) {
  return html`<div class="d-container" .style=${`--accent: ${colour(one.color)}`}>
    ${one.title ? html`<h4>${one.title}</h4>` : nothing}
    ${one.description ? html`<div class="d-text">${markdown(one.description)}</div>` : nothing}
    ${(one.fields ?? []).map((field) => html`<div><b>${field.name}</b><br />${markdown(field.value)}</div>`)}
    ${one.footer ? html`<small class="d-small">${one.footer.text}</small>` : nothing}
  </div>`;
}

/**
 * @param {DiscordThread} thread
 * @returns {unknown}
 */
export function threadShown(thread) {
  const isOpen = state.open.has(thread.id);
  const count = `${thread.messages.length} ${thread.messages.length === 1 ? 'message' : 'messages'}`;
  return html`<div class="d-thread">
    <button type="button" aria-expanded=${isOpen} @click=${() => toggle(thread.id)}>
      <b>${thread.name}</b> <span>${isOpen ? `Hide ${count}` : `${count} ›`}</span>
    </button>
    ${isOpen ? html`<div class="d-replies">${thread.messages.map((message) => messageShown(message))}</div>` : nothing}
  </div>`;
}

/** @param {string} id */
function toggle(id) {
  if (!state.open.delete(id)) state.open.add(id);
  changed();
}

/** @param {DiscordMessage} message */
async function dismiss(message) {
  await act('discord', 'discord/dismiss', { user: actor()?.discord, message: message.id });
}
