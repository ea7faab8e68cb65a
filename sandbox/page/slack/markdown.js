import { html } from 'lit-html';
import { withEmoji } from '../text/emoji.js';
import { linkTo } from '../text/links.js';

const PARTS =
  /\\([^\p{L}\p{N}\s])|(`+)((?!`)[\s\S]+?(?<!`))\2(?!`)|!?\[((?:\\.|[^[\]\\])*)\]\(([^\s()]+)\)|<(https?:[^\s<>]+)>|\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)|__((?:\\[\s\S]|[^\\])+?)__(?!_)|~~((?:\\[\s\S]|[^\\])+?)~~|\*(?!\s)((?:\\[\s\S]|[^\\*])+?)\*|(?<![\p{L}\p{N}])_(?!\s)((?:\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}])|(https?:\/\/[^\s<>]+)/u;

/** What begins a line, and what it makes of it. @type {[kind: string, mark: RegExp][]} */
const KINDS = [
  ['heading', /^#{1,6} +/],
  ['rule', /^ {0,3}(?:[-*_] *){3,}$/],
  ['quote', /^> ?/],
  ['ordered', /^\s*\d+[.)] +/],
  ['bullet', /^\s*[-*+] +/],
  ['table', /^(?=\s*\|)/],
];

/** @typedef {{ kind: string, lines: string[] }} Group */

/**
 * The common markdown of Slack's markdown block as a template; every word of it is a text node.
 * @param {string} text
 * @returns {unknown[]}
 */
export function markdown(text) {
  return text.split(/^```[^\n]*\n([\s\S]*?)\n?```$/m).flatMap((piece, index) => {
    if (index % 2 === 1) return [html`<pre>${piece}</pre>`];
    return groupsOf(piece).map(shownGroup);
  });
}

/** @param {string} text */
function groupsOf(text) {
  const groups = /** @type {Group[]} */ ([]);
  for (const line of text.split('\n')) {
    const [kind, mark] =
      KINDS.find(([, pattern]) => pattern.test(line)) ?? (line.trim() === '' ? ['blank', /^/] : ['plain', /^/]);
    const words = line.replace(mark, '');
    const last = groups.at(-1);
    if (last?.kind === kind && kind !== 'heading') last.lines.push(words);
    else groups.push({ kind, lines: [words] });
  }
  return groups.filter(({ kind }) => kind !== 'blank');
}

/** @param {Group} group */
function shownGroup({ kind, lines }) {
  switch (kind) {
    case 'heading':
      return html`<h3>${inline(lines.join(' '))}</h3>`;
    case 'rule':
      return html`<hr />`;
    case 'quote':
      return html`<blockquote>${markdown(lines.join('\n'))}</blockquote>`;
    case 'ordered':
      return html`<ol>
        ${items(lines)}
      </ol>`;
    case 'bullet':
      return html`<ul>
        ${items(lines)}
      </ul>`;
    case 'table':
      return tableShown(lines);
    default:
      return html`<p class="rich">${inline(lines.join('\n'))}</p>`;
  }
}

/** @param {string[]} lines */
function items(lines) {
  return lines.map((line) => {
    const [, tick] = /^\[([ xX])\] /.exec(line) ?? [];
    if (tick === undefined) return html`<li>${inline(line)}</li>`;
    return html`<li class="task">${tick === ' ' ? '☐' : '☑'} ${inline(line.slice(4))}</li>`;
  });
}

/** @param {string[]} lines */
function tableShown(lines) {
  const [head = [], ...body] = lines.map((line) =>
    line
      .trim()
      .replaceAll(/^\||\|$/g, '')
      .split(/(?<!\\)\|/),
  );
  const rows = body.filter((cells) => !cells.every((cell) => /^\s*:?-+:?\s*$/.test(cell)));
  return html`<div class="s-table" tabindex="0" role="group" aria-label="Table">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${inline(cell.trim())}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${inline(cell.trim())}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/**
 * @param {string} text
 * @returns {unknown[]}
 */
function inline(text) {
  const parts = /** @type {unknown[]} */ ([]);
  let rest = text;
  for (let found = PARTS.exec(rest); found; found = PARTS.exec(rest)) {
    parts.push(withEmoji(rest.slice(0, found.index)), shown(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...parts, withEmoji(rest)];
}

/** @param {RegExpExecArray} found */
function shown([, escaped, , code, label, url, auto, bold, strong, strike, italic, slanted, bare]) {
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return html`<code>${code}</code>`;
  if (label !== undefined) return linkTo(url, inline(label));
  if (auto !== undefined || bare !== undefined) return linkTo(auto ?? bare, auto ?? bare);
  if (bold !== undefined || strong !== undefined) return html`<b>${inline(bold ?? strong ?? '')}</b>`;
  if (strike !== undefined) return html`<s>${inline(strike)}</s>`;
  return html`<i>${inline(italic ?? slanted ?? '')}</i>`;
}
