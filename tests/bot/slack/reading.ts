import { renderCard } from '../../../src/bot/slack/render.ts';
import type { Card } from '../../../src/desk/card.ts';
import type { Seen } from '../contract/stage.ts';

interface Part {
  [key: string]: unknown;
}

/** A message, an ephemeral or a view of the stand-in, as far as it can be read. */
export interface Readable {
  text?: string;
  blocks?: readonly object[];
  attachments?: readonly { color?: string; fallback?: string; blocks?: readonly object[] }[];
}

/** All blocks of the message that a card becomes. */
export function blocksOf(card: Card, rings = false): object[] {
  const message = renderCard(card, rings);
  return [...message.blocks, ...message.attachments.flatMap((one) => one.blocks ?? [])];
}

/** What people read on it, and what they can press. */
export function readingOf(message: Readable): Pick<Seen, 'text' | 'buttons' | 'links'> {
  const blocks = [...(message.blocks ?? []), ...(message.attachments ?? []).flatMap((one) => one.blocks ?? [])];
  const buttons = blocks.flatMap((block) => elementsOf(block));
  const own = blocks.length > 0 && (message.attachments ?? []).length === 0 ? '' : (message.text ?? '');
  return {
    text: [unescaped(own), ...blocks.map(wordsOf)].filter(Boolean).join('\n'),
    buttons: buttons.filter((button) => button['url'] === undefined).map(labelOf),
    links: [...new Set([...buttons.map((button) => button['url']), ...blocks.flatMap(urlsIn)])].filter(isText),
  };
}

/** Every string a person sees in a part, in reading order; the insides of mrkdwn as they would look. */
export function wordsOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(wordsOf).filter(Boolean).join('\n');
  if (!isPart(part)) return '';
  if (part['type'] === 'rich_text_section' || part['type'] === 'rich_text_quote') return inline(part['elements']);
  if (part['type'] === 'rich_text_preformatted') return inline(part['elements']);
  if (part['type'] === 'mrkdwn') return mrkdwnWords(String(part['text']));
  if (typeof part['text'] === 'string') return part['text'];
  const names = ['title', 'text', 'fields', 'elements', 'label', 'hint'];
  return names
    .map((name) => wordsOf(part[name]))
    .filter(Boolean)
    .join('\n');
}

function inline(elements: unknown): string {
  if (!Array.isArray(elements)) return '';
  return elements.map((one: Part) => [one['text'], one['fallback'], one['user_id']].find(isText) ?? '').join('');
}

function mrkdwnWords(text: string): string {
  const shown = text.replaceAll(/<(?:[^|>]*\|)?([^>]*)>/g, '$1').replaceAll(/(?<!\w)\*([^*\n]+)\*/g, '$1');
  return unescaped(shown);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function urlsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(urlsIn);
  if (!isPart(part)) return [];
  if (part['type'] === 'button') return [];
  if (part['type'] === 'link') return [String(part['url'])];
  if (part['type'] === 'mrkdwn') {
    return [...String(part['text']).matchAll(/<(https?:[^|>]+)/g)].map((match) => unescaped(match[1] ?? ''));
  }
  return Object.values(part).flatMap(urlsIn);
}

function elementsOf(block: object): Part[] {
  const { elements, accessory, type } = { elements: [], accessory: undefined, type: '', ...block };
  const found: unknown[] = type === 'actions' ? [...elements] : [];
  if (accessory !== undefined) found.push(accessory);
  return found.filter(isPart);
}

function labelOf(button: Part): string {
  return isPart(button['text']) ? String(button['text']['text']) : '';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
