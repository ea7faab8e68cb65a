import type { Signal } from '../desk/signal.ts';
import { readSignalled, takeSignal } from '../store/signals.ts';
import { judgeSites } from '../store/sites.ts';
import { dropHint, type Fate, type Hint, hintName, leftHints, noteFate, postponeHint } from '../store/hints.ts';
import { readOpenOf } from '../store/sources.ts';
import type { Store } from '../store/store.ts';
import type { Integration } from './contract.ts';

/** A hint that was not read within this time is read again. */
const HINT_PATIENCE = 5_000;

export interface HintLog {
  warn(fields: object, message: string): void;
}

/** Follows the hints of this process. */
export interface Hints {
  /** Never rejects; `readAt` is now. */
  follow(integration: Integration, hint: Hint, readAt: number): Promise<void>;
  sweep(): Promise<void>;
}

/** In a storm rows wait for their turn to be read for longer than a hint is patient: what waits in this process is not swept. */
export function createHints(store: Store, integrations: readonly Integration[], log: HintLog): Hints {
  const waiting = new Set<string>();
  return {
    async follow(integration, hint, readAt) {
      const name = hintName(hint);
      waiting.add(name);
      await followHint(store, integration, hint, readAt, log);
      waiting.delete(name);
    },
    sweep: () => sweepHints(store, integrations, log, waiting),
  };
}

/**
 * Reads the row of a hint and takes in what it says; `readAt` is now. A hint whose row cannot be read stays, and is swept up later; the answer
 * is then false.
 */
export async function followHint(
  store: Store,
  integration: Integration,
  hint: Hint,
  readAt: number,
  log: HintLog,
): Promise<boolean> {
  try {
    const signal = await integration.source?.read(hint.row);
    const outcome = signal && (await takeSignal(store, signal, false, { hint: { ...hint, readAt } }));
    if (outcome?.is === 'changed') await judgeSites(store);
    if (outcome?.is === 'changed') return true;
    const fate = await fateOf(store, integration, hint, signal);
    if (fate === 'gone') log.warn({ source: hint.source, row: hint.row }, 'a row was gone before it could be read');
    await noteFate(store, hint, fate);
    await dropHint(store, hint, readAt);
    return true;
  } catch (error) {
    log.warn({ source: hint.source, row: hint.row, error }, 'a hint could not be followed yet');
    return false;
  }
}

/** What became of a row whose reading changed nothing here: known as it is, or never to be seen. */
async function fateOf(store: Store, integration: Integration, hint: Hint, signal: Signal | undefined): Promise<Fate> {
  const kind = integration.source?.kind ?? 'alert';
  if (!signal) {
    if (kind === 'ticket') return 'unshown';
    const open = await readOpenOf(store, kind, hint.source);
    return open.some(({ row }) => row === hint.row) ? 'read' : 'gone';
  }
  if (await readSignalled(store, signal)) return 'read';
  const { seen } = signal;
  if (seen.state === 'gone') return seen.how === 'spam' ? 'unshown' : 'over';
  return seen.state === 'ended' ? 'over' : 'unshown';
}

/** Follows the hints that were left: by a crash, or by a source that did not answer. */
export async function sweepHints(
  store: Store,
  integrations: readonly Integration[],
  log: HintLog,
  waiting: ReadonlySet<string> = new Set(),
): Promise<void> {
  const left = (await leftHints(store, HINT_PATIENCE)).filter((hint) => !waiting.has(hintName(hint)));
  const strange = left.filter(({ source }) => !integrations.some(({ id }) => id === source));
  for (const hint of strange) {
    await noteFate(store, hint, 'gone');
    await dropHint(store, hint, store.now());
  }
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
    if (await followHint(store, integration, hint, store.now(), log)) continue;
    await postponeHint(store, hint);
    return;
  }
}
