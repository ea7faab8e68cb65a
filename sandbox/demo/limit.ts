import { type SystemName, systemNames } from './pictures.ts';
import type { StandIns } from './stand-ins.ts';

/** Systems that have had enough for a while, each answering every call with 429. */
export interface Limits {
  /** For so many seconds, 1 to 120. False when that is no such length. */
  start(name: SystemName, seconds: unknown): boolean;
  /** By system: whether it refuses now. */
  standing(): Record<SystemName, boolean>;
  stop(): void;
}

/** What each system says when it has had enough. */
function bodyOf(name: SystemName, seconds: number): unknown {
  switch (name) {
    case 'slack':
      return { ok: false, error: 'ratelimited' };
    case 'discord':
      return { message: 'You are being rate limited.', retry_after: seconds, global: false };
    case 'trmm':
      return { detail: `Request was throttled. Expected available in ${seconds} seconds.` };
    case 'freescout':
      return { message: 'Too Many Attempts.' };
    case 'erpnext':
      return { exc_type: 'TooManyRequestsError', exception: 'frappe.exceptions.TooManyRequestsError' };
  }
}

export function createLimits(standIns: StandIns, changed: () => void): Limits {
  const timers = new Map<SystemName, NodeJS.Timeout>();
  return {
    start(name, seconds) {
      if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 1 || seconds > 120) return false;
      const standIn = standIns[name];
      const headers = { 'retry-after': String(seconds), 'content-type': 'application/json' };
      clearTimeout(timers.get(name));
      standIn.clearFaults();
      standIn.fail({ path: '.', action: { do: 'answer', status: 429, headers, body: bodyOf(name, seconds) } });
      function end(): void {
        standIn.clearFaults();
        timers.delete(name);
        changed();
      }
      timers.set(name, setTimeout(end, seconds * 1000));
      changed();
      return true;
    },
    standing: () =>
      Object.fromEntries(systemNames.map((name) => [name, timers.has(name)])) as Record<SystemName, boolean>,
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
