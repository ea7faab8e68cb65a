import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { commandLine } from '../command-line.js';
import { parse, valueOf } from '../commands.js';
import { messages } from '../messages.js';
import { noticesShown } from '../notices.js';
import { wantEnd } from '../place.js';
import { act, actor, say, set, state } from '../state.js';
import { tabs } from '../tabs.js';
import { saySeen } from './components.js';
import { messageShown, threadShown } from './message.js';

/** @import { DiscordChannel, DiscordMessage } from '../wire.d.ts' */
/** @import { Suggestion } from '../suggestions.js' */

export function discordColumn() {
  const discord = state.pictures.discord;
  const me = actor();
  if (discord === undefined || me === undefined) return nothing;
  const channel = discord.channels[0];
  const direct = discord.directMessages[me.discord] ?? [];
  const isDirect = state.tab.discord === 'direct' && direct.length > 0;
  const place = isDirect ? (direct[0]?.channel_id ?? '') : (channel?.id ?? '');
  const places = [
    { id: 'channel', label: `# ${channel?.name ?? ''}`, count: channel?.messages.length ?? 0 },
    ...(direct.length > 0 ? [{ id: 'direct', label: 'Deskbell', count: direct.length }] : []),
  ];
  const isUp = discord.connections > 0;
  return html`<section class="column discord" data-system="discord" aria-label="Discord">
    <header class="d-top">
      <h2>${discord.guild.name}</h2>
      <span class=${isUp ? 'wire' : 'wire cut'}>${isUp ? 'Discord' : 'Discord, app offline'}</span>
    </header>
    ${tabs('discord', places, state.tab.discord, (id) => set({ tab: { ...state.tab, discord: id } }))}
    ${messages('Messages in Discord', `discord ${place} ${me.discord}`, isDirect ? conversation(direct, undefined, me.discord) : conversation(channel?.messages ?? [], channel, me.discord))}
    ${noticesShown('discord')}
    ${commandLine(
      'discord',
      place,
      (typed) => send(typed.text, typed.chosen, place),
      (text) => complete(text, place),
    )}
  </section>`;
}

/**
 * @param {DiscordMessage[]} messages
 * @param {DiscordChannel | undefined} channel
 * @param {string} me
 */
function conversation(messages, channel, me) {
  const place = channel?.id ?? messages[0]?.channel_id;
  const own = (state.pictures.discord?.ephemerals[me] ?? []).filter((one) => one.channel_id === place);
  const isOwn = new Set(own);
  const all = [...messages, ...own].sort((left, right) => (BigInt(left.id) < BigInt(right.id) ? -1 : 1));
  if (all.length === 0) return html`<p class="empty">Nothing has rung yet.</p>`;
  const threads = new Map((channel?.threads ?? []).map((thread) => [thread.id, thread]));
  const alone = [...threads.values()].filter((thread) => !messages.some((one) => one.id === thread.id));
  return html`${repeat(
    all,
    (message) => message.id,
    (message) => messageShown(message, { own: isOwn.has(message), thread: threads.get(message.id) }),
  )}
  ${alone.map(threadShown)}`;
}

/**
 * @param {string} text
 * @param {Suggestion | undefined} chosen
 * @param {string} channel
 */
async function send(text, chosen, channel) {
  wantEnd('discord');
  const { name, command, subcommand, option, argument } = parse(text);
  if (command === undefined) return say('discord', `Discord: there is no command /${name}.`);
  const given = chosen?.value ?? argument;
  saySeen(
    await act('discord', 'discord/command', {
      user: actor()?.discord,
      channel,
      name,
      ...(subcommand ? { subcommand } : {}),
      ...(option && given !== '' ? { options: { [option.name]: valueOf(option, given) } } : {}),
    }),
  );
}

/**
 * @param {string} text
 * @param {string} channel
 * @returns {Promise<Suggestion[]>}
 */
async function complete(text, channel) {
  const { name, subcommand, option, argument } = parse(text);
  if (option?.autocomplete !== true || !text.includes(' ')) return [];
  const typed = { user: actor()?.discord, channel, name, ...(subcommand ? { subcommand } : {}) };
  const body = { ...typed, options: { [option.name]: argument }, focused: option.name };
  const seen = await act('discord', 'discord/autocomplete', body);
  const choices = /** @type {{ name: string, value: string | number }[]} */ (seen?.['choices'] ?? []);
  return choices.filter((one) => one.name !== argument).map((one) => ({ value: String(one.value), label: one.name }));
}
