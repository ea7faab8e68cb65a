import type { World } from './world.ts';

const MINUTE = 60_000;
const NAME = 'fetch_emails_last_run';

/** Every minute the mail is fetched, which an option tells in Unix seconds: the pulse of cron and queue. */
export function beatCron(world: World): void {
  world.queue.every(MINUTE, () => {
    const value = String(Math.floor(world.now() / 1000));
    const known = world.options.first((row) => row.name === NAME);
    if (known) world.options.save(Object.assign(known, { value }));
    else world.options.insert({ name: NAME, value });
  });
}
