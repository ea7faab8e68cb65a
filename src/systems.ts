import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { PlatformSystem } from './bot/contract.ts';
import type { IntegrationSystem } from './integrations/contract.ts';

/** Every folder with an `index.ts` is a system; adding one touches nothing else. */
export interface Systems {
  platforms: readonly PlatformSystem[];
  integrations: readonly IntegrationSystem[];
}

const HOME = { platforms: new URL('bot/', import.meta.url), integrations: new URL('integrations/', import.meta.url) };

/** Loads what is in the house, and what stands in further folders (`more`). */
export async function loadSystems(
  more: { platforms?: readonly URL[]; integrations?: readonly URL[] } = {},
): Promise<Systems> {
  const platforms = await loadAll<PlatformSystem>([HOME.platforms, ...(more.platforms ?? [])]);
  const integrations = await loadAll<IntegrationSystem>([HOME.integrations, ...(more.integrations ?? [])]);
  return { platforms, integrations };
}

async function loadAll<T extends { id: string }>(roots: readonly URL[]): Promise<T[]> {
  const found: T[] = [];
  for (const root of roots) {
    const entries = await readdir(root, { withFileTypes: true });
    for (const entry of entries
      .filter((one) => one.isDirectory())
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
      const face = new URL(`${entry.name}/index.ts`, root);
      if (!existsSync(face)) continue;
      const { system } = (await import(face.href)) as { system: T };
      if (system.id !== entry.name)
        throw new Error(`The folder ${entry.name} holds a system that calls itself ${system.id}.`);
      found.push(system);
    }
  }
  return found;
}
