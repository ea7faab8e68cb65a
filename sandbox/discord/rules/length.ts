/** Discord counts code points, not UTF-16 halves. What is no text has no length; `Check` complains of it. */
export function lengthOf(text: unknown): number {
  return typeof text === 'string' ? Array.from(text).length : 0;
}
