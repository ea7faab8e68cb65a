import type { Card, CardField } from '../../desk/card.ts';
import type { Line } from '../../desk/text.ts';
import { fenceText, fitEscaped, flatten, sound } from './escape.ts';
import { CARD_QUOTE_LINES, CARD_TITLE } from './limits.ts';
import { renderLine } from './line.ts';

const FENCE = '```';
const BADGE_TEXT = 80;
/** A title with an escape before each character, and its address. */
const TITLE_TEXT = 1200;
const LINE_TEXT = 800;
/** Less than this is no room for a line worth reading. */
const LEAST = 24;

/** The heading with its link, and the lines below it. */
export function headText(card: Card, limit: number): string {
  const heading = headingOf(card);
  return joinLines(heading === '' ? [] : [heading], card.lines, limit);
}

/** One field a line, its name in bold. */
export function fieldsText(fields: readonly CardField[], limit: number): string {
  const lines = fields.map(({ name, value }): Line => [{ bold: name }, ' ', ...value]);
  return joinLines([], lines, limit);
}

/** Somebody's words: a block quotation for prose, a code block for what a machine printed. */
export function quoteText(quote: NonNullable<Card['quote']>, limit: number): string {
  const all = sound(quote.text).trimEnd().split('\n');
  const most = quote.whole ? all.length : CARD_QUOTE_LINES;
  const lines = all.length > most ? [...all.slice(0, most), '…'] : all;
  if (all.join('').trim() === '' || limit < LEAST) return '';
  if (quote.as === 'prose') return blockQuote(lines, limit);
  const inner = limit - 2 * (FENCE.length + 1);
  return `${FENCE}\n${fitEscaped(fenceText(lines.join('\n')), inner, (text) => text)}\n${FENCE}`;
}

/** Words of several people, each under the line that says whose they are. Those that no longer fit are counted. */
export function passagesText(passages: NonNullable<Card['passages']>, limit: number): string {
  const texts: string[] = [];
  let left = limit;
  for (const [index, { head, text = '', feet = [] }] of passages.entries()) {
    const lines = [head, ...feet].map((line) => renderLine(line, Math.min(LINE_TEXT, left)).trim());
    const [above = '', ...below] = lines.filter((line) => line !== '');
    const words = sound(text).trim();
    const room = left - lines.join('\n').length - LEAST;
    const said = words === '' ? '' : blockQuote(words.split('\n'), room);
    const whole = [above, said, ...below].filter((part) => part !== '').join('\n');
    if (room < 0 || (words !== '' && said === ''))
      return [...texts, `\n\n${moreText(passages.length - index)}`].join('');
    const before = passages[index - 1];
    const apart = before && text === '' && before.text === undefined ? '\n' : '\n\n';
    texts.push(before ? apart + whole : whole);
    left -= whole.length + 2;
  }
  return texts.join('');
}

/** Short lines close together, as a machine would print them. */
export function listText(lines: readonly string[]): string {
  return `${FENCE}\n${fenceText(lines.map(flatten).join('\n'))}\n${FENCE}`;
}

/** The same as far as there is room, and how many are missing. */
export function listWithin(lines: readonly string[], limit: number): string {
  for (let count = lines.length; count > 0; count = Math.floor(count * 0.9)) {
    const left = lines.length - count;
    const text = listText([...lines.slice(0, count), ...(left === 0 ? [] : [`… and ${left} more`])]);
    if (text.length <= limit) return text;
  }
  return '';
}

/** Small print below everything else. */
export function footText(footer: Line, limit: number): string {
  const text = renderLine(footer, limit - 3);
  return text.trim() === '' ? '' : `-# ${text}`;
}

/** How many did not fit, as small print. */
export function moreText(count: number): string {
  return `-# …and ${count} more`;
}

function headingOf(card: Card): string {
  const badge = renderLine([card.badge], BADGE_TEXT).trim();
  const title = titleLine(card).trim();
  const text = [badge, title].filter((part) => part !== '').join(' · ');
  return text === '' ? '' : `### ${text}`;
}

/** The title with its link; an address that leaves no room for the title is left out. */
function titleLine(card: Card): string {
  const title = Array.from(card.title)
    .slice(0, CARD_TITLE + 1)
    .join('');
  const span = card.url === undefined ? title : { link: title, url: card.url };
  return renderLine([span], TITLE_TEXT);
}

/** Lines until the room is used up; the last one then says how many are missing. */
function joinLines(begun: readonly string[], lines: readonly Line[], limit: number): string {
  const texts = [...begun];
  let left = limit - texts.join('\n').length;
  for (const [index, line] of lines.entries()) {
    if (left < 2 * LEAST) {
      texts.push(moreText(lines.length - index));
      break;
    }
    const text = renderLine(line, Math.min(LINE_TEXT, left - LEAST)).trim();
    if (text === '') continue;
    texts.push(text);
    left -= text.length + 1;
  }
  return texts.join('\n');
}

function blockQuote(lines: readonly string[], limit: number): string {
  const quoted: string[] = [];
  let left = limit;
  for (const line of lines) {
    const text = `> ${fitEscaped(line, left - 3)}`;
    if (text.length > left - 1) break;
    quoted.push(text);
    left -= text.length + 1;
    if (text.endsWith('…') && !line.endsWith('…')) break;
  }
  return quoted.join('\n');
}
