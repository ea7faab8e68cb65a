/** A length of time in the words of a person: `just now`, `5 minutes`, `3 hours`, `2 days`. Milliseconds in. */
export function span(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 90) return count(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 36 ? count(hours, 'hour') : count(Math.round(hours / 24), 'day');
}

/** How long ago an instant was, for sentences that are read at once. Cards use instants that count by themselves. */
export function ago(instant: number, now: number): string {
  return now - instant < 60_000 ? 'just now' : `${span(now - instant)} ago`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
