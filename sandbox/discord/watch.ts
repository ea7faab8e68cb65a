/** For what a test looks at besides the stand-in. */
const POLL = 10;

/** Lets a test or a person's hand wait for a state instead of a time. */
export interface Watch {
  notify(): void;
  /** First truthy value of `look`, asked now, after every change and every few milliseconds; rejects when the time is up. */
  until<Value>(look: () => Value | undefined | false, milliseconds: number): Promise<Value>;
}

export function createWatch(): Watch {
  const waiting = new Set<() => void>();
  return {
    notify() {
      for (const again of waiting) again();
    },
    until<Value>(look: () => Value | undefined | false, milliseconds: number) {
      const { promise, resolve, reject } = Promise.withResolvers<Value>();
      const poll = setInterval(again, POLL);
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Not seen within ${milliseconds} ms: ${look.toString()}`));
      }, milliseconds);
      function again(): void {
        const value = look();
        if (!value) return;
        stop();
        resolve(value);
      }
      function stop(): void {
        waiting.delete(again);
        clearInterval(poll);
        clearTimeout(timer);
      }
      waiting.add(again);
      again();
      return promise;
    },
  };
}
