import type { Redis } from 'ioredis';

const JOBS = '{deskbell}:jobs';

/**
 * What a dead process held lapses now instead of after 15 and 30 seconds, in which nothing else would happen:
 * its leases, and the locks of the jobs it was at. Only right while no process lives.
 */
export async function letHoldsLapse(redis: Redis): Promise<void> {
  const held = [...(await redis.keys('{deskbell}:lease:*')), ...(await redis.keys(`${JOBS}:*:lock`))];
  const checks = await redis.keys(`${JOBS}:*:stalled-check`);
  if (held.length + checks.length > 0) await redis.del(...held, ...checks);
  for (const active of await redis.keys(`${JOBS}:*:active`)) {
    const jobs = await redis.lrange(active, 0, -1);
    if (jobs.length > 0) await redis.sadd(active.replace(/:active$/, ':stalled'), ...jobs);
  }
}
