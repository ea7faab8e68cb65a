import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../../stories/world.ts';
import type { Chat, PeopleStep } from './script-people.ts';
import type { Technician } from './script-source.ts';
import { accounts, channelMessages, channels, chats, ownMessages, type Pressable, pressables } from './sight.ts';

/** How long somebody waits for a menu or a form before they give up. */
const PATIENCE = 2_000;

/** Does what a person does; answers whether there was anything to press. */
export async function actPerson(world: World, step: PeopleStep): Promise<boolean> {
  switch (step.do) {
    case 'press': {
      const found = choose(world, step.chat, step.verb, step.pick);
      if (!found) return false;
      await Promise.all(Array.from({ length: step.times }, () => press(world, step.chat, step.who, found)));
      return true;
    }
    case 'press-both':
      return pressBoth(world, step.verb, step.pick);
    case 'order': {
      const order = await fromMenu(world, step.chat, step.who, step.verb, step.pick);
      if (order) await press(world, step.chat, step.who, order);
      return order !== undefined;
    }
    case 'log-time': {
      const found = choose(world, step.chat, 'log-time', step.pick);
      return found !== undefined && fillIn(world, step.chat, step.who, found);
    }
    case 'make-ticket': {
      const found = await fromMenu(world, step.chat, step.who, 'make-ticket', step.pick);
      return found !== undefined && fillIn(world, step.chat, step.who, found);
    }
  }
}

function choose(world: World, chat: Chat, verb: string, pick: number): Pressable | undefined {
  const fitting = pressables(channelMessages(world, chat)).filter((one) => one.verb === verb);
  return fitting[pick % fitting.length];
}

async function pressBoth(world: World, verb: string, pick: number): Promise<boolean> {
  const here = choose(world, 'slack', verb, pick);
  const there = pressables(channelMessages(world, 'discord')).find(
    (one) => one.verb === verb && (one.ref === here?.ref || one.ref.startsWith('group/')),
  );
  await Promise.all([here && press(world, 'slack', 'ann', here), there && press(world, 'discord', 'ben', there)]);
  return here !== undefined || there !== undefined;
}

/** What stands behind "More…" of a card. */
async function fromMenu(
  world: World,
  chat: Chat,
  who: Technician,
  verb: string,
  pick: number,
): Promise<Pressable | undefined> {
  const menu = choose(world, chat, 'more', pick);
  if (!menu) return undefined;
  await press(world, chat, who, menu);
  return own(world, chat, who, (one) => one.verb === verb && one.ref === menu.ref);
}

/** How often somebody presses who is told that it did not work, and how long they wait in between. */
const TRIES = 3;
const REST = 600;

/** Presses, again where the chat says that it failed, and says yes where it is asked for. */
async function press(world: World, chat: Chat, who: Technician, { message, id }: Pressable): Promise<void> {
  const user = accounts[who][chat];
  const channel = channels[chat];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { acked } =
      chat === 'slack'
        ? await world.slack.click({ user, channel, ts: message, actionId: id })
        : await world.discord.click({ user, channel, message, customId: id });
    if (acked) break;
    await pause(REST);
  }
  if (chat === 'slack' || !id.startsWith('?')) return;
  const yes = await own(world, chat, who, (one) => one.id === id.slice(1));
  if (yes) await world.discord.click({ user, channel, message: yes.message, customId: yes.id });
}

/** The newest button that this person alone sees, once it is there. */
async function own(
  world: World,
  chat: Chat,
  who: Technician,
  fits: (button: Pressable) => boolean,
): Promise<Pressable | undefined> {
  return soon(() => pressables(ownMessages(world, chat, who)).findLast(fits));
}

async function soon<Value>(look: () => Value | undefined): Promise<Value | undefined> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const value = look();
    if (value !== undefined || performance.now() > end) return value;
    await pause(50);
  }
}

/** Opens a form and sends it as it is proposed. */
async function fillIn(world: World, chat: Chat, who: Technician, button: Pressable): Promise<boolean> {
  const user = accounts[who][chat];
  const before = formsOf(world, chat, user);
  await press(world, chat, who, button);
  const form = await soon(() => formsOf(world, chat, user).find((one) => !before.includes(one)));
  if (form === undefined) return false;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { acked } =
      chat === 'slack'
        ? await world.slack.submit({ user, viewId: form })
        : await world.discord.submit({ user, modal: form });
    if (acked) return true;
    await pause(REST);
  }
  return false;
}

function formsOf(world: World, chat: Chat, user: string): string[] {
  if (chat === 'discord') return world.discord.modals(user).map(({ id }) => id);
  return world.slack.views(user).map((view) => String(view['id']));
}

/** Every line that somebody was answered, by person. */
export function answered(world: World): { who: Technician; words: string }[] {
  return (['ann', 'ben'] as const).flatMap((who) =>
    chats.flatMap((chat) =>
      ownMessages(world, chat, who).map(({ content }) => ({ who, words: JSON.stringify(content) })),
    ),
  );
}
