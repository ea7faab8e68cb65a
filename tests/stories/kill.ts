import { Redis } from 'ioredis';
import { letHoldsLapse } from '../faults/seeds/holds.ts';
import type { World } from './world.ts';

/** Kills the bot and starts another. Nobody waits until what the dead one held lapses: that it does is for `killed` and `replicas` to prove. */
export async function killAndStart(world: World): Promise<void> {
  await world.bot.kill();
  const redis = new Redis(world.redis.url);
  await letHoldsLapse(redis);
  redis.disconnect();
  world.bot = await world.startAnother();
}
