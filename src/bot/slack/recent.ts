/** The last few things that were noticed, so that they need not be found out twice. */
export interface Recent {
  has(name: string): boolean;
  add(name: string): void;
}

const REMEMBERED = 500;

export function createRecent(): Recent {
  const names = new Set<string>();
  return {
    has: (name) => names.has(name),
    add(name) {
      names.add(name);
      for (const oldest of names) {
        if (names.size <= REMEMBERED) return;
        names.delete(oldest);
      }
    },
  };
}
