import { html } from 'lit-html';

/**
 * The address when a browser may follow it, else undefined.
 * @param {string | undefined} text
 */
export function safeUrl(text) {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

/**
 * A link, or only its words when it leads nowhere safe.
 * @param {string | undefined} url
 * @param {unknown} words
 */
export function linkTo(url, words) {
  const href = safeUrl(url);
  if (href === undefined) return words;
  return html`<a href=${href} target="_blank" rel="noreferrer noopener">${words}</a>`;
}
