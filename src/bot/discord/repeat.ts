import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_PAUSE = 300_000;

/**
 * Does something that should last for ever again and again, until the signal or until it answers false. What lasted
 * less than five minutes is a failure: the pauses, in milliseconds, double from failure to failure up to five minutes.
 */
export async function repeat(
  attempt: () => Promise<boolean>,
  { firstPause, signal }: { firstPause: number; signal: AbortSignal },
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    const began = Date.now();
    if (!(await attempt())) return;
    if (Date.now() - began > LONGEST_PAUSE) failures = 0;
    const wait = Math.min(LONGEST_PAUSE, firstPause * 2 ** failures) * (1 + Math.random() / 5);
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
}
