import { clean } from '../../desk/text.ts';
import { ADDRESS } from './limits.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack knows no escape for its marks, so a mark that could format is shown by a sign that looks the same. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', _: '\u02CD', '~': '∼', '`': '\u02CB' };

/** Marks inside a word never format: `ACME_DC_01` stays as it is, to be copied. */
const MARK = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;

/** `:siren:` would become a picture; a joiner that nobody sees keeps the letters. */
const EMOJI = /(?<![\p{L}\p{N}]):(?=[\w+'-]+:)/gu;

/** Text on one line, without what is invisible; spaces at the ends stay, since they part it from its neighbours. */
export function flat(text: string): string {
  return clean(text.toWellFormed()).replaceAll(/\s+/g, ' ');
}

/** Neutralises mentions, links and entities. */
export function escapeEntities(text: string): string {
  return text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Untrusted text for a mrkdwn object that is `verbatim`: shown letter by letter. */
export function escapeMrkdwn(text: string): string {
  const harmless = text.replaceAll(MARK, (mark) => LOOK_ALIKES[mark] ?? mark).replaceAll(EMOJI, ':\u2060');
  return escapeEntities(harmless);
}

/** Between backticks only another backtick could do harm. */
export function escapeCode(text: string): string {
  return escapeEntities(text.replaceAll('`', "'"));
}

/** The address when a browser opens it and it is not too long to show; undefined otherwise. */
export function webAddress(url: string, limit = ADDRESS): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.length > limit || /[\s|<>]/.test(href) ? undefined : href;
}
