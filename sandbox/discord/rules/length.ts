/** Discord counts code points, not UTF-16 halves. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
