import { z } from 'zod';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const LENGTH = 'a length of time such as 30s, 15m, 1h or 2d';

/** A length of time such as `30s`, `15m`, `1h` or `2d`, in milliseconds. */
export const Duration = z
  .string(LENGTH)
  .regex(/^\d+[smhd]$/, LENGTH)
  .transform((text) => Number(text.slice(0, -1)) * UNITS[text.slice(-1) as keyof typeof UNITS]);

/** A length to the minute, in words that hide nothing: `90 minutes`, `2 hours 30 minutes`. Milliseconds in. */
export function lengthWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes <= 90) return words(minutes, 'minute');
  const rest = minutes % 60;
  return [words(Math.floor(minutes / 60), 'hour'), ...(rest === 0 ? [] : [words(rest, 'minute')])].join(' ');
}

function words(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
