import { LOST_BUTTONS } from '../../../src/bot/button.ts';
import type { World } from '../../stories/world.ts';
import type { House } from './house.ts';
import { cardFaults, unlikeCards } from './judge-cards.ts';
import { answerFaults } from './judge-answers.ts';
import { doubles } from './judge-doubles.ts';
import { ledgerFaults } from './judge-ledger.ts';
import { lostLines } from './judge-lines.ts';
import { sourceFaults } from './judge-sources.ts';
import { timeFaults } from './judge-time.ts';
import { wordFaults } from './judge-words.ts';
import { type Memory, readMemory } from './memory.ts';

/** What is not as it must be after all is quiet, each as a sentence; empty when the promises hold. */
export async function judge(house: House): Promise<{ faults: string[]; memory: Memory }> {
  const memory = await readMemory(house.redis);
  const { world } = house;
  const faults = [
    ...unfinished(memory),
    ...sourceFaults(world, memory),
    ...cardFaults(world, memory, house.removed),
    ...unlikeCards(world),
    ...doubles(world, memory),
    // A quiet line waits ten minutes for its card at most, and a leap is longer.
    ...(house.leapt() ? [] : lostLines(world, memory, house.removed)),
    ...answerFaults(world, memory),
    ...timeFaults(world, memory),
    ...wordFaults(world, memory, house.spoken),
    ...ledgerFaults(memory),
    ...world.discord.violations.map((violation) => `Discord would have refused: ${violation}`),
    ...mistakes(house).map(({ kind, detail }) => `Slack noticed ${kind}: ${detail}`),
    ...house.fallen().map((how) => `a process ended by itself: ${how}`),
    ...badLines(house.log()),
  ];
  return { faults: [...new Set(faults)], memory };
}

/** Whoever is made to stand still, or has no memory to write to, answers late by no fault of its own. */
function mistakes({ world, stoodStill }: House): World['slack']['mistakes'] {
  return world.slack.mistakes.filter(({ kind }) => kind !== 'late_ack' || !stoodStill());
}

function unfinished({ items, pending, rows }: Memory): string[] {
  const open = [...pending].filter(([, names]) => names.length > 0);
  const sending = [...rows].flatMap(([destination, row]) =>
    [...row].filter(([, { state }]) => state === 'sending').map(([name]) => `${name} at ${destination}`),
  );
  const bulks = [...items.values()].filter((item) => item.kind === 'bulk' && item.endedAt === undefined);
  return [
    ...bulks.map(({ ref }) => `${ref} is not over`),
    ...open.map(([what, names]) => `${names.length} ${what}: ${names.slice(0, 3).join(', ')}`),
    ...sending.map((name) => `still sending ${name}`),
  ];
}

/** What must never be logged, whatever goes wrong around the desk. */
const NEVER = new Set(['something failed that nobody expected', 'a message could not be made', LOST_BUTTONS]);

function badLines(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      const { level, msg, error } = JSON.parse(line) as { level: number; msg: string; error?: { message?: string } };
      return level >= 60 || NEVER.has(msg) ? [`logged "${msg}": ${error?.message ?? ''}`] : [];
    });
}
