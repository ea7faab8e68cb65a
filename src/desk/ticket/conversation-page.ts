import type { Attachment, Conversation, Passage } from './conversation.ts';
import type { CardPassage } from '../card.ts';
import { costOf, pagesOf } from '../full-text.ts';
import { mask } from '../mask.ts';
import { clean, cut, type Line, oneLine, plain, type Span } from '../text.ts';

/** What the passages of one page may take of a message, counted as the chats that need most for it do. */
const PAGE_COST = 2_700;
/** What each passage takes beside its words: signs, names and frames. */
const PASSAGE_COST = 130;
/** What the lines below one passage may take. */
const FEET_COST = 700;

const NAME = 60;
const EVENT = 160;
const COPIES = 120;
const FILE = 60;
const MOST_FILES = 8;
/** A longer address leaves no room for words. */
const ADDRESS = 400;

/** Where somebody is in a conversation: on a page counted from the newest, or at the passage with this id. */
export interface Spot {
  page: number;
  passage?: string;
  /** The mails that were answered are shown as well. */
  quoted: boolean;
}

/** One page of a conversation. Pages count from the newest; a page itself reads downwards. */
export interface ConversationPage {
  passages: readonly CardPassage[];
  page: number;
  pages: number;
  /** The passage that the page ends with: where to stay while something else is shown or hidden. */
  last: string | undefined;
  /** There are quoted mails in the conversation. */
  hasQuoted: boolean;
}

interface Part {
  id: string;
  shown: CardPassage;
  cost: number;
}

/** Who says what, so that nobody takes a note for a reply: a sign and a word, never a colour alone. */
export function conversationPage({ passages }: Conversation, source: string, spot: Spot): ConversationPage {
  const parts = passages.flatMap((passage) => partsOf(passage, source, spot.quoted));
  const pages = packed(parts);
  const found = spot.passage === undefined ? -1 : pages.findIndex((page) => page.some(({ id }) => id === spot.passage));
  const page = found === -1 ? Math.min(Math.max(1, Math.trunc(spot.page) || 1), Math.max(1, pages.length)) : found + 1;
  const shown = pages[page - 1] ?? [];
  return {
    passages: shown.map((part) => part.shown),
    page,
    pages: Math.max(1, pages.length),
    last: shown.at(-1)?.id,
    hasQuoted: passages.some(({ quoted = '' }) => quoted.trim() !== ''),
  };
}

/** Filled from the newest on, since that is the page that is read; each page in the order in which it was written. */
function packed(parts: readonly Part[]): Part[][] {
  const pages: Part[][] = [];
  let cost = 0;
  for (const part of parts.toReversed()) {
    const page = pages.at(-1);
    if (page && cost + part.cost <= PAGE_COST) {
      page.unshift(part);
      cost += part.cost;
    } else {
      pages.push([part]);
      cost = part.cost;
    }
  }
  return pages;
}

/** A passage in as many parts as pages can hold. */
function partsOf(passage: Passage, source: string, isQuoted: boolean): Part[] {
  const { id, voice } = passage;
  if (voice === 'event') return [partOf(id, { head: eventLine(passage) })];
  const feet = feetOf(passage, source, isQuoted);
  const head = headOf(passage, source);
  const room = PAGE_COST - PASSAGE_COST - costOf(plain(head)) - feetCost(feet) - 20;
  const texts = pagesOf(wordsOf(passage, isQuoted), room);
  return texts.map((text, index) => {
    const isLast = index === texts.length - 1;
    const count: Line = texts.length === 1 ? [] : [` · part ${index + 1} of ${texts.length}`];
    return partOf(id, { head: [...head, ...count], text, ...(isLast && feet.length > 0 ? { feet } : {}) });
  });
}

function partOf(id: string, shown: CardPassage): Part {
  const cost = PASSAGE_COST + costOf(plain(shown.head)) + costOf(shown.text ?? '') + feetCost(shown.feet ?? []);
  return { id, shown, cost: cost + 3 * (shown.text ?? '').split('\n').length };
}

function headOf({ voice, author, at, copies = [], undelivered }: Passage, source: string): Line {
  const who = { bold: nameOf(author) };
  const heads: Record<Exclude<Passage['voice'], 'event'>, Line> = {
    customer: ['👤 ', who, ' (customer)'],
    staff: ['💬 ', who, ' to the customer'],
    note: ['🔒 Internal note by ', who, ', not seen by the customer'],
  };
  const to = copies.length === 0 ? '' : ` · copy to ${cut(oneLine(copies.join(', ')), COPIES)}`;
  return [
    ...heads[voice === 'event' ? 'note' : voice],
    ' · ',
    { at, as: 'clock' },
    to,
    undelivered ? ` · ⚠️ ${source} could not deliver it` : '',
  ];
}

/** Whoever did it is in its words. */
function eventLine({ at, text }: Passage): Line {
  return ['· ', { at, as: 'clock' }, ` · ${cut(oneLine(mask(text)), EVENT)}`];
}

function nameOf(author: string): string {
  return cut(oneLine(author), NAME) || 'somebody';
}

/** The words with at most one empty line at a time; the mail that is answered only where it is asked for. */
function wordsOf({ text, quoted = '' }: Passage, isQuoted: boolean): string {
  const own = readable(text);
  const old = isQuoted ? readable(quoted) : '';
  const words = [own, ...(old === '' ? [] : ['↩ Quoted mail:', old])].filter((part) => part !== '').join('\n');
  return words === '' ? '(no words)' : words;
}

function readable(text: string): string {
  return mask(clean(text))
    .replaceAll(/[^\S\n]+\n/gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}

/** What hangs on it, and what is folded away. */
function feetOf({ attachments, quoted = '' }: Passage, source: string, isQuoted: boolean): Line[] {
  const folded = readable(quoted);
  const lines = folded.split('\n').length;
  return [
    ...filesLine(attachments, source),
    ...(isQuoted || folded === ''
      ? []
      : [[`↩ quoted mail folded away (${lines} ${lines === 1 ? 'line' : 'lines'})`] satisfies Line]),
  ];
}

function filesLine(attachments: readonly Attachment[], source: string): Line[] {
  const line: Span[] = [];
  let cost = 0;
  for (const [index, file] of attachments.entries()) {
    const span = fileSpan(file);
    cost += feetCost([[span]]) + 10;
    line.push(line.length === 0 ? '📎 ' : ' · ');
    if (cost > FEET_COST || index >= MOST_FILES) {
      line.push(`${attachments.length - index} more in ${source}`);
      break;
    }
    line.push(span);
  }
  return line.length === 0 ? [] : [line];
}

function fileSpan({ name, size, url }: Attachment): Span {
  const words = `${cut(oneLine(mask(name)), FILE) || 'a file'}${size === undefined ? '' : ` (${sizeOf(size)})`}`;
  return url === undefined || url.length > ADDRESS ? words : { link: words, url };
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function feetCost(feet: readonly Line[]): number {
  return feet
    .flat()
    .reduce(
      (sum, span) =>
        sum + (typeof span === 'object' && 'url' in span ? span.url.length + 4 : 0) + costOf(plain([span])),
      0,
    );
}
