/** One piece of a line. A bare string is untrusted text: every renderer escapes it. */
export type Span =
  | string
  | { bold: string }
  | { code: string }
  | { link: string; url: string }
  /** An instant (epoch milliseconds) that the reader's own client shows, `ago` counting by itself. */
  | { at: number; as: 'ago' | 'clock' | 'day' }
  /** Mentions the account on the platform that renders, if there is one; the name otherwise. Rings only in notices. */
  | { mention: string; accounts: Record<string, string> };

export type Line = readonly Span[];

/** The line as plain text, for fallbacks, logs and look-ups. */
export function plain(line: Line): string {
  return line.map(plainSpan).join('');
}

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('link' in span) return span.link;
  if ('mention' in span) return span.mention;
  return new Date(span.at).toISOString().replace('T', ' ').slice(0, 16);
}

/** Control, format (bidirectional, zero-width) and separator characters, but for line ends and tabs. */
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\n\t]]/gv;

/** Untrusted text with line ends unified and control, bidirectional and invisible characters taken out. */
export function clean(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(INVISIBLE, '').normalize('NFC');
}

/** The same on one line, single spaces. */
export function oneLine(text: string): string {
  return clean(text).replaceAll(/\s+/g, ' ').trim();
}

/** The same for finding words in it: capitals and styles of letters do not matter. */
export function fold(text: string): string {
  return oneLine(text).normalize('NFKC').toLowerCase();
}

/** `1 alert`, `2 alerts`: a count with the word for it. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** At most `limit` code points, cut text ending in an ellipsis. */
export function cut(text: string, limit: number): string {
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}
