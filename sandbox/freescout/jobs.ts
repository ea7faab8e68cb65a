import type { Work } from './queue.ts';
import type { World } from './world.ts';

/** Work for the queue worker; `from` is the instant that the delay counts from, by default now. */
export type Later = (milliseconds: number, run: Work, from?: number) => void;

/** Delays work the way the core does: it stands as a row in `jobs`, with times in Unix seconds, until it begins. */
export function laterIn(world: Pick<World, 'jobs' | 'queue' | 'now'>): Later {
  return (milliseconds, run, from = world.now()) => {
    const job = world.jobs.insert({
      queue: 'default',
      payload: '{}',
      attempts: 0,
      reserved_at: null,
      available_at: Math.floor((from + milliseconds) / 1000),
      created_at: Math.floor(world.now() / 1000),
    });
    function begin(at: number): void {
      world.jobs.remove(job.id);
      run(at);
    }
    world.queue.add(milliseconds, begin, from);
  };
}
