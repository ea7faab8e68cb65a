import type { World } from '../world.ts';
import { agentDriver } from './agents.ts';
import { customerDriver } from './customers.ts';
import { officeDriver } from './office.ts';
import { ticketDriver } from './tickets.ts';

/** What people do in FreeScout by hand. Ids in, ids out; a stranger or an unknown ticket throws. */
export type Driver = ReturnType<typeof createDriver>;

/** `settled` is awaited after each change: the database holds it then. */
export function createDriver(world: World, settled: () => Promise<void>) {
  async function done<Value>(value: Value): Promise<Value> {
    await settled();
    return value;
  }
  return {
    ...customerDriver(world, done),
    ...agentDriver(world, done),
    ...ticketDriver(world, done),
    ...officeDriver(world, done),
  };
}
