import { z } from 'zod';
import type { Card } from './card.ts';
import type { Destination } from './destination.ts';
import type { Effect } from './effect.ts';
import { Actor, type Person } from './people.ts';
import type { Cover } from './on-call/roster.ts';
import type { Settings } from './settings.ts';
import type { Stop } from './stop/stop.ts';
import type { Window } from './quiet/window.ts';

/** One line of an item's history. */
export const TimelineEntry = z.object({ at: z.number(), by: Actor, what: z.string(), text: z.string() });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/**
 * Something that must ring once. The key names the occasion for ever: item, episode, reason and destination,
 * or destination and local date.
 */
export interface Notice {
  key: string;
  destination: Destination;
  /** The item it is about: sent into the thread of its card, and held back by its client's wall. */
  ref?: string;
  /** Clients whose facts it shows, where it is about no single item. */
  clients?: readonly string[];
  /** The chain of calls that it belongs to, by when that began: it is not sent once somebody has answered. */
  chain?: number;
  /** Seen in the channel as well, not only in the thread. */
  loud: boolean;
  /** Under this name it is kept when such a notice was made last: its `at`. */
  last?: string;
  /** 0 goes first. */
  rank: number;
  at: number;
  card: Card;
}

/** An item as it must be written, with everything that follows from it. */
export interface Changed<T> {
  is: 'changed';
  item: T;
  entries: readonly TimelineEntry[];
  effects: readonly Effect[];
  notices: readonly Notice[];
  /** Nothing that a card must show at once: no message falls behind. */
  silent?: boolean;
  /** Members of a group get cards of their own. */
  unfold?: boolean;
}

/** The answer of an item to a signal or a command. A refusal is a sentence for the person. */
export type Decision<T> = Changed<T> | { is: 'unchanged' } | { is: 'refused'; sentence: string };

/** What the desk knows beside the item when it decides. */
export interface DeskView {
  now: number;
  settings: Settings;
  /** Where items go that no route sends elsewhere. */
  defaults: readonly Destination[];
  people: readonly Person[];
  /** Maintenance windows that are not over, and those whose end some alerts have yet to be told. */
  windows: readonly Window[];
  /** The clients where nothing automatic may happen now. */
  stops: readonly Stop[];
  /** What was arranged of who is on call, beside the turns. */
  covers: readonly Cover[];
  /** What can be written at a source: its id to verbs. */
  abilities: Readonly<Record<string, readonly string[]>>;
  /** What systems are called in sentences: id to title. */
  titles: Readonly<Record<string, string>>;
  /** The id of the time book, if there is one. */
  timeBook?: string | undefined;
  /** The platforms on which people can be written to. */
  platforms: readonly string[];
}

export function unchanged(): { is: 'unchanged' } {
  return { is: 'unchanged' };
}

export function refused(sentence: string): { is: 'refused'; sentence: string } {
  return { is: 'refused', sentence };
}

export function titleOf(system: string, view: Pick<DeskView, 'titles'>): string {
  return view.titles[system] ?? system;
}
