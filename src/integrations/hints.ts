import { takeSignal } from '../store/signals.ts';
import { dropHint, type Hint, leftHints } from '../store/hints.ts';
import type { Store } from '../store/store.ts';
import type { Integration } from './contract.ts';

/** A hint that was not read within this time is read again. */
const HINT_PATIENCE = 5_000;

export interface HintLog {
  warn(fields: object, message: string): void;
}

/** Reads the row of a hint and takes in what it says. A hint whose row cannot be read stays, and is swept up later. */
export async function followHint(store: Store, integration: Integration, hint: Hint, log: HintLog): Promise<void> {
  const readAt = store.now();
  try {
    const signal = await integration.source?.read(hint.row);
    if (signal) await takeSignal(store, signal);
    else log.warn({ source: hint.source, row: hint.row }, 'a row was gone before it could be read');
    await dropHint(store, hint, readAt);
  } catch (error) {
    log.warn({ source: hint.source, row: hint.row, error }, 'a hint could not be followed yet');
  }
}

/** Follows the hints that were left: by a crash, or by a source that did not answer. */
export async function sweepHints(store: Store, integrations: readonly Integration[], log: HintLog): Promise<void> {
  for (const hint of await leftHints(store, HINT_PATIENCE)) {
    const integration = integrations.find((one) => one.id === hint.source);
    if (integration) await followHint(store, integration, hint, log);
    else await dropHint(store, hint, store.now());
  }
}
