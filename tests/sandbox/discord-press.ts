import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { Seen } from '../../sandbox/discord/hands/interaction.ts';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { type Bot, login } from './discord-client.ts';
import { ANN, APPLICATION } from './discord-stand.ts';

/** A button to press, a link, and a button that nobody can press. */
export const buttons = [
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setURL('https://desk.example/1').setLabel('Open').setStyle(ButtonStyle.Link),
    new ButtonBuilder().setCustomId('gone').setLabel('Gone').setStyle(ButtonStyle.Danger).setDisabled(true),
  ),
];

type ByHand = (discord: DiscordStandIn, path: string, webhook: string) => Promise<unknown>;

/** Answers one press by hand, over the wire; `path` is that of its callback. */
export async function press(answer: ByHand): Promise<Bot & { seen: Seen; value: unknown }> {
  const done: { value?: unknown } = {};
  const bot = await login(async (interaction) => {
    const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
    done.value = await answer(bot.discord, path, `/webhooks/${APPLICATION}/${interaction.token}`);
  });
  await bot.channel.send({ content: 'card', components: buttons });
  const seen = await bot.discord.click({ user: ANN, label: 'Go' });
  await bot.discord.eventually(() => done.value !== undefined);
  return { ...bot, seen, value: done.value };
}
