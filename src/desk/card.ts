import type { Link } from './alert/alert.ts';
import type { Line } from './text.ts';

/** The colour of a card by what it means; each platform has its own shade. */
export type Tone = 'critical' | 'high' | 'warning' | 'info' | 'good' | 'neutral';

/** A button. Its identifier carries the verb, the item, the revision it was drawn from and at most one short word. */
export interface Action {
  verb: string;
  label: string;
  style?: 'primary' | 'danger';
  /** Asked before the press counts. */
  confirm?: string;
  with?: string;
  /** Another item than the card's own, for rows of a list. */
  ref?: string;
}

export interface CardField {
  name: string;
  value: Line;
}

/** One row of a list, with at most one button. */
export interface CardRow {
  line: Line;
  /** What is read second, below it. */
  detail?: Line;
  action?: Action;
}

/** Somebody's words, under a line of ours that says whose they are and above what belongs to them. Without words it is the line alone. */
export interface CardPassage {
  head: Line;
  /** Untrusted words, with their line ends. */
  text?: string;
  feet?: readonly Line[];
}

/** Everything a message shows, without any platform's words. Renderers clamp, escape and never fail on it. */
export interface Card {
  /** The item shown; `-` for a card of none. */
  ref: string;
  revision: number;
  tone: Tone;
  badge: string;
  title: string;
  url?: string;
  lines: readonly Line[];
  fields: readonly CardField[];
  /** Untrusted words, kept apart from ours: what a customer wrote, or what a check printed. `whole`: a page of them, as long as a message can be. */
  quote?: { text: string; as: 'prose' | 'output'; whole?: boolean };
  /** Words of several people, one below the other: a page of them, as long as a message can be. */
  passages?: readonly CardPassage[];
  rows: readonly CardRow[];
  /** Short lines of untrusted words, drawn close together; whoever sends it asks first whether one message holds them. */
  list?: readonly string[];
  footer?: Line;
  actions: readonly Action[];
  links: readonly Link[];
}

export const NO_ITEM = '-';

/** A card of lines only, for answers and notices. */
export function plainCard(parts: Partial<Card> & Pick<Card, 'title'>): Card {
  return {
    ref: NO_ITEM,
    revision: 0,
    tone: 'neutral',
    badge: '',
    lines: [],
    fields: [],
    rows: [],
    actions: [],
    links: [],
    ...parts,
  };
}
