import type { World } from './world.ts';
import { DISCORD_CHANNEL, SLACK_CHANNEL } from './world.ts';

/** A card as a reader sees it: all its words, and the buttons that can be pressed. */
export interface Seen {
  id: string;
  words: string;
  buttons: string[];
}

type Json = Record<string, unknown>;

/** Top-level messages in the Slack channel, oldest first. */
export function slackCards(world: World, channel: string = SLACK_CHANNEL): Seen[] {
  return world.slack
    .messages(channel)
    .map((message) => ({ id: message.ts, ...read({ ...message, replies: [], metadata: undefined }) }));
}

/** Messages in the Discord channel, oldest first. */
export function discordCards(world: World, channel: string = DISCORD_CHANNEL): Seen[] {
  return world.discord
    .messages(channel)
    .map((message) => ({ id: message.id, ...read({ content: message.content, components: message.components }) }));
}

/** The words and buttons of any message, form or view. */
export function read(message: unknown): Omit<Seen, 'id'> {
  const words: string[] = [];
  const buttons: string[] = [];
  walk(message, words, buttons);
  return { words: words.join('\n').replaceAll(/[\\*]/g, ''), buttons };
}

const WORDS = new Set(['text', 'content', 'fallback', 'label', 'value', 'placeholder']);

function walk(node: unknown, words: string[], buttons: string[]): void {
  if (Array.isArray(node)) return node.forEach((part) => walk(part, words, buttons));
  if (typeof node !== 'object' || node === null) return;
  const json = node as Json;
  const isButton = json['type'] === 'button' || (json['type'] === 2 && 'style' in json);
  if (isButton && json['url'] === undefined) {
    buttons.push(typeof json['label'] === 'string' ? json['label'] : String((json['text'] as Json)['text']));
    return;
  }
  for (const [name, value] of Object.entries(json)) {
    if (typeof value === 'string' && WORDS.has(name)) words.push(value);
    else walk(value, words, buttons);
  }
}

/** Asks again until it is so; what was seen last is in the error. */
export async function until<Value>(
  look: () => Value | undefined | false | null | Promise<Value | undefined | false | null>,
  what: string,
  milliseconds = 20_000,
): Promise<Value> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (performance.now() > end) throw new Error(`It never came about: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The card that holds these words, once it is there. */
export async function card(world: World, chat: 'slack' | 'discord', ...words: string[]): Promise<Seen> {
  const cards = (): Seen[] => (chat === 'slack' ? slackCards(world) : discordCards(world));
  return until(
    () => cards().find((one) => words.every((word) => one.words.includes(word))),
    `a card in ${chat} with ${words.join(' and ')}`,
  ).catch((error: unknown) => {
    throw new Error(
      `${String(error)}\nThere are:\n${cards()
        .map((one) => `--- ${one.words} [${one.buttons.join('] [')}]`)
        .join('\n')}`,
    );
  });
}
