import { clean, cut } from '../../desk/text.ts';

/*
 * Every character that Discord's markdown, mentions, time stamps, emoji or link detection can begin with. The library's
 * own function leaves several of them alone, and hostile text can switch it off for the rest of a line.
 */
const SPECIAL = /[\\`*_~|[\]()#>\-+.!<@:]/g;

/** Untrusted text that Discord shows letter by letter. */
export function escapeText(text: string): string {
  return text.replaceAll(SPECIAL, String.raw`\$&`);
}

/** Untrusted text without invisible characters and broken ones, line by line. */
export function sound(text: string): string {
  return clean(text).toWellFormed();
}

/** The same on one line; spaces at the ends stay, since they part it from its neighbours. */
export function flatten(text: string): string {
  return sound(text).replaceAll(/\s+/g, ' ');
}

/** A label or a title: one line, cut. */
export function label(text: string, limit: number): string {
  return cut(flatten(text).trim(), limit);
}

/** Text between backticks cannot be escaped, so that it holds none. */
export function codeText(text: string): string {
  return flatten(text).replaceAll('`', "'");
}

/** Text for the inside of a code block: no run of three backticks is left, so that it cannot close the block. */
export function fenceText(text: string): string {
  return text.replaceAll('``', '`\u200B`');
}

/** The address as it may stand in a masked link or a link button; undefined when it is none that a browser opens. */
export function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** The beginning of the text whose escaped form fits the limit, ending in an ellipsis when something was left out. */
export function fitEscaped(text: string, limit: number, escape: (text: string) => string = escapeText): string {
  const whole = escape(text);
  if (whole.length <= limit) return whole;
  let length = 1;
  let fitting = '';
  for (const point of text) {
    const escaped = escape(point);
    if (length + escaped.length > limit) break;
    length += escaped.length;
    fitting += escaped;
  }
  return limit < 1 ? '' : `${fitting}…`;
}
