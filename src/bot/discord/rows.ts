import { type APIComponentInContainer, type APITextDisplayComponent, ComponentType } from 'discord.js';
import type { CardRow } from '../../desk/card.ts';
import type { ButtonMaker } from './buttons.ts';
import { renderLine } from './line.ts';
import { moreText } from './parts.ts';
import type { Room } from './room.ts';

const ROW_TEXT = 400;
const SMALL = '\n-# ';
/** A section, its text and its button. */
const SECTION_COST = 3;
/** Room that is kept for saying how many rows are missing. */
const LAST_WORDS = 24;

/** Rows as sections with their button; where components run out, as lines without one. */
export function renderRows(
  rows: readonly CardRow[],
  bounds: { room: Room; spare: number; make: ButtonMaker },
): APIComponentInContainer[] {
  const components: APIComponentInContainer[] = [];
  let spare = bounds.spare;
  let open: APITextDisplayComponent | undefined;
  function addLine(text: string): void {
    if (open) {
      open.content += bounds.room.spend(() => `\n${text}`);
      return;
    }
    if (spare < 1) return;
    open = textDisplay(bounds.room.spend(() => text));
    components.push(open);
    spare -= 1;
  }
  for (const [index, row] of rows.entries()) {
    if (bounds.room.left < 2 * LAST_WORDS) {
      addLine(moreText(rows.length - index));
      break;
    }
    const text = rowText(row, Math.min(ROW_TEXT, bounds.room.left - LAST_WORDS - 1));
    const kept = index === rows.length - 1 ? 0 : 1;
    const accessory = row.action && spare >= SECTION_COST + kept ? bounds.make(row.action, 'again') : undefined;
    if (!accessory) {
      addLine(text);
      continue;
    }
    const section = textDisplay(bounds.room.spend(() => text));
    components.push({ type: ComponentType.Section, components: [section], accessory });
    spare -= SECTION_COST;
    open = undefined;
  }
  return components;
}

/** What is read second in small letters below, where there is room for it. */
function rowText({ line, detail = [] }: CardRow, limit: number): string {
  const first = renderLine(line, limit).trim() || '·';
  const second = renderLine(detail, Math.max(0, limit - first.length - SMALL.length)).trim();
  return second === '' || second === '…' ? first : `${first}${SMALL}${second}`;
}

/** Discord refuses an empty text, hence the space that nobody sees. */
export function textDisplay(text: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: text || '\u200B' };
}
