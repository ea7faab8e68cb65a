import { readEffect } from '../store/outbox.ts';
import { readTime } from '../store/time.ts';
import { settling } from './log-time.ts';
import type { JobParts } from './parts.ts';

/** Takes a draft back from the time book. */
export async function undoTime(parts: JobParts, key: string): Promise<void> {
  const effect = await readEffect(parts.store, key);
  if (effect?.job !== 'undo-time') return;
  const entry = await readTime(parts.store, effect.ref);
  await settling(parts, effect.ref, key, async (book) => {
    if (!entry?.saved) return { state: 'undone' };
    const outcome = await book.undo(entry.saved.name, entry.wish.key);
    return outcome.is === 'undone' ? { state: 'undone' } : { state: 'refused', sentence: outcome.sentence };
  });
}
