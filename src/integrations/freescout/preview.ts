import { compile } from 'html-to-text';
import { KEPT_TEXT } from '../../desk/full-text.ts';
import { clean, cut } from '../../desk/text.ts';

/** What is read of a body: mails carry whole style sheets before their first word. */
export const BODY_LIMIT = 100_000;

/** What mail programs wrap around the mail that is answered, and what they hide. */
const SKIPPED = [
  'img',
  'blockquote',
  '.gmail_quote',
  '.gmail_quote_container',
  '.moz-cite-prefix',
  '.yahoo_quoted',
  '.protonmail_quote',
  '#appendonsend',
  '#divRplyFwdMsg',
  '[style*="display:none"]',
  '[style*="display: none"]',
];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

const toText = converter(SKIPPED);
const toWholeText = converter(['img']);

function converter(skipped: readonly string[]): (html: string) => string {
  return compile({
    wordwrap: false,
    limits: { maxDepth: 100 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'td', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
      ...skipped.map((selector) => ({ selector, format: 'skip' })),
    ],
  });
}

/** Where the text of an answered mail begins, in the words of common mail programs. */
const QUOTE_STARTS = [
  /^-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale)\b/i,
  /^(on|am|le|el|il|op|den)\s.{5,200}\s(wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\b.{0,100}:$/i,
  /^_{20,}$/,
  /^>/,
];

/** The first words of a customer's HTML mail as plain text, without the mail it answers unless there is nothing else. */
export function previewOf(html: string): string {
  const body = html.slice(0, BODY_LIMIT);
  const own = tidy(beforeQuote(clean(toText(body))));
  return cut(own === '' ? tidy(clean(toWholeText(body))) : own, KEPT_TEXT);
}

/**
 * A mail as its writer's own words, and the mail that it answers. Who answers between the lines of the other is quoted with all of
 * it, as the words alone make no sense.
 */
export function splitText(html: string): { own: string; quoted: string } {
  const body = html.slice(0, BODY_LIMIT);
  const whole = plainText(body);
  const own = tidy(beforeQuote(clean(toText(body))));
  if (own === '') return { own: whole, quoted: '' };
  return { own, quoted: after(own, whole)?.trim() ?? whole };
}

/** What follows in the whole text; undefined where it does not begin with that. Spaces do not count. */
function after(start: string, whole: string): string | undefined {
  let at = 0;
  for (const sign of start.replaceAll(/\s/g, '')) {
    while (/\s/.test(whole[at] ?? '')) at += 1;
    if (!whole.startsWith(sign, at)) return undefined;
    at += sign.length;
  }
  return whole.slice(at);
}

/** All of a text that was written here or by a colleague. */
export function plainText(html: string): string {
  return tidy(clean(toWholeText(html)));
}

function beforeQuote(text: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line, index) => startsQuote(line.trim(), lines[index + 1]?.trim() ?? ''));
  return start === -1 ? text : lines.slice(0, start).join('\n');
}

function startsQuote(line: string, next: string): boolean {
  // Mail programs break a long "On … wrote:" over two lines.
  if (QUOTE_STARTS.some((pattern) => pattern.test(line) || pattern.test(`${line} ${next}`))) return true;
  return (
    /^(from|von|de|van|da):\s\S/i.test(line) && /^(sent|date|gesendet|datum|envoyé|enviado|verzonden):/i.test(next)
  );
}

function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.replaceAll(/[^\S\n]+/g, ' ').trim());
  return lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
