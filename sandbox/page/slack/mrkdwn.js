import { html } from 'lit-html';
import { withEmoji } from '../text/emoji.js';
import { linkTo } from '../text/links.js';
import { dateText, mention } from './names.js';

const ENTITIES = /** @type {Record<string, string>} */ ({ '&amp;': '&', '&lt;': '<', '&gt;': '>' });

/** Marks count only between a blank (or a bracket) and a letter, as in Slack. */
const PARTS =
  /<([^<>\n]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])~(?=\S)([^~\n]+?)(?<=\S)~(?![\p{L}\p{N}])/u;

/**
 * Slack's markup as a template; every word of it is a text node.
 * @param {string} text
 * @returns {unknown}
 */
export function mrkdwn(text) {
  return text.split(/```([\s\S]*?)```/).map((piece, index) => {
    if (index % 2 === 1) return html`<pre>${unescaped(piece.replace(/^\n/, ''))}</pre>`;
    return quoted(piece);
  });
}

/** @param {string} text */
function quoted(text) {
  const groups = /** @type {{ quote: boolean, lines: string[] }[]} */ ([]);
  for (const line of text.split('\n')) {
    const quote = /^(&gt;|>) ?/.test(line);
    const last = groups.at(-1);
    const words = quote ? line.replace(/^(&gt;|>) ?/, '') : line;
    if (last?.quote === quote) last.lines.push(words);
    else groups.push({ quote, lines: [words] });
  }
  return groups.map(({ quote, lines }) => {
    const inside = inline(lines.join('\n'));
    return quote ? html`<blockquote>${inside}</blockquote>` : inside;
  });
}

/**
 * @param {string} text
 * @returns {unknown[]}
 */
function inline(text) {
  const parts = /** @type {unknown[]} */ ([]);
  let rest = text;
  for (let found = PARTS.exec(rest); found; found = PARTS.exec(rest)) {
    parts.push(words(rest.slice(0, found.index)), shown(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...parts, words(rest)];
}

/** @param {RegExpExecArray} found */
function shown([, token, code, bold, italic, strike]) {
  if (token !== undefined) return tokenShown(token);
  if (code !== undefined) return html`<code>${unescaped(code)}</code>`;
  if (bold !== undefined) return html`<b>${inline(bold)}</b>`;
  if (italic !== undefined) return html`<i>${inline(italic)}</i>`;
  return html`<s>${inline(strike ?? '')}</s>`;
}

/** @param {string} token what stands between angle brackets */
function tokenShown(token) {
  const bar = token.indexOf('|');
  const head = bar === -1 ? token : token.slice(0, bar);
  const label = bar === -1 ? undefined : unescaped(token.slice(bar + 1));
  if (head.startsWith('@') || head.startsWith('#')) return mention(head.slice(0, 1), head.slice(1), label);
  if (head.startsWith('!date^')) {
    const [, seconds = '', format = '', link] = head.split('^');
    return linkTo(link, dateText(Number(seconds), format, label ?? ''));
  }
  if (head.startsWith('!subteam^')) return mention('&', head.slice('!subteam^'.length), label);
  if (head.startsWith('!')) return mention('!', head.slice(1), label);
  return linkTo(unescaped(head), label ?? unescaped(head));
}

/** @param {string} text */
function words(text) {
  return withEmoji(unescaped(text));
}

/** @param {string} text */
function unescaped(text) {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}
