import type { Rotation } from './settings.ts';
import { clientNamed, type Settings } from '../settings.ts';

/** The rotation that serves a client: the first that names it, else its tier, else the first that names neither. */
export function rotationFor(client: string | undefined, settings: Settings): Rotation | undefined {
  const { rotations } = settings.oncall;
  const known = clientNamed(client, settings);
  const name = known?.name ?? client;
  const tier = known?.tier;
  return (
    rotations.find(({ clients }) => name !== undefined && clients.includes(name)) ??
    rotations.find(({ tiers }) => tier !== undefined && tiers.includes(tier)) ??
    rotations.find(({ clients, tiers }) => clients.length === 0 && tiers.length === 0)
  );
}
