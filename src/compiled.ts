import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../node_modules/.cache/deskbell', import.meta.url));

/** Keeps what node compiles, so that the next start takes half the time. Where the folder cannot be written, each start compiles anew. */
export function keepCompiled(): void {
  if (process.env['NODE_COMPILE_CACHE'] === undefined) enableCompileCache(FOLDER);
}
