/** Waits for things that somebody will see, by a word of their own. */
export interface Arrivals {
  /** The instant at which it was first there; rejects when it does not come in a quarter of a minute. */
  of(word: string): Promise<number>;
  arrived(word: string | undefined, at: number): void;
}

const PATIENCE = 15_000;

export function createArrivals(): Arrivals {
  const waiting = new Map<string, (at: number) => void>();
  return {
    of(word) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const late = setTimeout(() => reject(new Error(`${word} never came`)), PATIENCE);
      waiting.set(word, resolve);
      return promise.finally(() => clearTimeout(late));
    },
    arrived(word = '', at) {
      waiting.get(word)?.(at);
      waiting.delete(word);
    },
  };
}
