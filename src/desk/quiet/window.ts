import { z } from 'zod';
import type { AlertFacts } from '../alert/alert.ts';
import { Actor } from '../people.ts';
import { clientNamed, type Settings } from '../settings.ts';
import { WindowScope } from './window-scope.ts';

const Phase = z.enum(['planned', 'running', 'over']);
export type Phase = z.infer<typeof Phase>;

/** A time in which alerts of a client, a site or a device are taken in, but neither posted nor rung for. Instants are epoch milliseconds. */
export const Window = z.object({
  kind: z.literal('window'),
  schema: z.literal(1),
  ref: z.string(),
  revision: z.number(),
  /** Who keeps it: a person in the chat, the configuration, or a source that has such a mode itself. */
  origin: z.enum(['chat', 'configuration', 'source']),
  scope: WindowScope,
  from: z.number(),
  /** Absent where only the source knows the end. */
  to: z.number().optional(),
  by: Actor,
  reason: z.string(),
  at: z.number(),
  /** Present when it was ended before its time. */
  ended: z.object({ at: z.number(), by: Actor }).optional(),
  /** What its alerts were, or are being, told. */
  phase: Phase,
  /** Its alerts have yet to be looked at. */
  telling: z.boolean(),
});
export type Window = z.infer<typeof Window>;

export function phaseAt({ from, to, ended }: Partial<Window> & { from: number }, now: number): Phase {
  if (ended || (to !== undefined && now >= to)) return 'over';
  return now < from ? 'planned' : 'running';
}

/** A window lives until its last alert was told that it is over. */
export function isLive({ phase, telling }: Window): boolean {
  return phase !== 'over' || telling;
}

/** What alerts are told apart by here. */
export type Placed = { source: string; facts: Pick<AlertFacts, 'client' | 'site' | 'device'> };

export function covers({ client, site, device }: WindowScope, { source, facts }: Placed, settings: Settings): boolean {
  if (device && 'id' in device) return source === device.source && facts.device?.id === device.id;
  if (device && !isSame(device.name, facts.device?.name)) return false;
  if (client !== undefined && !isSame(ourName(client, settings), ourName(facts.client, settings))) return false;
  if (site !== undefined && !isSame(site, facts.site)) return false;
  return device !== undefined || client !== undefined;
}

/** The windows that hold an alert back now, the one that will do so for longest first. */
export function windowsOver(placed: Placed, windows: readonly Window[], settings: Settings, now: number): Window[] {
  return windows
    .filter((window) => phaseAt(window, now) === 'running' && covers(window.scope, placed, settings))
    .toSorted((left, right) => (right.to ?? Infinity) - (left.to ?? Infinity) || (left.ref < right.ref ? -1 : 1));
}

function ourName(client: string | undefined, settings: Settings): string | undefined {
  return clientNamed(client, settings)?.name ?? client;
}

function isSame(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && right !== undefined && left.trim().toLowerCase() === right.trim().toLowerCase();
}
