import { z } from 'zod';
import { Link } from '../alert/alert.ts';
import { Actor } from '../people.ts';

/** Overdue: silent for so long that its source calls it a failure. Gone: its source does not know it any more. */
export const DeviceState = z.enum(['online', 'offline', 'overdue', 'gone', 'unknown']);
export type DeviceState = z.infer<typeof DeviceState>;

/** A device among those of all sources. */
export function deviceKey(source: string, id: string): string {
  return `${source}/${id}`;
}

/** The device that a ticket is about, as its source knew it last. */
export const LinkedDevice = z.object({
  source: z.string(),
  id: z.string(),
  name: z.string(),
  kind: z.enum(['server', 'workstation', 'unknown']),
  client: z.string().optional(),
  site: z.string().optional(),
  state: DeviceState,
  lastSeen: z.number().optional(),
  links: z.array(Link),
  by: Actor,
  at: z.number(),
});
export type LinkedDevice = z.infer<typeof LinkedDevice>;

export interface FailingCheck {
  name: string;
  /** Does it fail now, or did it only in between? */
  failsNow: boolean;
  /** How many of its runs failed, where its kind tells that. */
  failed?: { count: number; of: number };
  value?: string;
}

/** What a source tells of the last days of a device. A part that could not be read is undefined, and named in `missing`. */
export interface DeviceHistory {
  readAt: number;
  state: DeviceState;
  lastSeen?: number;
  upSince?: number;
  user?: string;
  needsReboot: boolean;
  maintenance: boolean;
  checks: readonly FailingCheck[] | undefined;
  updates: { waiting: readonly string[]; installed: readonly { name: string; at: number }[] } | undefined;
  pending: readonly { what: string; due?: string }[] | undefined;
  /** In a few words each: what could not be read, and why. */
  missing: readonly string[];
}
