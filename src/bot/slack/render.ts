import type { KnownBlock, MessageAttachment } from '@slack/types';
import { NO_ITEM, type Card, type Tone } from '../../desk/card.ts';
import { cut } from '../../desk/text.ts';
import { cardButtons } from './buttons.ts';
import { escapeEntities, escapeMrkdwn, flat } from './escape.ts';
import { ACTIONS_ROOM, FIELDS, MESSAGE_BLOCKS, MESSAGE_CHARACTERS, MESSAGE_TEXT, ROWS, SHARES } from './limits.ts';
import { mentionedIn, plainLine } from './line.ts';
import {
  actionsBlock,
  fieldBlocks,
  fieldText,
  footerBlock,
  headBlock,
  listBlock,
  listWithin,
  noteBlock,
  quoteBlock,
  rowBlock,
  weight,
} from './parts.ts';
import { passagesBlock } from './passages.ts';

/**
 * A card as Slack takes it, all three parts always there, since an edit keeps what is not sent. Slack shows `text` above
 * attachments, so it is empty there but for whom a notice rings; with blocks it is what notifications say.
 */
export interface SlackMessage {
  text: string;
  blocks: KnownBlock[];
  attachments: MessageAttachment[];
}

/** Longest part of a block id that names the card, and what the id adds to a block. */
const STEM = 90;
const ID_WEIGHT = STEM + 25;

/** What fits a notification. */
const FALLBACK = 300;

const COLOURS: Readonly<Record<Tone, string>> = {
  critical: '#d7263d',
  high: '#f2711c',
  warning: '#ecb22e',
  info: '#1d9bd1',
  good: '#2eb67d',
  neutral: '#8d8d8d',
};

/** One coloured attachment that holds the whole card, or plain words for a mere line. `rings`: mentions ring, as a notice's do. */
export function renderCard(card: Card, rings = false): SlackMessage {
  const blocks = identified(card, cardBlocks(card, rings));
  if (isLine(card)) return { text: fallbackText(card), blocks, attachments: [] };
  return {
    text: rings ? callFor(card) : '',
    blocks: [],
    attachments: [{ color: COLOURS[card.tone], fallback: fallbackText(card), blocks }],
  };
}

/** Nothing that a frame would hold together. */
function isLine(card: Card): boolean {
  return card.tone === 'neutral' && card.badge === '' && card.title === '';
}

/** How much of a card there is room for. */
export interface Bounds {
  characters: number;
  blocks: number;
  rows: number;
}

const MESSAGE: Bounds = { characters: MESSAGE_CHARACTERS, blocks: MESSAGE_BLOCKS, rows: ROWS };

/** The card without a frame, for what is no message. */
export function blocksOf(card: Card, bounds: Bounds): KnownBlock[] {
  return identified(card, cardBlocks(card, false, bounds));
}

function cardBlocks(card: Card, rings: boolean, bounds = MESSAGE): KnownBlock[] {
  const actions = actionsBlock(buttonsWithin(card, ACTIONS_ROOM));
  const rest = bounds.characters - weight(actions ?? '') - 8 * ID_WEIGHT;
  const head = headBlock(card, rest * SHARES.head, rings);
  const footer =
    card.footer === undefined ? undefined : withinRoom(footerBlock(card.footer, rings), rest * SHARES.footer);
  const fields = fieldsWithin(card, rest * SHARES.fields, rings);
  const quote =
    card.quote === undefined
      ? undefined
      : quoteBlock(card.quote, rest * (card.quote.whole ? SHARES.page : SHARES.quote));
  const passages = card.passages && passagesBlock(card.passages, rest * SHARES.passages, rings);
  const list = card.list && listWithin(card.list, listRoom(card, rings));
  const around = [head, list, ...fields, quote, passages, actions, footer].filter((block) => block !== undefined);
  const room = bounds.characters - weight(around) - ID_WEIGHT * (around.length + 2);
  const rows = rowsWithin(card, Math.min(bounds.rows, bounds.blocks - around.length - 1), room, rings);
  const blocks = [head, list, ...fields, quote, passages, ...rows, actions, footer].filter(
    (block) => block !== undefined,
  );
  return blocks.length === 0 ? [noteBlock('An empty card.')] : blocks;
}

/** What a list may take beside the lines above it. */
function listRoom(card: Card, rings: boolean): number {
  return MESSAGE_CHARACTERS - 4 * ID_WEIGHT - weight(headBlock(card, MESSAGE_CHARACTERS * SHARES.head, rings) ?? '');
}

/** Does one message hold the card with its whole list? */
export function holdsList(card: Card): boolean {
  return weight(listBlock(card.list ?? [])) <= listRoom(card, false);
}

/** A card that Slack refused as too long or too odd: words only, which always pass. */
export function plainMessage(card: Card): SlackMessage {
  const lines = [
    titleOf(card),
    ...card.lines.map(plainLine),
    ...card.fields.map((field) => `${field.name}: ${plainLine(field.value)}`),
  ];
  const words = lines
    .map((line) => flat(line).trim())
    .filter(Boolean)
    .join('\n');
  const note = 'This card could not be drawn in full, so its buttons are missing.';
  // An escaped character takes up to five.
  const most = Math.floor((MESSAGE_TEXT - note.length - 1) / 5);
  return { text: `${escapeMrkdwnLines(cut(words, most))}\n${note}`, blocks: [], attachments: [] };
}

/** Plain words for notifications and screen readers. */
function fallbackText(card: Card): string {
  const words = [titleOf(card), ...card.lines.slice(0, 1).map(plainLine)].filter(Boolean).join(': ');
  return escapeEntities(cut(flat(words).trim() || 'A card', FALLBACK));
}

function titleOf(card: Card): string {
  return [card.badge, card.title].filter(Boolean).join(' ');
}

/** The people a notice rings, with what it is about: the only words outside the attachment. */
function callFor(card: Card): string {
  const lines = [...card.lines, ...card.fields.map((field) => field.value), card.footer ?? []];
  const accounts = [...new Set(lines.flatMap(mentionedIn))];
  if (accounts.length === 0) return '';
  return `${accounts.map((account) => `<@${account}>`).join(' ')} ${escapeMrkdwn(cut(flat(titleOf(card)), 150))}`;
}

function escapeMrkdwnLines(words: string): string {
  return words.split('\n').map(escapeMrkdwn).join('\n');
}

/** The card that a block was drawn for, by the block's id. */
export function cardOf(blockId: string): string {
  return blockId.replace(/\.\d+\.\d+$/, '');
}

/** Block ids change with every revision, so that clients never mix an old block with a new one. */
function identified(card: Card, blocks: readonly KnownBlock[]): KnownBlock[] {
  const stem = cut(`${flat(card.ref) || NO_ITEM}.${card.revision}`, STEM);
  return blocks.map((block, index) => ({ ...block, block_id: `${stem}.${index}` }));
}

function buttonsWithin(card: Card, room: number): ReturnType<typeof cardButtons> {
  const buttons = cardButtons(card);
  while (buttons.length > 0 && weight(buttons) > room) buttons.pop();
  return buttons;
}

function fieldsWithin(card: Card, room: number, rings: boolean): KnownBlock[] {
  let used = 0;
  const shown = card.fields.slice(0, FIELDS).filter((field) => {
    used += weight(fieldText(field, rings)) + 50;
    return used <= room;
  });
  const left = card.fields.length - shown.length;
  const blocks: KnownBlock[] = fieldBlocks(shown, rings);
  return left === 0 ? blocks : [...blocks, noteBlock(`… and ${left} more fields`)];
}

/** Rows from the first on while they fit, and how many were left out. */
function rowsWithin(card: Card, most: number, room: number, rings: boolean): KnownBlock[] {
  const blocks = card.rows.map((row) => rowBlock(card, row, rings)).filter((block) => block !== undefined);
  let used = 0;
  const end = blocks.findIndex((block, index) => {
    used += weight(block) + ID_WEIGHT;
    return index >= most || used > room;
  });
  return end === -1 ? blocks : [...blocks.slice(0, end), noteBlock(`… and ${blocks.length - end} more`)];
}

function withinRoom<Block>(block: Block | undefined, room: number): Block | undefined {
  return block !== undefined && weight(block) <= room ? block : undefined;
}
