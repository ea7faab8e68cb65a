import { openSnoozeJob } from './alert-row.ts';
import { runThroughLeap } from './check-results.ts';
import type { TrmmDriver } from './driver.ts';
import { keepPresence } from './presence.ts';
import type { World } from './world.ts';

/** What goes on by the clock alone, whether it runs or is moved. */
export interface Clockwork {
  /** What is due by now: snoozes run out, agents have checked in or are overdue. */
  tick(): void;
  /** The clock was moved: what is due, and the reports that the leap went over. */
  leap(): void;
  stop(): void;
}

/** `pace`, in milliseconds, is how often every agent reports its checks; undefined is never. */
export function openClockwork(world: World, driver: TrmmDriver, pace: number | undefined): Clockwork {
  const clearSnoozes = openSnoozeJob(world);
  let reported = world.now();
  const timer = pace === undefined ? undefined : setInterval(report, pace);

  function tick(): void {
    clearSnoozes();
    keepPresence(world);
  }

  function report(): void {
    reported = world.now();
    tick();
    driver.runChecks();
  }

  return {
    tick,
    leap() {
      tick();
      if (pace !== undefined && world.now() - reported >= pace) {
        runThroughLeap(world, [...world.agents.values()], reported, pace);
        report();
      }
      // A clock that was put back must not wait for the old instant.
      reported = Math.min(reported, world.now());
      world.changed();
    },
    stop: () => clearInterval(timer),
  };
}
