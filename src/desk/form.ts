import type { Line } from './text.ts';

export interface Choice {
  /** At most 75 characters. */
  id: string;
  label: string;
}

interface FieldBase {
  id: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** Its beginning goes before what the person has typed into this form already. A word that no earlier page of it had. */
  anew?: string;
}

/** `search` is a choice of too many to show: typed, and matched when the form is sent. */
export type Field = FieldBase &
  (
    | { type: 'text'; long?: boolean; initial?: string; most: number }
    | { type: 'choice'; choices: readonly Choice[]; initial?: string }
    | { type: 'search'; among: string; initial?: Choice }
    | { type: 'check'; initial: boolean }
  );

/** One page of questions, at most five. What it is about is kept under its token, never in the form itself. */
export interface Form {
  id: string;
  token: string;
  title: string;
  submit: string;
  intro?: Line;
  fields: readonly Field[];
}

/** What the person filled in: field id to text; a check is `yes` or empty; a search is the choice's id or the typed words. */
export type Filled = Readonly<Record<string, string>>;
