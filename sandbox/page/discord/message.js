import { html, nothing } from 'lit-html';
import { closeSheet, popover } from '../popover.js';
import { act, actor, changed, once, state } from '../state.js';
import { clock, whole } from '../text/time.js';
import { saySeen } from './act.js';
import { componentsShown } from './components.js';
import { embed } from './embed.js';
import { markdown } from './markdown.js';
import { attachments } from './media.js';
import { commandsOf } from './typed.js';

/** @import { DiscordMessage, DiscordThread } from './wire.d.ts' */

const V2 = 1 << 15;
const LOADING = 1 << 7;
const OF_A_MESSAGE = 3;
const COMMAND = 2;

/**
 * One message with the thread that began at it. `own` is shown to one person alone; `among` are those that it may answer.
 * @param {DiscordMessage} message
 * @param {{ own?: boolean, thread?: DiscordThread | undefined, among?: DiscordMessage[] }} [more]
 */
export function messageShown(message, { own = false, thread, among = [] } = {}) {
  const seconds = Date.parse(message.timestamp) / 1000;
  const isBot = message.author.bot;
  const author = authorOf(message);
  const isDone = (message.flags & LOADING) === 0;
  return html`<article
    class="d-message ${own ? 'own' : ''} ${rings(message) ? 'rings' : ''}"
    data-id=${message.id}
    aria-label="${author}, ${clock(seconds)}"
  >
    <div class=${isBot ? 'd-face bot' : 'd-face'} aria-hidden="true">${isBot ? nothing : author.slice(0, 1)}</div>
    <div class="d-body">
      ${causeShown(message, among)}
      <div class="d-line">
        <b>${author}</b>${isBot ? html`<span class="d-app">APP</span>` : nothing}
        <time title=${whole(seconds)}>${clock(seconds)}</time>
        ${isDone ? moreActions(message) : nothing}
      </div>
      ${isDone ? contentShown(message) : html`<i class="d-thinking">Deskbell is thinking…</i>`}
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

/** @param {DiscordMessage} message */
function authorOf({ author }) {
  return author.bot ? 'Deskbell' : (author.global_name ?? author.username);
}

/** Whether it rings the person who looks. @param {DiscordMessage} message */
function rings({ mentions = [], mention_roles: roles = [], mention_everyone: everyone = false }) {
  const me = actor()?.discord;
  const mine = state.pictures.discord?.users.find(({ id }) => id === me)?.roles ?? [];
  return everyone || mentions.some(({ id }) => id === me) || roles.some((id) => mine.includes(id));
}

/** @param {DiscordMessage} message */
function contentShown(message) {
  const spot = { channel: message.channel_id, message: message.id };
  const isV2 = (message.flags & V2) !== 0;
  // With components of the second kind, files stand where a component puts them.
  return html`${message.content === '' ? nothing : html`<div class="d-text">${markdown(message.content)}</div>`}
  ${message.embeds.map(embed)} ${isV2 ? nothing : attachments(message.attachments ?? [])}
  ${componentsShown(message.components, spot)}`;
}

/**
 * The command or the message that it answers.
 * @param {DiscordMessage} message
 * @param {DiscordMessage[]} among
 */
function causeShown({ interaction_metadata: cause, message_reference: reference }, among) {
  if (cause?.type === COMMAND)
    return html`<div class="d-cause">↱ <b>${cause.user.global_name}</b> used a command</div>`;
  if (reference === undefined) return nothing;
  const answered = among.find(({ id }) => id === reference.message_id);
  return html`<div class="d-cause">
    ↱ ${answered ? html`<b>${authorOf(answered)}</b> ${excerpt(answered)}` : 'an earlier message'}
  </div>`;
}

/**
 * A message without words of its own is its cards.
 * @param {DiscordMessage} message
 */
function excerpt({ content }) {
  return content === '' ? html`<i>Click to see attachment</i>` : content.slice(0, 80);
}

/**
 * The menu of a message with the commands that the bot has registered for it.
 * @param {DiscordMessage} message
 */
function moreActions({ id, channel_id: channel }) {
  const all = commandsOf(OF_A_MESSAGE);
  if (all.length === 0) return nothing;
  return popover({
    id: `discord-more-${id}`,
    className: 'd-more more',
    label: 'Apps',
    shown: '⋯',
    body: all.map(
      ({ name }) =>
        html`<button
          type="button"
          @click=${(/** @type {Event} */ event) => {
            closeSheet(event);
            const body = { user: actor()?.discord, channel, name, target: id };
            void once(`menu ${id}`, async () => saySeen(await act('discord', 'discord/command', body)));
          }}
        >
          ${name} <small>Deskbell</small>
        </button>`,
    ),
  });
}

/**
 * @param {DiscordThread} thread
 * @returns {unknown}
 */
export function threadShown(thread) {
  const isOpen = state.open.has(thread.id);
  const own = (state.pictures.discord?.ephemerals[actor()?.discord ?? ''] ?? []).filter(
    ({ channel_id: channel }) => channel === thread.id,
  );
  const count = `${thread.messages.length} ${thread.messages.length === 1 ? 'message' : 'messages'}`;
  const shown = isOpen ? thread.messages.map((message) => messageShown(message)) : [];
  return html`<div class="d-thread">
    <button type="button" aria-expanded=${isOpen} @click=${() => toggle(thread.id)}>
      <b>${thread.thread_metadata?.locked ? '🔒 ' : nothing}${thread.name}</b>
      <span>${isOpen ? `Hide ${count}` : `${count} ›`}</span>
    </button>
    ${
      shown.length + own.length > 0
        ? html`<div class="d-replies">${shown} ${own.map((message) => messageShown(message, { own: true }))}</div>`
        : nothing
    }
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
