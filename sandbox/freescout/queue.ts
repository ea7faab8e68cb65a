/** The queue worker: runs what is due, on the stand-in's clock. */
export interface Queue {
  add(milliseconds: number, run: () => void): void;
  /** Looks again at what is due, after the clock was moved. */
  wake(): void;
  /** As when cron is broken: nothing delayed happens until `start`. */
  stop(): void;
  start(): void;
  /** How many jobs wait, due or not. */
  readonly length: number;
  close(): void;
}

const LONGEST_TIMEOUT = 2_000_000_000;

/** An empty queue; `now` is epoch milliseconds. */
export function createQueue(now: () => number): Queue {
  let jobs: { due: number; run: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running = true;

  function wake(): void {
    clearTimeout(timer);
    if (!running) return;
    const due = jobs.filter((job) => job.due <= now()).sort((left, right) => left.due - right.due);
    jobs = jobs.filter((job) => !due.includes(job));
    for (const job of due) job.run();
    const next = Math.min(...jobs.map((job) => job.due));
    if (running && jobs.length > 0) timer = setTimeout(wake, Math.min(Math.max(next - now(), 0), LONGEST_TIMEOUT));
  }

  return {
    get length() {
      return jobs.length;
    },
    add(milliseconds, run) {
      jobs.push({ due: now() + milliseconds, run });
      clearTimeout(timer);
      if (running) timer = setTimeout(wake, 0);
    },
    wake,
    stop() {
      running = false;
      clearTimeout(timer);
    },
    start() {
      running = true;
      wake();
    },
    close() {
      running = false;
      jobs = [];
      clearTimeout(timer);
    },
  };
}
