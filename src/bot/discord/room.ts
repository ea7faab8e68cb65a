/** What is left of a limit that several texts share. */
export interface Room {
  readonly left: number;
  /** Lets something be written within `most` and within what is left less what is kept for others; takes off what it used. */
  spend(write: (limit: number) => string, bounds?: { most?: number; keep?: number }): string;
}

export function createRoom(size: number): Room {
  let left = size;
  return {
    get left() {
      return left;
    },
    spend(write, { most = size, keep = 0 } = {}) {
      const text = write(Math.min(most, left - keep));
      left -= text.length;
      return text;
    },
  };
}
