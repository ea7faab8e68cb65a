/** One line of `doctor`: what was looked at, how it stands, and the sentence that mends it. */
export interface Check {
  what: string;
  state: 'good' | 'warning' | 'bad';
  says: string;
  mend?: string;
}
