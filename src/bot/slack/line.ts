import type { RichTextElement } from '@slack/types';
import { cut, type Line, type Span } from '../../desk/text.ts';
import { escapeCode, escapeEntities, escapeMrkdwn, flat, webAddress } from './escape.ts';
import { SPANS } from './limits.ts';

/** This platform's id, and the key of its accounts in mentions. */
export const SLACK = 'slack';

export interface LineOptions {
  /** Code points shown at most. */
  limit: number;
  /** Whether mentions ring; a card that stands shows names instead. */
  rings: boolean;
}

type Instant = Extract<Span, { at: number }>;

/** Tokens of https://docs.slack.dev/messaging/formatting-message-text, shown in each reader's own zone and language. */
const FORMATS: Readonly<Record<Instant['as'], string>> = {
  ago: '{ago}',
  clock: '{date_short_pretty} {time}',
  day: '{date_short_pretty}',
};

/** Elements of a rich text section: untrusted text in them can neither format, nor link, nor ring. */
export function richLine(line: Line, options: LineOptions): RichTextElement[] {
  return fitted(line, options.limit).flatMap((span) => richSpan(span, options.rings));
}

/** The same as mrkdwn, for the places that know no rich text. */
export function mrkdwnLine(line: Line, options: LineOptions): string {
  return fitted(line, options.limit)
    .map((span) => mrkdwnSpan(span, options.rings))
    .join('');
}

/** The words alone, for what knows no marks. Unlike the desk's own, it bears an instant that no calendar has. */
export function plainLine(line: Line): string {
  return line.map(wordsOf).join('');
}

/** Accounts of this platform that the line mentions. */
export function mentionedIn(line: Line): string[] {
  return line.flatMap((span) => (typeof span === 'object' && 'mention' in span ? (accountOf(span) ?? []) : []));
}

/** The spans cleaned and cut so that their words together stay within the limit. */
function fitted(line: Line, limit: number): Span[] {
  const spans: Span[] = [];
  let left = limit;
  for (const span of line.slice(0, SPANS)) {
    if (left <= 0) break;
    const words = flat(wordsOf(span));
    if (words === '') continue;
    const shown = cut(words, left);
    left -= Array.from(shown).length;
    spans.push(withWords(span, shown));
  }
  return spans;
}

function wordsOf(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('link' in span) return span.link;
  if ('mention' in span) return span.mention;
  return fallbackOf(span);
}

function withWords(span: Span, words: string): Span {
  if (typeof span === 'string') return words;
  if ('bold' in span) return { bold: words };
  if ('code' in span) return { code: words };
  if ('link' in span) return { ...span, link: words };
  if ('mention' in span) return { ...span, mention: words };
  return span;
}

function richSpan(span: Span, rings: boolean): RichTextElement[] {
  if (typeof span === 'string') return [{ type: 'text', text: span }];
  if ('bold' in span) return [{ type: 'text', text: span.bold, style: { bold: true } }];
  if ('code' in span) return [{ type: 'text', text: span.code, style: { code: true } }];
  if ('link' in span) {
    const url = webAddress(span.url);
    return url === undefined ? [{ type: 'text', text: span.link }] : [{ type: 'link', url, text: span.link }];
  }
  if ('mention' in span) {
    const account = rings ? accountOf(span) : undefined;
    if (account !== undefined) return [{ type: 'user', user_id: account }];
    return [{ type: 'text', text: span.mention, style: { bold: true } }];
  }
  const timestamp = secondsOf(span);
  if (timestamp === undefined) return [{ type: 'text', text: fallbackOf(span) }];
  return [{ type: 'date', timestamp, format: FORMATS[span.as], fallback: fallbackOf(span) }];
}

function mrkdwnSpan(span: Span, rings: boolean): string {
  if (typeof span === 'string') return escapeMrkdwn(span);
  if ('bold' in span) return boldMrkdwn(span.bold);
  if ('code' in span) return `\`${escapeCode(span.code)}\``;
  if ('link' in span) {
    const url = webAddress(span.url);
    const words = escapeMrkdwn(span.link).replaceAll('|', '¦');
    return url === undefined ? words : `<${escapeEntities(url)}|${words}>`;
  }
  if ('mention' in span) {
    const account = rings ? accountOf(span) : undefined;
    return account === undefined ? boldMrkdwn(span.mention) : `<@${account}>`;
  }
  const timestamp = secondsOf(span);
  return timestamp === undefined ? fallbackOf(span) : `<!date^${timestamp}^${FORMATS[span.as]}|${fallbackOf(span)}>`;
}

/** Bold needs a letter on each side, and stars of its own around it. */
export function boldMrkdwn(words: string): string {
  const trimmed = words.trim();
  return trimmed === '' ? '' : `*${escapeMrkdwn(trimmed)}*`;
}

function accountOf(span: Extract<Span, { mention: string }>): string | undefined {
  const account = span.accounts[SLACK];
  return account !== undefined && /^[UW][A-Z0-9]+$/.test(account) ? account : undefined;
}

function secondsOf(span: Instant): number | undefined {
  return Number.isFinite(new Date(span.at).getTime()) ? Math.floor(span.at / 1000) : undefined;
}

function fallbackOf(span: Instant): string {
  const instant = new Date(span.at);
  if (!Number.isFinite(instant.getTime())) return 'at an unknown time';
  const [day = '', time = ''] = instant.toISOString().split('T');
  return span.as === 'day' ? day : `${day} ${time.slice(0, 5)} UTC`;
}
