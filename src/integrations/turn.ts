/** Runs at most so many pieces of work at once; the rest waits in the order it came. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** A turn for `limit` pieces of work at once. */
export function atMost(limit: number): Turn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < limit) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place is handed on rather than given back, so that no newcomer can take it from one who waits.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
