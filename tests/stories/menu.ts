import { card, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, type World } from './world.ts';

/** Presses a button of the answer that only this person sees in Slack, which came after `before` others. */
export async function answerInSlack(world: World, user: string, before: number, label: string): Promise<void> {
  const answer = await until(() => world.slack.ephemerals(user).at(before), `an answer with ${label}`);
  await world.slack.click({ user, channel: SLACK_CHANNEL, ts: answer.ts, text: label });
}

/** Presses what stands behind "More…" of a card in Slack. */
export async function moreInSlack(world: World, words: string, label: string, user: string = ANN.slack): Promise<void> {
  const { id } = await card(world, 'slack', words);
  const before = world.slack.ephemerals(user).length;
  await world.slack.click({ user, channel: SLACK_CHANNEL, ts: id, text: 'More…' });
  await answerInSlack(world, user, before, label);
}

/** Opens the form behind "More…" of a card in Discord; the modal's id. */
export async function formInDiscord(
  world: World,
  words: string,
  label: string,
  user: string = BEN.discord,
): Promise<string> {
  const { id } = await card(world, 'discord', words);
  await world.discord.click({ user, channel: DISCORD_CHANNEL, message: id, label: 'More…' });
  const menu = await until(() => world.discord.ephemerals(user).at(-1), 'the menu');
  const opened = await world.discord.click({ user, channel: DISCORD_CHANNEL, message: menu.id, label });
  return opened.modal?.id ?? '';
}

/** Presses a button of the newest answer that only this person sees in Discord. */
export async function answerInDiscord(world: World, label: string, user: string = BEN.discord): Promise<void> {
  const answer = await until(() => world.discord.ephemerals(user).at(-1), `an answer with ${label}`);
  await world.discord.click({ user, channel: DISCORD_CHANNEL, message: answer.id, label });
}
