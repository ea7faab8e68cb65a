import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** The right to open one modal for one person, within three seconds of what the person did. */
export interface Trigger {
  user: string;
  issuedAt: number;
  used: boolean;
  /** The modal in which the person acted; only then may another be pushed onto it. */
  viewId?: string;
}

const LIFETIME = 3000;

export function issueTrigger(world: World, user: string, viewId?: string): string {
  const secret = Math.floor(world.random() * 0xffffffff).toString(16);
  const id = `${Math.floor(world.standIn.now())}.${world.triggers.size + 1}.${secret.padStart(8, '0')}`;
  world.triggers.set(id, { user, issuedAt: world.standIn.now(), used: false, ...(viewId ? { viewId } : {}) });
  return id;
}

/** The trigger behind an id that is still good. */
export function findTrigger(world: World, id: string): Trigger {
  const trigger = world.triggers.get(id);
  if (!trigger) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (world.standIn.now() - trigger.issuedAt > LIFETIME) throw new Refusal('expired_trigger_id');
  return trigger;
}
