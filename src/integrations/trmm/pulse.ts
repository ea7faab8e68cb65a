import type { Pulse } from '../contract.ts';
import { instantOf } from './facts.ts';
import type { KnownAgent } from './fields.ts';

/** A server that was silent for longer than this beside others that report is not in use any more. */
const RETIRED = 24 * 60 * 60_000;

const TROUBLE = {
  title: 'No device reports to Tactical RMM',
  means: 'Not even a server has reported since then, so that what goes down now raises no alert.',
  mend: 'Look at the server of Tactical RMM: its services (nats, celery, celerybeat, rmm), its disk, its clock, and the network in front of it.',
};

/**
 * When any device reported last. Workstations are switched off at night, so that only a fleet in which servers report can be silent
 * by mistake; of another one nothing is said.
 */
export function pulseOf(agents: readonly KnownAgent[], asOf: number): Pulse | undefined {
  const last = latest(agents);
  const lastServer = latest(agents.filter(({ monitoring_type: kind }) => kind === 'server'));
  if (last === undefined || lastServer === undefined || last - lastServer > RETIRED) return undefined;
  return { last, asOf, ...TROUBLE };
}

function latest(agents: readonly KnownAgent[]): number | undefined {
  const seen = agents.flatMap(({ last_seen: stamp }) => instantOf(stamp) ?? []);
  return seen.length === 0 ? undefined : Math.max(...seen);
}
