import { everyBlock, everyElement, type Block } from './block-kit.ts';
import type { World } from './world.ts';

/** A copy of the blocks in which each block and each interactive element has an id, as Slack fills them in. */
export function withIds(world: World, blocks: readonly Block[]): Block[] {
  const copy = structuredClone(blocks) as Block[];
  for (const block of everyBlock(copy)) block.block_id ??= shortId(world);
  for (const { element } of everyElement(copy)) element.action_id ??= shortId(world);
  return copy;
}

function shortId(world: World): string {
  return Math.floor(world.random() * 36 ** 5)
    .toString(36)
    .padStart(5, '0');
}
