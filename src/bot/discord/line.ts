import type { Line, Span } from '../../desk/text.ts';
import { codeText, escapeText, fitEscaped, flatten, webAddress } from './escape.ts';

const PLATFORM = 'discord';
/** The last instant that a date can hold, in milliseconds. */
const LAST_INSTANT = 8.64e15;
const STYLES = { ago: 'R', clock: 'f', day: 'D' } as const;
/** Takes no place on the screen. */
const PARTING = '\u200B';
/** What an ellipsis and the shortest piece of text need. */
const LEAST = 8;

/** A line as Discord's markdown, at most `limit` long; pieces that cannot be cut are left out whole. */
export function renderLine(line: Line, limit: number): string {
  let text = '';
  for (const span of line) {
    const left = limit - text.length;
    const piece = renderSpan(span, left - PARTING.length);
    if (piece === undefined || piece.length > left - PARTING.length) return left >= 1 ? `${text}…` : text;
    text += (runsInto(text, piece) ? PARTING : '') + piece;
  }
  return text;
}

/** Two pieces of the same make would melt into one mark that Discord does not know. */
function runsInto(text: string, piece: string): boolean {
  return (piece.startsWith('*') || piece.startsWith('`')) && text.endsWith(piece.charAt(0));
}

/** The accounts that the lines mention on Discord. */
export function mentioned(lines: Iterable<Line>): string[] {
  const accounts = new Set<string>();
  for (const line of lines) {
    for (const span of line) {
      const account = typeof span === 'object' && 'mention' in span ? accountOf(span.accounts) : undefined;
      if (account !== undefined) accounts.add(account);
    }
  }
  return [...accounts];
}

/** Undefined when there is no room for any of it. */
function renderSpan(span: Span, room: number): string | undefined {
  if (typeof span === 'string') return around('', span, '', room);
  if ('bold' in span) return around('**', span.bold, '**', room);
  if ('code' in span) return around('`', span.code, '`', room, codeText);
  if ('link' in span) return renderLink(span.link, span.url, room);
  if ('at' in span) return renderInstant(span.at, STYLES[span.as]);
  const account = accountOf(span.accounts);
  return account === undefined ? around('', span.mention, '', room) : `<@${account}>`;
}

function renderLink(text: string, url: string, room: number): string | undefined {
  const address = webAddress(url);
  if (address === undefined || address.length + LEAST > room) return around('', text, '', room);
  return around('[', text, `](${address})`, room);
}

function renderInstant(at: number, style: string): string {
  return Math.abs(at) <= LAST_INSTANT ? `<t:${Math.floor(at / 1000)}:${style}>` : '?';
}

function around(
  before: string,
  text: string,
  after: string,
  room: number,
  escape: (text: string) => string = escapeText,
): string | undefined {
  const flat = flatten(text);
  if (flat === '') return '';
  const inner = room - before.length - after.length;
  if (inner < 1) return undefined;
  return before + fitEscaped(flat, inner, escape) + after;
}

function accountOf(accounts: Record<string, string>): string | undefined {
  const account = accounts[PLATFORM];
  return account !== undefined && /^\d{17,20}$/.test(account) ? account : undefined;
}
