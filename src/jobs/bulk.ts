import { carryOn } from '../store/bulk.ts';
import { readEffect } from '../store/outbox.ts';
import type { JobParts } from './parts.ts';

/** Ends a bulk action that took longer than the answer to its press, or whose process was killed. */
export async function bulk({ store }: JobParts, key: string): Promise<void> {
  const effect = await readEffect(store, key);
  if (effect?.job === 'bulk') await carryOn(store, effect.ref, { isWaitedFor: false });
}
