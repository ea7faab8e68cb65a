/** Work in order, so many pieces at once. A piece that fails is forgotten. */
export interface Lane {
  add(work: () => Promise<void>): void;
  busy(): boolean;
  /** When nothing runs and nothing waits. */
  idle(): Promise<void>;
  /** Forgets what has not begun. */
  clear(): void;
}

export function openLane(width: number): Lane {
  const waiting: (() => Promise<void>)[] = [];
  const watchers = new Set<() => void>();
  let running = 0;

  const busy = () => running + waiting.length > 0;

  function run(): void {
    while (running < width) {
      const work = waiting.shift();
      if (!work) break;
      running += 1;
      void work()
        .catch(() => {})
        .finally(() => {
          running -= 1;
          run();
        });
    }
    if (busy()) return;
    for (const wake of watchers) wake();
    watchers.clear();
  }

  return {
    add(work) {
      waiting.push(work);
      run();
    },
    busy,
    idle: () => (busy() ? new Promise((resolve) => watchers.add(resolve)) : Promise.resolve()),
    clear() {
      waiting.length = 0;
    },
  };
}
