import type { Action } from './card.ts';
import type { WorkItem } from './item.ts';
import { mask } from './mask.ts';
import { clean, cut, oneLine } from './text.ts';

/** Code points of an output or of a mail that are kept; what is longer is read at its source. */
export const KEPT_TEXT = 8_000;

/** What a card shows of it: so much is still read at a glance. */
const SHOWN = 600;
const SHOWN_LINES = 15;

/** What one page may take of a message, counted as the chats that need most for it do. */
const PAGE_COST = 3_000;

/** Signs that some chat doubles, since they could format or end a text. */
const DOUBLED = /[\\`*_~|[\]()#>\-+.!<@:"\t]/;
/** What a line adds: its mark, and its end. */
const LINE_COST = 3;

/** A longer subject is cut by some chat. */
const TITLE = 200;

/** The words of an item that do not come from us, whole, with secrets masked: what a check printed, or what a customer wrote. */
export function fullText(item: WorkItem): string {
  return [...headlineOf(item), bodyOf(item)].filter((part) => part !== '').join('\n\n');
}

/** As much of it as a card shows; empty where there is none. */
export function shownText(item: WorkItem): string {
  const text = bodyOf(item) || headlineOf(item).join('');
  const lines = text.split('\n');
  return lines.length > SHOWN_LINES ? cut(`${lines.slice(0, SHOWN_LINES).join('\n')}\n…`, SHOWN) : cut(text, SHOWN);
}

/** The way to the full text, where a card does not show all of it. */
export function fullTextAction(item: WorkItem): Action[] {
  return fullText(item) === shownText(item) ? [] : [{ verb: 'full-text', label: 'Full text' }];
}

/** Not all of it was kept here. */
export function isKeptInPart(item: WorkItem): boolean {
  const text = item.kind === 'alert' ? (item.facts.value ?? item.facts.message) : item.facts.preview;
  return Array.from(text).length >= KEPT_TEXT;
}

function bodyOf(item: WorkItem): string {
  const text = item.kind === 'alert' ? (item.facts.value ?? '') : item.facts.preview;
  return mask(clean(text)).trim();
}

/** What the title leaves out, where it leaves out something. */
function headlineOf(item: WorkItem): string[] {
  if (item.kind === 'ticket') return item.facts.subject.length > TITLE ? [mask(oneLine(item.facts.subject))] : [];
  const { title, message } = item.facts;
  return title.endsWith('…') && message.length > title.length ? [mask(clean(message)).trim()] : [];
}

/** The text in pieces that every chat shows whole, broken at the ends of lines where there are any. */
export function pagesOf(text: string, most = PAGE_COST): string[] {
  const pages: string[] = [];
  let page: string[] = [];
  let cost = 0;
  for (const line of text.split('\n').flatMap((whole) => pieces(whole, most))) {
    const more = costOf(line) + LINE_COST;
    if (cost + more > most && page.length > 0) {
      pages.push(page.join('\n'));
      page = [];
      cost = 0;
    }
    page.push(line);
    cost += more;
  }
  return [...pages, page.join('\n')].filter((one) => one.trim() !== '');
}

/** A line as it is, or in parts that fit a page each. */
function pieces(line: string, most: number): string[] {
  if (costOf(line) + LINE_COST <= most) return [line];
  const parts: string[] = [];
  let part = '';
  let cost = LINE_COST;
  for (const sign of line) {
    const more = costOf(sign);
    if (cost + more > most) {
      parts.push(part);
      part = '';
      cost = LINE_COST;
    }
    part += sign;
    cost += more;
  }
  return [...parts, part];
}

/** What a text takes of a message in the chats that need most for it. */
export function costOf(text: string): number {
  let cost = 0;
  for (const sign of text) cost += DOUBLED.test(sign) ? 2 : sign.length;
  return cost;
}
