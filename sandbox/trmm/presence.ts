import type { Agent } from './model.ts';
import { timestamp, type World } from './world.ts';

const MINUTE = 60_000;

/** Minutes of silence after which an agent is offline, and after which it is overdue. */
export const OFFLINE_TIME = 4;
export const OVERDUE_TIME = 30;

/** The agent is heard again, now. */
export function checkIn(world: World, agent: Agent): void {
  agent.status = 'online';
  agent.last_seen = world.stamp();
}

/** The agent has been silent for just long enough. */
export function fallSilent(world: World, agent: Agent, status: 'offline' | 'overdue'): void {
  const minutes = (status === 'overdue' ? OVERDUE_TIME : OFFLINE_TIME) + 1;
  agent.status = status;
  agent.last_seen = timestamp(world.now() - minutes * MINUTE);
}

/** Brings all to this instant: who is online has checked in within the last minute, who is silent becomes overdue in time. */
export function keepPresence(world: World): void {
  const now = world.now();
  for (const agent of world.agents.values()) {
    const seen = Date.parse(agent.last_seen);
    if (agent.status === 'offline' && now - seen > OVERDUE_TIME * MINUTE) agent.status = 'overdue';
    if (agent.status !== 'online' || (seen <= now && now - seen < MINUTE)) continue;
    // Each at a second of its own, as agents do not check in together.
    agent.last_seen = timestamp(now - ((agent.pk * 7919) % 50_000), 137);
  }
}
