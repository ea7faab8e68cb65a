/** Answers kept by key, each with the instant (epoch milliseconds) at which its fetch began. */
export interface Cache<T> {
  /** The answer of a fetch that began at `since` or later; at most one fetch a key is under way at once. */
  get(key: string, since: number): Promise<T>;
  /** The last answer, however old. */
  peek(key: string): T | undefined;
  /** When the last answer was fetched; undefined when there is none. */
  fetchedAt(key: string): number | undefined;
  /** Drops what was fetched before that instant. */
  forget(before: number): void;
}

interface Kept<T> {
  value: T;
  at: number;
}

export function keepAnswers<T>(fetch: (key: string) => Promise<T>, now: () => number): Cache<T> {
  const kept = new Map<string, Kept<T>>();
  const underWay = new Map<string, { at: number; work: Promise<T> }>();

  function start(key: string): Promise<T> {
    const at = now();
    const work = fetch(key)
      .then((value) => {
        kept.set(key, { value, at });
        return value;
      })
      .finally(() => underWay.delete(key));
    underWay.set(key, { at, work });
    return work;
  }

  async function get(key: string, since: number): Promise<T> {
    const found = kept.get(key);
    if (found && found.at >= since) return found.value;
    const running = underWay.get(key);
    if (!running) return start(key);
    if (running.at >= since) return running.work;
    // Too old for this caller, and a second fetch beside it would only make both slower.
    await running.work.catch(() => undefined);
    return get(key, since);
  }

  return {
    get,
    peek: (key) => kept.get(key)?.value,
    fetchedAt: (key) => kept.get(key)?.at,
    forget(before) {
      for (const [key, { at }] of kept) if (at < before) kept.delete(key);
    },
  };
}
