import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { CardPassage } from '../../desk/card.ts';
import { clean } from '../../desk/text.ts';
import { LINES } from './limits.ts';
import { richLine } from './line.ts';
import { section, weight } from './parts.ts';

/** Words of several people, each under the line that says whose they are. Those that no longer fit are counted. */
export function passagesBlock(
  passages: readonly CardPassage[],
  room: number,
  rings: boolean,
): RichTextBlock | undefined {
  for (let count = passages.length; count > 0; count -= 1) {
    const left = passages.length - count;
    const more = left === 0 ? [] : [section([{ type: 'text', text: `… and ${left} more` }])];
    const shown = passages.slice(0, count);
    const elements = [
      ...shown.flatMap((passage, index) => passageElements(passage, isApart(passage, shown[index - 1]), rings)),
      ...more,
    ];
    const block: RichTextBlock = { type: 'rich_text', elements };
    if (elements.length > 0 && weight(block) <= room) return block;
  }
  return undefined;
}

/** Words are set apart from what was said before; lines of the history stay close together. */
function isApart(passage: CardPassage, before: CardPassage | undefined): boolean {
  return before !== undefined && (passage.text !== undefined || before.text !== undefined);
}

function passageElements(
  { head, text = '', feet = [] }: CardPassage,
  apart: boolean,
  rings: boolean,
): RichTextBlock['elements'] {
  const [line = [], ...below] = [head, ...feet].map((one) => richLine(one, { limit: LINES, rings }));
  const above: RichTextElement[] = apart && line.length > 0 ? [{ type: 'text', text: '\n' }, ...line] : line;
  const words = clean(text.toWellFormed()).trim();
  return [
    ...(above.length === 0 ? [] : [section(above)]),
    ...(words === '' ? [] : [{ type: 'rich_text_quote' as const, elements: [{ type: 'text' as const, text: words }] }]),
    ...below.filter((line) => line.length > 0).map(section),
  ];
}
