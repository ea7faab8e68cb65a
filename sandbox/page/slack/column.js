import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { commandLine } from '../command-line.js';
import { messages } from '../messages.js';
import { noticesShown } from '../notices.js';
import { wantEnd } from '../place.js';
import { act, actor, set, state } from '../state.js';
import { tabs } from '../tabs.js';
import { sayOutcome } from './elements.js';
import { messageShown } from './message.js';

/** @import { SlackChannel, SlackMessage } from '../wire.d.ts' */

export function slackColumn() {
  const slack = state.pictures.slack;
  const me = actor();
  if (slack === undefined || me === undefined) return nothing;
  const channel = slack.channels.find((one) => one.kind === 'channel' && one.member);
  const direct = slack.channels.find((one) => one.person === me.slack);
  const here = (state.tab.slack === 'direct' ? direct : channel) ?? channel;
  const places = [
    { id: 'channel', label: `# ${channel?.name ?? ''}`, count: channel?.messages.length ?? 0 },
    ...(direct ? [{ id: 'direct', label: 'Deskbell', count: direct.messages.length }] : []),
  ];
  return html`<section class="column slack" data-system="slack" aria-label="Slack">
    <header class="s-top">
      <h2>${slack.team.name}</h2>
      <span class=${slack.connections.open > 0 ? 'wire' : 'wire cut'}>
        ${slack.connections.open > 0 ? 'Slack' : 'Slack, app offline'}
      </span>
    </header>
    ${tabs('slack', places, state.tab.slack, (id) => set({ tab: { ...state.tab, slack: id } }))}
    ${messages('Messages in Slack', `slack ${here?.id} ${me.slack}`, here ? conversation(here, me.slack) : nothing)}
    ${noticesShown('slack')} ${commandLine('slack', here?.id ?? '', (typed) => send(typed, here?.id ?? ''))}
  </section>`;
}

/**
 * @param {SlackChannel} channel
 * @param {string} me
 */
function conversation(channel, me) {
  const own = (state.pictures.slack?.ephemerals ?? []).filter(
    (one) => one.user === me && one.channel === channel.id && !state.dismissed.has(one.ts),
  );
  const isOwn = new Set(own);
  const all = [...channel.messages, ...own].sort((left, right) => Number(left.ts) - Number(right.ts));
  if (all.length === 0) return html`<p class="empty">Nothing has rung yet.</p>`;
  return repeat(all, keyOf, (message) => messageShown(message, channel.id, isOwn.has(message)));
}

/** @param {SlackMessage} message */
function keyOf(message) {
  return message.ts;
}

/**
 * @param {{ text: string }} typed
 * @param {string} channel
 */
async function send({ text }, channel) {
  wantEnd('slack');
  const [command = '', ...rest] = text.trim().split(' ');
  const typed = { user: actor()?.slack, channel, command, text: rest.join(' ').trim() };
  sayOutcome(await act('slack', 'slack/command', typed));
}
