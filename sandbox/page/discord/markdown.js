import { html } from 'lit-html';
import { linkTo } from '../text/links.js';
import { instant, mention } from './names.js';

const PARTS =
  /\\([^\p{L}\p{N}\s])|(`{1,2})((?!`)[\s\S]+?)\2(?!`)|<t:(-?\d{1,13})(?::([tTdDfFR]))?>|<(@!?|@&|#)(\d+)>|<(?:a?:(\w+):\d+|\/([^<>:]+):\d+)>|(@everyone|@here)|\[((?:\\.|[^[\]\\\n])+)\]\((https?:\/\/[^\s()<>]+)\)|\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)|__((?:\\[\s\S]|[^\\])+?)__|~~((?:\\[\s\S]|[^\\])+?)~~|\|\|((?:\\[\s\S]|[^\\])+?)\|\||\*(?!\s)((?:\\[\s\S]|[^\\*])+?)\*|(?<![\p{L}\p{N}])_(?!\s)((?:\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}])|(https?:\/\/[^\s<>]+)/u;

/**
 * Discord's markdown as a template; every word of it is a text node.
 * @param {string} text
 */
export function markdown(text) {
  return text.split(/```(?:[a-z0-9+_-]+\n)?([\s\S]*?)```/i).map((piece, index) => {
    if (index % 2 === 1) return html`<pre>${piece.replace(/^\n/, '').replace(/\n$/, '')}</pre>`;
    return lines(piece.replace(/^\n/, '').replace(/\n$/, ''));
  });
}

/** @param {string} text */
function lines(text) {
  if (text === '') return [];
  const groups = /** @type {{ kind: string, lines: string[] }[]} */ ([]);
  for (const line of text.split('\n')) {
    const [, mark = ''] = /^(#{1,3} |-# |> |>$|[-*] (?=\S))/.exec(line) ?? [];
    const kind = kindOf(mark);
    const words = line.slice(mark.length);
    const last = groups.at(-1);
    if (last?.kind === kind && kind !== 'heading') last.lines.push(words);
    else groups.push({ kind, lines: [words] });
  }
  return groups.map(group);
}

/** @param {string} mark */
function kindOf(mark) {
  if (mark.startsWith('#')) return 'heading';
  if (mark === '-# ') return 'small';
  if (mark.startsWith('>')) return 'quote';
  return mark === '' ? 'plain' : 'list';
}

/** @param {{ kind: string, lines: string[] }} group */
function group({ kind, lines: all }) {
  switch (kind) {
    case 'heading':
      return html`<h3>${inline(all.join(' '))}</h3>`;
    case 'small':
      return html`<small class="d-small">${inline(all.join('\n'))}</small>`;
    case 'quote':
      return html`<blockquote>${inline(all.join('\n'))}</blockquote>`;
    case 'list':
      return html`<ul>
        ${all.map((item) => html`<li>${inline(item)}</li>`)}
      </ul>`;
    default:
      return html`<div>${inline(all.join('\n'))}</div>`;
  }
}

/**
 * @param {string} text
 * @returns {unknown[]}
 */
function inline(text) {
  const parts = /** @type {unknown[]} */ ([]);
  let rest = text;
  for (let found = PARTS.exec(rest); found; found = PARTS.exec(rest)) {
    parts.push(rest.slice(0, found.index), shown(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...parts, rest];
}

/** @param {RegExpExecArray} found */
function shown(found) {
  const [, escaped, , code, at, style, kind, id, emoji, command, all, label, url, ...rest] = found;
  const [bold, under, strike, spoiler, italic, slanted, bare] = rest;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return html`<code>${code}</code>`;
  if (at !== undefined) return instant(Number(at), style ?? 'f');
  if (id !== undefined) return mention(kind ?? '@', id);
  if (emoji !== undefined) return `:${emoji}:`;
  if (command !== undefined) return html`<span class="mention">/${command}</span>`;
  if (all !== undefined) return html`<span class="mention me">${all}</span>`;
  if (label !== undefined) return linkTo(url, inline(label));
  if (bold !== undefined) return html`<b>${inline(bold)}</b>`;
  if (under !== undefined) return html`<u>${inline(under)}</u>`;
  if (strike !== undefined) return html`<s>${inline(strike)}</s>`;
  if (spoiler !== undefined) return html`<span class="d-spoiler" tabindex="0">${inline(spoiler)}</span>`;
  if (bare !== undefined) return linkTo(bare, bare);
  return html`<i>${inline(italic ?? slanted ?? '')}</i>`;
}
