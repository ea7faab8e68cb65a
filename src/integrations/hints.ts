import { takeSignal } from '../store/signals.ts';
import { dropHint, type Hint, leftHints, postponeHint } from '../store/hints.ts';
import type { Store } from '../store/store.ts';
import type { Integration } from './contract.ts';

/** A hint that was not read within this time is read again. */
const HINT_PATIENCE = 5_000;

export interface HintLog {
  warn(fields: object, message: string): void;
}

/** Reads the row of a hint and takes in what it says. A hint whose row cannot be read stays, and is swept up later; the answer is then false. */
export async function followHint(store: Store, integration: Integration, hint: Hint, log: HintLog): Promise<boolean> {
  const readAt = store.now();
  try {
    const signal = await integration.source?.read(hint.row);
    const outcome = signal && (await takeSignal(store, signal, false, { hint: { ...hint, readAt } }));
    if (!signal) log.warn({ source: hint.source, row: hint.row }, 'a row was gone before it could be read');
    if (outcome?.is !== 'changed') await dropHint(store, hint, readAt);
    return true;
  } catch (error) {
    log.warn({ source: hint.source, row: hint.row, error }, 'a hint could not be followed yet');
    return false;
  }
}

/** Follows the hints that were left: by a crash, or by a source that did not answer. */
export async function sweepHints(store: Store, integrations: readonly Integration[], log: HintLog): Promise<void> {
  const left = await leftHints(store, HINT_PATIENCE);
  const strange = left.filter(({ source }) => !integrations.some(({ id }) => id === source));
  for (const hint of strange) await dropHint(store, hint, store.now());
  await Promise.all(
    integrations.map((integration) =>
      sweep(
        store,
        integration,
        left.filter(({ source }) => source === integration.id),
        log,
      ),
    ),
  );
}

/** A source that did not answer is left alone until the next sweep, which begins with another hint. */
async function sweep(store: Store, integration: Integration, left: readonly Hint[], log: HintLog): Promise<void> {
  for (const hint of left) {
    if (await followHint(store, integration, hint, log)) continue;
    await postponeHint(store, hint);
    return;
  }
}
