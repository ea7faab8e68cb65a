import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../../stories/world.ts';
import type { Chat } from './script-people.ts';
import type { Technician } from './script-source.ts';
import { accounts, channelMessages, channels, ownMessages, type Pressable, pressables } from './sight.ts';

/** How long somebody waits for a menu or a form before they give up. */
const PATIENCE = 2_000;

/** One of the buttons with this verb that stand in the channel; of all messages, or of those about what fits. */
export function choose(
  world: World,
  chat: Chat,
  verb: string,
  pick: number,
  fits: (ref: string) => boolean = () => true,
): Pressable | undefined {
  const fitting = pressables(channelMessages(world, chat)).filter((one) => one.verb === verb && fits(one.ref));
  return fitting[pick % fitting.length];
}

/** What stands behind "More…" of a card. */
export async function fromMenu(
  world: World,
  { chat, who }: Person,
  menu: Pressable | undefined,
  verb: string,
): Promise<Pressable | undefined> {
  if (!menu) return undefined;
  await press(world, { chat, who }, menu);
  return own(world, { chat, who }, (one) => one.verb === verb && one.ref === menu.ref);
}

export interface Person {
  chat: Chat;
  who: Technician;
}

/** How often somebody presses who is told that it did not work, and how long they wait in between. */
const TRIES = 3;
const REST = 600;

/** Presses, again where the chat says that it failed, and says yes where it is asked for. */
export async function press(world: World, { chat, who }: Person, { message, id }: Pressable): Promise<void> {
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
  const yes = await own(world, { chat, who }, (one) => one.id === id.slice(1));
  if (yes) await world.discord.click({ user, channel, message: yes.message, customId: yes.id });
}

/** The newest button that this person alone sees, once it is there; in any message, or in one with these words. */
export async function own(
  world: World,
  { chat, who }: Person,
  fits: (button: Pressable) => boolean,
  words = '',
): Promise<Pressable | undefined> {
  return soon(() => {
    const messages = ownMessages(world, chat, who).filter(({ content }) => JSON.stringify(content).includes(words));
    return pressables(messages).findLast(fits);
  });
}

/** What is looked for, once it is there. */
export async function soon<Value>(look: () => Value | undefined, patience = PATIENCE): Promise<Value | undefined> {
  const end = performance.now() + patience;
  for (;;) {
    const value = look();
    if (value !== undefined || performance.now() > end) return value;
    await pause(50);
  }
}

/** A person has one form before them at a time: by person, the end of the one that was opened last. */
const busy = new Map<string, Promise<unknown>>();

/** Opens a form and sends it as it is proposed, but for these values by field. */
export function fillIn(
  world: World,
  { chat, who }: Person,
  button: Pressable,
  values: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const hands = `${chat} ${who}`;
  const mine = (busy.get(hands) ?? Promise.resolve()).then(() => fillInNow(world, { chat, who }, button, values));
  busy.set(
    hands,
    mine.catch(() => undefined),
  );
  return mine;
}

async function fillInNow(
  world: World,
  { chat, who }: Person,
  button: Pressable,
  values: Readonly<Record<string, string>>,
): Promise<boolean> {
  const user = accounts[who][chat];
  const before = formsOf(world, chat, user);
  await press(world, { chat, who }, button);
  const form = await soon(() => formsOf(world, chat, user).find((one) => !before.includes(one)));
  if (form === undefined) return false;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { acked } =
      chat === 'slack'
        ? await world.slack.submit({ user, viewId: form, values: inSlack(world, user, form, values) })
        : await world.discord.submit({ user, modal: form, values });
    if (acked) return true;
    await pause(REST);
  }
  return false;
}

function formsOf(world: World, chat: Chat, user: string): string[] {
  if (chat === 'discord') return world.discord.modals(user).map(({ id }) => id);
  return world.slack.views(user).map((view) => String(view['id']));
}

/** Slack knows fields by the names of their blocks, which end with the field's own. */
function inSlack(world: World, user: string, form: string, values: Readonly<Record<string, string>>) {
  const view = world.slack.views(user).find(({ id }) => id === form);
  const blocks = (view?.['blocks'] ?? []) as { block_id?: string }[];
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      const block = blocks.find(({ block_id: id }) => id !== undefined && /[a-z]+$/.exec(id)?.[0] === field);
      return block?.block_id === undefined ? [] : [[block.block_id, value]];
    }),
  );
}
