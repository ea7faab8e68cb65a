/** Room dealt out one by one to several lists, so that a short one leaves its share to the others: how much each gets. */
export function dealt(lengths: readonly number[], room: number): number[] {
  const shares = lengths.map(() => 0);
  let left = room;
  for (let round = 1; left > 0 && lengths.some((length) => length >= round); round += 1) {
    for (const [index, length] of lengths.entries()) {
      if (left === 0 || length < round) continue;
      shares[index] = round;
      left -= 1;
    }
  }
  return shares;
}
