const DISCORD_EPOCH = 1_420_070_400_000n;

/** Ids that grow, as Discord makes them: milliseconds since 2015, then a counter. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const fresh = (BigInt(now()) - DISCORD_EPOCH) << 22n;
    last = fresh > last ? fresh : last + 1n;
    return last.toString();
  };
}

/** Orders two ids by age, oldest first; works on ids of different lengths. */
export function byAge(left: { id: string }, right: { id: string }): number {
  const difference = BigInt(left.id) - BigInt(right.id);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** When something with this id was made, in epoch milliseconds. */
export function createdAt(id: string): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
}

export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^\d{17,20}$/.test(value);
}
