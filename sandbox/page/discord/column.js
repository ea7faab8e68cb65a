import { html, nothing } from 'lit-html';
import { commandLine } from '../command-line.js';
import { byDay, messages } from '../messages.js';
import { noticesShown } from '../notices.js';
import { wantEnd } from '../place.js';
import { actor, set, state } from '../state.js';
import { tabs } from '../tabs.js';
import { saySeen } from './act.js';
import { discordHint, discordSuggestions, sendCommand } from './commands.js';
import { messageShown, threadShown } from './message.js';

/** @import { DiscordChannel, DiscordMessage, DiscordPicture } from './wire.d.ts' */

export function discordColumn() {
  const discord = state.pictures.discord;
  const me = actor()?.discord;
  if (discord === undefined || me === undefined) return nothing;
  const all = placesOf(discord, me);
  const here = all.find(({ id }) => id === state.tab.discord) ?? all[0];
  const place = here?.place ?? '';
  const isUp = discord.connections > 0;
  return html`<section class="column discord" data-system="discord" aria-label="Discord">
    <header class="d-top">
      <h2>${discord.guild.name}</h2>
      <span class=${isUp ? 'wire' : 'wire cut'}>${isUp ? 'Discord' : 'Discord, app offline'}</span>
    </header>
    ${tabs('discord', all, state.tab.discord, (id) => set({ tab: { ...state.tab, discord: id } }))}
    ${messages('Messages in Discord', `discord ${place} ${me}`, conversation(here?.all ?? [], here?.channel, me, place))}
    ${noticesShown('discord')}
    ${commandLine('discord', {
      search: (text) => discordSuggestions(text, place),
      hint: discordHint,
      send: (text) => send(text, place),
    })}
  </section>`;
}

/**
 * The guild's channels and the person's direct messages with the bot.
 * @param {DiscordPicture} discord
 * @param {string} me
 */
function placesOf(discord, me) {
  const direct = discord.directMessages[me] ?? [];
  return [
    ...discord.channels.map((channel, index) => ({
      id: index === 0 ? 'channel' : channel.id,
      label: `# ${channel.name}`,
      count: channel.messages.length,
      place: channel.id,
      channel,
      all: channel.messages,
    })),
    ...(direct.length > 0
      ? [
          {
            id: 'direct',
            label: 'Deskbell',
            count: direct.length,
            place: direct[0]?.channel_id ?? '',
            channel: undefined,
            all: direct,
          },
        ]
      : []),
  ];
}

/**
 * @param {DiscordMessage[]} messages
 * @param {DiscordChannel | undefined} channel
 * @param {string} me
 * @param {string} place
 */
function conversation(messages, channel, me, place) {
  const own = (state.pictures.discord?.ephemerals[me] ?? []).filter((one) => one.channel_id === place);
  const isOwn = new Set(own);
  const all = [...messages, ...own].sort((left, right) => (BigInt(left.id) < BigInt(right.id) ? -1 : 1));
  const threads = new Map((channel?.threads ?? []).map((thread) => [thread.id, thread]));
  const alone = [...threads.values()].filter((thread) => !messages.some((one) => one.id === thread.id));
  return html`${byDay(all, {
    id: ({ id }) => id,
    seconds: ({ timestamp }) => Date.parse(timestamp) / 1000,
    shown: (message) => messageShown(message, { own: isOwn.has(message), thread: threads.get(message.id), among: all }),
  })}
  ${alone.map(threadShown)}`;
}

/**
 * @param {string} line
 * @param {string} place
 */
async function send(line, place) {
  wantEnd('discord');
  saySeen(await sendCommand(line, place));
}
