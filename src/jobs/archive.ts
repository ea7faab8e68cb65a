import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetHeard } from '../store/hints.ts';
import { forget, readOld } from '../store/old.ts';
import type { JobParts } from './parts.ts';

const AT_ONCE = 200;

/** Writes items that have been closed for long into a dated NDJSON file, and forgets them once the file is on disk. */
export async function archive(parts: JobParts): Promise<void> {
  const { store, log } = parts;
  const { keep } = store.house.settings;
  const before = store.now() - keep.for;
  await forgetHeard(store, before);
  for (;;) {
    const old = await readOld(store, before, AT_ONCE);
    if (old.length === 0) return;
    await mkdir(keep.archive, { recursive: true });
    await using file = await open(
      join(keep.archive, `${new Date(store.now()).toISOString().slice(0, 10)}.ndjson`),
      'a',
    );
    await file.appendFile(old.map(({ line }) => `${line}\n`).join(''));
    await file.sync();
    await forget(
      store,
      old.map(({ ref }) => ref),
    );
    log.info({ items: old.length, folder: keep.archive }, 'old items were archived');
  }
}
