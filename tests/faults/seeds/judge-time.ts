import type { World } from '../../stories/world.ts';
import { type Memory, timesOf } from './memory.ts';

/** Where the time book differs from what people logged: each entry is there as exactly one draft. */
export function timeFaults({ erpnext }: World, memory: Memory): string[] {
  const entries = timesOf(memory);
  const waiting = entries.filter(({ state }) => state === 'waiting');
  const saved = entries.filter(({ state }) => state === 'saved');
  const names = erpnext.drafts().map((draft) => String(draft['name']));
  const lost = saved.filter((entry) => !names.includes(entry.saved?.name ?? ''));
  return [
    ...waiting.map(({ ref, trouble }) => `${ref} still waits for ERPNext: ${trouble ?? ''}`),
    ...lost.map(({ ref }) => `${ref} is saved as a draft that is not there`),
    ...(names.length === saved.length
      ? []
      : [`${saved.length} entries are saved, and there are ${names.length} drafts`]),
    ...entries
      .filter(({ state }) => state === 'refused')
      .map(({ ref, trouble }) => `${ref} was refused: ${trouble ?? ''}`),
  ];
}
