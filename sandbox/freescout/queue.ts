/** `at` is the job's own time in epoch milliseconds: earlier than now when the clock was moved past it. */
export type Work = (at: number) => void;

/** The queue worker and the schedule: runs what is due, on the stand-in's clock. */
export interface Queue {
  /** `from` is the instant that the delay counts from, by default now. */
  add(milliseconds: number, run: Work, from?: number): void;
  /** Runs now and again after each such time; what was missed in between is not made up for. */
  every(milliseconds: number, run: () => void): void;
  /** When the next added job is due, or undefined when none will run. Epoch milliseconds. */
  nextDue(): number | undefined;
  /** Looks again at what is due, after the clock was moved. */
  wake(): void;
  /** As when cron is broken: nothing delayed happens until `start`. */
  stop(): void;
  start(): void;
  close(): void;
}

interface Job {
  due: number;
  run: Work;
  /** One of the schedule. */
  repeats: boolean;
}

const LONGEST_TIMEOUT = 2_000_000_000;

/** An empty queue; `now` is epoch milliseconds. */
export function createQueue(now: () => number): Queue {
  let jobs: Job[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running = true;

  function wake(): void {
    clearTimeout(timer);
    if (!running) return;
    const due = byDue(jobs).filter((job) => job.due <= now());
    jobs = jobs.filter((job) => !due.includes(job));
    for (const job of due) job.run(job.due);
    const next = firstDue(jobs);
    if (running && next !== undefined) {
      timer = setTimeout(wake, Math.min(Math.max(next - now(), 0), LONGEST_TIMEOUT));
    }
  }

  function every(milliseconds: number, run: () => void): void {
    run();
    jobs.push({ due: now() + milliseconds, run: () => every(milliseconds, run), repeats: true });
  }

  function wakeSoon(): void {
    clearTimeout(timer);
    if (running) timer = setTimeout(wake, 0);
  }

  return {
    add(milliseconds, run, from = now()) {
      jobs.push({ due: from + milliseconds, run, repeats: false });
      wakeSoon();
    },
    every(milliseconds, run) {
      every(milliseconds, run);
      wakeSoon();
    },
    nextDue: () => (running ? firstDue(jobs.filter((job) => !job.repeats)) : undefined),
    wake,
    stop() {
      running = false;
      clearTimeout(timer);
    },
    start() {
      running = true;
      // What waited while cron was broken happens now, and was not done in time.
      const start = now();
      jobs = byDue(jobs).map((job) => ({ ...job, due: Math.max(job.due, start) }));
      wake();
    },
    close() {
      running = false;
      jobs = [];
      clearTimeout(timer);
    },
  };
}

function firstDue(jobs: readonly Job[]): number | undefined {
  return byDue(jobs)[0]?.due;
}

function byDue(jobs: readonly Job[]): Job[] {
  return jobs.toSorted((left, right) => left.due - right.due);
}
