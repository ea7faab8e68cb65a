/** A stretch of time in epoch milliseconds; `to` is no longer in it. */
export interface Span {
  from: number;
  to: number;
}
