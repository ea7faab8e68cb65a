import type {
  ActionsBlock,
  ContextBlock,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  SectionBlock,
} from '@slack/types';
import type { Card, CardField, CardRow } from '../../desk/card.ts';
import { clean, cut, type Line, plain } from '../../desk/text.ts';
import { actionButton } from './buttons.ts';
import { escapeMrkdwn, flat, webAddress } from './escape.ts';
import {
  BADGE,
  CONTEXT_TEXT,
  FIELD_NAME,
  FIELD_VALUE,
  FOOTER,
  LINES,
  PAGE,
  QUOTE,
  QUOTE_LINES,
  RICH_TEXT,
  ROW,
  SECTION_FIELD,
  SECTION_FIELDS,
  SECTION_TEXT,
  TITLE,
} from './limits.ts';
import { boldMrkdwn, mrkdwnLine, richLine } from './line.ts';

/** Length as it counts against the room of a card. */
export function weight(part: unknown): number {
  return JSON.stringify(part).length;
}

/** Badge, title and lines. Lines that no longer fit are left out whole, and counted: nobody must take a part for all of it. */
export function headBlock(card: Card, room: number, rings: boolean): RichTextBlock | undefined {
  const head = headElements(card);
  let left = LINES;
  let lost = 0;
  for (const line of card.lines) {
    const elements = richLine(line, { limit: left, rings });
    const more: RichTextElement[] = [...(head.length > 0 ? [{ type: 'text' as const, text: '\n' }] : []), ...elements];
    if (elements.length === 0 || weight([...head, ...more]) > room) {
      if (flat(plain(line)).trim() !== '') lost += 1;
      continue;
    }
    head.push(...more);
    left -= lengthOf(line);
  }
  if (lost > 0) head.push({ type: 'text', text: `\n… and ${lost} more`, style: { italic: true } });
  return head.length === 0 ? undefined : { type: 'rich_text', elements: [section(head)] };
}

function headElements(card: Card): RichTextElement[] {
  const badge = cut(flat(card.badge).trim(), BADGE);
  const title = cut(flat(card.title).trim(), TITLE);
  const url = card.url === undefined ? undefined : webAddress(card.url);
  const bold = { style: { bold: true } };
  const elements: RichTextElement[] = [];
  if (badge !== '') elements.push({ type: 'text', text: badge, ...bold });
  if (badge !== '' && title !== '') elements.push({ type: 'text', text: '  ' });
  if (title !== '' && url !== undefined) elements.push({ type: 'link', url, text: title, ...bold });
  if (title !== '' && url === undefined) elements.push({ type: 'text', text: title, ...bold });
  return elements;
}

export function section(elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

function lengthOf(line: Line): number {
  return line.reduce((sum, span) => sum + (typeof span === 'string' ? span.length : 20), 0);
}

/** Two columns of name and value, ten to a block. */
export function fieldBlocks(fields: readonly CardField[], rings: boolean): SectionBlock[] {
  const texts = fields.map((field) => fieldText(field, rings)).filter((text) => text !== '');
  const blocks: SectionBlock[] = [];
  for (let start = 0; start < texts.length; start += SECTION_FIELDS) {
    const some = texts.slice(start, start + SECTION_FIELDS);
    blocks.push({ type: 'section', fields: some.map((text) => ({ type: 'mrkdwn', text, verbatim: true })) });
  }
  return blocks;
}

/** Shorter values until the whole fits, since a mark cut in the middle would show its inside. */
export function fieldText(field: CardField, rings: boolean): string {
  const name = boldMrkdwn(cut(flat(field.name), FIELD_NAME));
  for (let limit = FIELD_VALUE; limit > 10; limit = Math.floor(limit / 2)) {
    const text = [name, mrkdwnLine(field.value, { limit, rings })].filter((part) => part !== '').join('\n');
    if (text.length <= SECTION_FIELD) return text;
  }
  return name;
}

/** Untrusted words as they are: letter by letter in a frame of their own. */
export function quoteBlock(quote: NonNullable<Card['quote']>, room: number): RichTextBlock | undefined {
  const lines = clean(quote.text.toWellFormed()).trim().split('\n');
  const most = quote.whole ? lines.length : QUOTE_LINES;
  const shown = lines.slice(0, most).join('\n').trimEnd();
  const more = lines.length > most ? `\n… ${lines.length - most} more lines` : '';
  for (let limit = quote.whole ? PAGE : QUOTE; limit > 10; limit = Math.floor(limit / 2)) {
    const text = `${cut(shown, limit)}${more}`;
    if (text === '') return undefined;
    const type = quote.as === 'output' ? 'rich_text_preformatted' : 'rich_text_quote';
    const block: RichTextBlock = { type: 'rich_text', elements: [{ type, elements: [{ type: 'text', text }] }] };
    if (weight(block) <= room) return block;
  }
  return undefined;
}

/** Short lines close together, in a frame of their own. */
export function listBlock(lines: readonly string[]): RichTextBlock {
  const texts = [''];
  for (const [index, line] of lines.entries()) {
    const more = `${index === 0 ? '' : '\n'}${flat(line).trim()}`;
    const last = texts.length - 1;
    if (`${texts[last]}${more}`.length > RICH_TEXT) texts.push(more);
    else texts[last] += more;
  }
  const elements = texts.map((text) => ({ type: 'text' as const, text }));
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements }] };
}

/** The same as far as there is room, and how many are missing. */
export function listWithin(lines: readonly string[], room: number): RichTextBlock | undefined {
  for (let count = lines.length; count > 0; count = Math.floor(count * 0.9)) {
    const left = lines.length - count;
    const block = listBlock([...lines.slice(0, count), ...(left === 0 ? [] : [`… and ${left} more`])]);
    if (weight(block) <= room) return block;
  }
  return undefined;
}

/** One line with its button; a row with neither is left out. */
export function rowBlock(card: Card, row: CardRow, rings: boolean): SectionBlock | undefined {
  const lines = [row.line, row.detail ?? []].map((line) => fitting(line, ROW, SECTION_TEXT / 2 - 1, rings));
  const text = lines.filter((line) => line !== '').join('\n');
  const button = row.action === undefined ? undefined : actionButton(card, row.action);
  if (text === '' && button === undefined) return undefined;
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: text || '–', verbatim: true },
    ...(button === undefined ? {} : { accessory: button }),
  };
}

export function footerBlock(line: Line, rings: boolean): ContextBlock | undefined {
  const text = fitting(line, FOOTER, CONTEXT_TEXT, rings);
  return text === '' ? undefined : { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** What was left out, said in small letters. */
export function noteBlock(words: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: escapeMrkdwn(words), verbatim: true }] };
}

export function actionsBlock(elements: ActionsBlock['elements']): ActionsBlock | undefined {
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

function fitting(line: Line, most: number, characters: number, rings: boolean): string {
  for (let limit = most; limit > 10; limit = Math.floor(limit / 2)) {
    const text = mrkdwnLine(line, { limit, rings }).trim();
    if (text.length <= characters) return text;
  }
  return '';
}
