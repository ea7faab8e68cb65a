import { isObject } from '../block-kit.ts';
import { Refusal } from '../refusal.ts';
import { blockRules } from './layout.ts';
import { byType, characters, inside, list, report, type Place, type Surface } from './rules.ts';
import { visibleText } from './tables.ts';

const MOST_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const ONE_TABLE = 'only one table is allowed in a message';
export const MOST_MARKDOWN = 12_000;
const MOST_CHARACTERS = 13_200;
/** Slack counts something for each container beside its text; how much is not published. */
const CONTAINER_COST = 20;

/** The problems of a list of blocks on a surface, in Slack's words; none when it may be shown. */
export function blockProblems(blocks: unknown, surface: Surface, pointer = '/blocks'): string[] {
  const place: Place = { pointer, surface, problems: [] };
  list(byType(blockRules), { least: 0, greatest: MOST_BLOCKS[surface] })(blocks, place);
  if (Array.isArray(blocks)) checkTogether(blocks, place);
  return place.problems;
}

function checkTogether(blocks: unknown[], place: Place): void {
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    if (!isObject(block)) continue;
    const blockId = block['block_id'];
    if (typeof blockId === 'string') {
      if (seen.has(blockId))
        report(inside(inside(place, index), 'block_id'), `\`block_id\` "${blockId}" already exists`);
      seen.add(blockId);
    }
  }
  if (tablesIn(blocks) > 1) report(place, ONE_TABLE);
  const markdown = blocks.filter((block) => isObject(block) && block['type'] === 'markdown');
  if (markdown.length > 1 && characters(visibleText(markdown)) > MOST_MARKDOWN) {
    report(place, `must be less than ${MOST_MARKDOWN + 1} characters in all markdown blocks together`);
  }
}

/** Refused when tables stand in several lists of one message, where each list alone would do. */
export function refuseSecondTable(lists: readonly unknown[][]): void {
  if (lists.reduce((count, blocks) => count + tablesIn(blocks), 0) <= 1) return;
  throw new Refusal('invalid_attachments', {
    response_metadata: { messages: [`[ERROR] ${ONE_TABLE} [json-pointer:/attachments]`] },
  });
}

function tablesIn(blocks: readonly unknown[]): number {
  return blocks.reduce<number>((count, block) => {
    if (!isObject(block)) return count;
    const children = Array.isArray(block['child_blocks']) ? tablesIn(block['child_blocks']) : 0;
    return count + children + (block['type'] === 'table' ? 1 : 0);
  }, 0);
}

/** Refused with `msg_blocks_too_long` when all blocks of a message together say too much. */
export function refuseLongBlocks(lists: readonly unknown[]): void {
  let size = 0;
  for (const blocks of lists) size += characters(visibleText(blocks)) + CONTAINER_COST * containers(blocks);
  if (size > MOST_CHARACTERS) throw new Refusal('msg_blocks_too_long');
}

function containers(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((count, one) => count + containers(one), 0);
  if (!isObject(value)) return 0;
  const own = typeof value['type'] === 'string' ? 1 : 0;
  return Object.values(value).reduce<number>((count, one) => count + containers(one), own);
}
