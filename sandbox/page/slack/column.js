import { html, nothing } from 'lit-html';
import { commandLine } from '../command-line.js';
import { slackCommands, slackHint } from './commands.js';
import { byDay, messages } from '../messages.js';
import { noticesShown } from '../notices.js';
import { wantEnd } from '../place.js';
import { act, actor, set, state } from '../state.js';
import { tabs } from '../tabs.js';
import { sayOutcome } from './act.js';
import { homeShown, openHome } from './home.js';
import { messageShown } from './message.js';

/** @import { SlackChannel, SlackPicture } from './wire.d.ts' */

const HOME = 'home';

export function slackColumn() {
  const slack = state.pictures.slack;
  const me = actor()?.slack;
  if (slack === undefined || me === undefined) return nothing;
  const all = placesOf(slack, me);
  const hasHome = state.pictures.demo?.slackApp?.home === true;
  const isHome = hasHome && state.tab.slack === HOME;
  const here = all.find(({ id }) => id === state.tab.slack) ?? all[0];
  const isUp = slack.connections.open > 0;
  return html`<section class="column slack" data-system="slack" aria-label="Slack">
    <header class="s-top">
      <h2>${slack.team.name}</h2>
      <span class=${isUp ? 'wire' : 'wire cut'}>${isUp ? 'Slack' : 'Slack, app offline'}</span>
    </header>
    ${tabs('slack', hasHome ? [...all, { id: HOME, label: 'Home', count: 0 }] : all, state.tab.slack, choose)}
    ${
      isHome
        ? html`<div class="messages" role="region" tabindex="0" aria-label="Home of Deskbell">${homeShown()}</div>`
        : messages(
            'Messages in Slack',
            `slack ${here?.channel.id} ${me}`,
            here ? conversation(here.channel, me) : nothing,
          )
    }
    ${noticesShown('slack')} ${isHome ? nothing : line(here?.channel.id ?? '')}
  </section>`;
}

/** @param {string} id */
function choose(id) {
  set({ tab: { ...state.tab, slack: id } });
  if (id === HOME) openHome();
}

/**
 * The channels that the person and the app share, and their direct messages.
 * @param {SlackPicture} slack
 * @param {string} me
 */
function placesOf(slack, me) {
  const shared = slack.channels.filter(({ kind, members }) => kind === 'channel' && (members?.includes(me) ?? true));
  const direct = slack.channels.find(({ person }) => person === me);
  return [
    ...shared
      .filter(({ member }) => member)
      .map((channel, index) => ({
        id: index === 0 ? 'channel' : channel.id,
        label: `# ${channel.name}`,
        count: channel.messages.length,
        channel,
      })),
    ...(direct ? [{ id: 'direct', label: 'Deskbell', count: direct.messages.length, channel: direct }] : []),
  ];
}

/** @param {string} channel */
function line(channel) {
  return commandLine('slack', {
    search: slackCommands,
    hint: slackHint,
    send: (text) => send(text, channel),
  });
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
  const known = new Set(channel.messages.map(({ ts }) => ts));
  const aside = Map.groupBy(own, ({ thread_ts: ts = '' }) => (known.has(ts) ? ts : ''));
  const all = [...channel.messages, ...(aside.get('') ?? [])].sort((left, right) => Number(left.ts) - Number(right.ts));
  return byDay(all, {
    id: ({ ts }) => ts,
    seconds: ({ ts }) => Number(ts),
    shown: (message) =>
      messageShown(message, channel.id, { own: isOwn.has(message), aside: aside.get(message.ts) ?? [] }),
  });
}

/**
 * @param {string} text
 * @param {string} channel
 */
async function send(text, channel) {
  wantEnd('slack');
  const [command = '', ...rest] = text.trim().split(' ');
  const typed = { user: actor()?.slack, channel, command, text: rest.join(' ').trim() };
  sayOutcome(await act('slack', 'slack/command', typed));
}
